package io.parkpulse.files;

import io.parkpulse.message.Message;

/** A file or directory that cannot be used as it is: whoever has named it has to name another one, or change it. */
public final class UnusableFileException extends SaidIOException {
    private static final long serialVersionUID = 1L;

    /** @param said which one, what is there, what was expected */
    public UnusableFileException(Message said) {
        super(said, null);
    }
}
