package io.parkpulse.schemas;

/** A value is not what its schema says, or names a schema that is nowhere. The message is for a person. */
public final class MalformedValueException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedValueException(String message) {
        super(message);
    }
}
