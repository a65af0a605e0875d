package io.parkpulse.cli;

import picocli.CommandLine;

/** What a command ends with. */
final class ExitCode {
    static final int DONE = CommandLine.ExitCode.OK;
    /** The run failed. */
    static final int FAILED = CommandLine.ExitCode.SOFTWARE;
    /** Wrong usage, configuration or registry; nothing was written. */
    static final int USAGE = CommandLine.ExitCode.USAGE;
    /** Done, and what it writes is written, but no record at all could be applied. */
    static final int NOTHING_APPLIED = 3;

    private ExitCode() {}
}
