package io.parkpulse.explain;

/** Somebody asked for what there is not; the message says what there is. */
public final class UnknownNameException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownNameException(String message) {
        super(message);
    }
}
