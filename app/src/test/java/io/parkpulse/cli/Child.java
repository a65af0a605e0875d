package io.parkpulse.cli;

import io.parkpulse.connectors.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** The command line in a JVM of its own. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final StringBuilder said = new StringBuilder();

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** @param heap greatest size of its heap, such as {@code 300m} */
    static Child start(String heap, Object... arguments) throws IOException {
        return start(heap, List.of(), arguments);
    }

    /**
     * Starts it.
     *
     * @param heap greatest size of its heap, such as {@code 300m}
     * @param options further ones of Java
     */
    static Child start(String heap, List<String> options, Object... arguments) throws IOException {
        return start(Main.class, heap, options, arguments);
    }

    /** Starts another program than the command line. */
    static Child start(Class<?> program, String heap, List<String> options, Object... arguments) throws IOException {
        List<String> command = TestJvm.command(heap, options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it has said something, on the terminal or as an error. */
    void await(String words) throws IOException {
        int from = said.length();
        while (said.indexOf(words, Math.max(0, from - words.length())) < 0) {
            int next = output.read();
            if (next < 0) {
                throw new AssertionError("it ended and never said " + words + ":\n" + said);
            }
            from = said.length();
            said.append((char) next);
        }
    }

    /** Whether it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, as Ctrl-C and {@code kill} do. */
    void terminate() {
        // Process.destroy would close what is left to read, too.
        process.toHandle().destroy();
    }

    /** Ends it without asking. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits until it has ended. */
    int exitCode() throws IOException, InterruptedException {
        output.transferTo(new java.io.StringWriter() {
            @Override
            public void write(char[] text, int offset, int length) {
                said.append(text, offset, length);
            }
        });
        return process.waitFor();
    }

    /** All it has said and was read. */
    String said() {
        return said.toString();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
