package io.parkpulse.cli;

import io.parkpulse.files.AtExit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees to it that this process also ends with a sentence and an exit code that is documented where a library ends it, as
 * Flink does when one of its threads runs out of memory, or where it would go on for ever without getting anywhere, as
 * nearly all of its time goes into looking for memory.
 */
final class UnplannedExit {
    private static final long LOOK_MILLIS = 1000;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final double HOPELESS = 0.95;
    private static final long MOST_FOR_CLEARING_MILLIS = 15_000;
    private static final int RESERVE_BYTES = 1 << 20;

    // Made while there is memory.
    private final byte[] tooSmall = line("failed: " + Heap.tooSmall());
    private final byte[] endedInside = line("failed: a part of the process could not go on; the lines above say what");
    private byte[] reserve = new byte[RESERVE_BYTES];
    private final StandardError err;
    private final OutputStream ofCommand;
    private final Thread exit = new Thread(() -> System.exit(ExitCode.FAILED), "exit");
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile boolean planned;
    /** When it was last seen that memory was short, by {@link System#nanoTime}; before it was, long enough ago. */
    private volatile long lastFull = System.nanoTime() - WINDOW_NANOS;

    private UnplannedExit(StandardError err) {
        this.err = err;
        this.ofCommand = err.ofCommand();
    }

    /** To be called first, so that all else that is done at the end is done before. */
    static UnplannedExit watch(StandardError err) {
        UnplannedExit watch = new UnplannedExit(err);
        AtExit.run(watch::atExit);
        Thread thread = new Thread(watch::watchHeap, "heap watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** Whoever calls this is about to end the process with an exit code of its own. */
    void isPlanned() {
        planned = true;
    }

    /** Says that memory was short where there is none left to say it by other means; the exit code of it. */
    int reportTooSmall() {
        report(tooSmall);
        return ExitCode.FAILED;
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void atExit() {
        if (planned || bySignal()) {
            return;
        }
        report(isFull() || wasFullLately() ? tooSmall : endedInside);
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }

    /** Java ends on a thread of this name when the system asks it to. */
    private static boolean bySignal() {
        try {
            return Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().matches("SIG[A-Z]+ handler"));
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** What a thread held that ended for want of memory may be free by now. */
    private boolean wasFullLately() {
        return System.nanoTime() - lastFull < WINDOW_NANOS;
    }

    private static boolean isFull() {
        try {
            return Heap.isFull();
        } catch (OutOfMemoryError e) {
            return true;
        }
    }

    private void report(byte[] line) {
        if (reported.getAndSet(true)) {
            return;
        }
        err.leaveLastWordToCommand();
        try {
            ofCommand.write(line);
        } catch (IOException e) {
            // There is nowhere left to report it.
        }
        err.close();
    }

    private void watchHeap() {
        try {
            long since = System.nanoTime();
            long pausedBefore = Heap.pausedMillis();
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                long now = System.nanoTime();
                if (Heap.isFull()) {
                    lastFull = now;
                }
                if (now - since < WINDOW_NANOS) {
                    continue;
                }
                long paused = Heap.pausedMillis();
                double share = (double) (paused - pausedBefore) / TimeUnit.NANOSECONDS.toMillis(now - since);
                if (share >= HOPELESS && Heap.isFull()) {
                    break;
                }
                since = now;
                pausedBefore = paused;
            }
        } catch (InterruptedException e) {
            return;
        } catch (OutOfMemoryError e) {
            // There is no surer sign.
        }
        reserve = null;
        if (planned) {
            return;
        }
        report(tooSmall);
        exit.start();
        try {
            Thread.sleep(MOST_FOR_CLEARING_MILLIS);
        } catch (InterruptedException e) {
            // Then at once.
        }
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }
}
