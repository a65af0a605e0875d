package io.parkpulse.message;

/** A failure whose message can be said in any language; {@link Throwable#getMessage} has it in English. */
public interface Said {
    Message said();
}
