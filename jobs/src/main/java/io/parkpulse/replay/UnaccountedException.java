package io.parkpulse.replay;

import java.io.IOException;

/** Records were read of which nobody can say what became of them: a defect of the program, never of the recording. */
final class UnaccountedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnaccountedException(String message) {
        super(message);
    }
}
