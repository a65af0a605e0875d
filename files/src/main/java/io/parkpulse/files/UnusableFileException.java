package io.parkpulse.files;

import java.io.IOException;

/** A file or directory that cannot be used as it is: whoever has named it has to name another one, or change it. */
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message which one, what is there, what was expected */
    public UnusableFileException(String message) {
        super(message);
    }
}
