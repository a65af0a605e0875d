package io.parkpulse.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** The memory of this process. */
final class Heap {
    private static final long MEBIBYTE = 1 << 20;
    private static final double FULL = 0.8;

    private Heap() {}

    /** What to say when there was too little of it: how much there is, and how much to give. */
    static String tooSmall() {
        long now = size();
        long enough = Math.max(1, (2 * now + 1024 * MEBIBYTE - 1) / (1024 * MEBIBYTE));
        return "out of memory: the heap of " + now / MEBIBYTE + " MB is too small. Give it more, such as "
                + "PARKPULSE_JAVA_OPTS=-Xmx" + enough + "g ./parkpulse …";
    }

    private static long size() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return options == null
                ? Runtime.getRuntime().maxMemory()
                : Long.parseLong(options.getVMOption("MaxHeapSize").getValue());
    }

    /** Whether hardly anything was free behind the last time that it was cleared up. */
    static boolean isFull() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            boolean old = pool.getName().contains("Old") || pool.getName().contains("Tenured");
            if (old && left != null && left.getMax() > 0 && left.getUsed() > FULL * left.getMax()) {
                return true;
            }
        }
        return false;
    }

    /** For how long this process has stood still so far to clear up, in milliseconds. */
    static long pausedMillis() {
        long sum = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String name = collector.getName();
            // What is done beside everything else holds nobody up.
            if (!name.contains("Concurrent") && !name.contains("Cycles")) {
                sum += Math.max(0, collector.getCollectionTime());
            }
        }
        return sum;
    }
}
