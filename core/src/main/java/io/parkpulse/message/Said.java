package io.parkpulse.message;

/** A failure whose message can be said in any language; {@link Throwable#getMessage} has it in English. */
public interface Said {
    /** What is said; null where the failure has come from another process, with its English message alone. */
    Message said();
}
