package io.parkpulse.explain;

/** A name that does not exist; the message lists those that do. */
public final class UnknownNameException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownNameException(String message) {
        super(message);
    }
}
