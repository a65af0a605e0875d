package io.parkpulse.connectors;

import java.util.ArrayList;
import java.util.List;

/** How a test calls Java for a process of its own. */
public final class TestJvm {
    private TestJvm() {}

    /**
     * The Java of this process, with what Flink needs to see into. It compiles no more than it must, for such a process does
     * little else in the seconds that it lives.
     *
     * @param heap greatest size of its heap, such as {@code 300m}
     * @param options further ones; a garbage collector among them takes the place of the one that costs least
     * @return what more can be added to: a class path, a main class and its arguments
     */
    public static List<String> command(String heap, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        if (options.stream().noneMatch(option -> option.endsWith("GC"))) {
            command.add("-XX:+UseSerialGC");
        }
        command.addAll(options);
        return command;
    }
}
