package io.parkpulse.cli;

import io.parkpulse.files.AtExit;
import io.parkpulse.files.Reason;
import io.parkpulse.files.UnusableFileException;
import io.parkpulse.registry.RegistryException;
import java.io.PrintWriter;

/**
 * How a command that fails ends: a sentence on standard error, the last there, and an exit code. No sentence where the
 * process was asked to end, as its work fails because of that.
 */
final class Failure {
    private Failure() {}

    static int report(Throwable failure, CliTexts texts, PrintWriter err) {
        if (AtExit.hasBegun()) {
            return ExitCode.FAILED;
        }
        if (failure instanceof RegistryException wrong) {
            err.println(texts.of(wrong));
            err.flush();
            return ExitCode.USAGE;
        }
        if (Reason.isOf(UnusableFileException.class, failure)) {
            err.println(reason(failure, texts));
            err.flush();
            return ExitCode.USAGE;
        }
        err.println(texts.of(
                "failed",
                "reason",
                Reason.isOf(OutOfMemoryError.class, failure) ? Heap.tooSmall() : reason(failure, texts)));
        err.flush();
        return ExitCode.FAILED;
    }

    private static String reason(Throwable failure, CliTexts texts) {
        return Reason.said(failure).map(texts::of).orElseGet(() -> Reason.of(failure));
    }
}
