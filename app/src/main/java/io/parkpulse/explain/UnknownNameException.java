package io.parkpulse.explain;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import io.parkpulse.message.Said;

/** A name that does not exist; the message lists those that do. */
public final class UnknownNameException extends Exception implements Said {
    private static final long serialVersionUID = 1L;

    private final transient Message said;

    /**
     * @param given the option and its value
     * @param expected what could stand there
     */
    UnknownNameException(String given, Message expected) {
        this(Message.expected(given, expected));
    }

    UnknownNameException(Message said) {
        super(Sentences.ENGLISH.of(said));
        this.said = said;
    }

    @Override
    public Message said() {
        return said;
    }
}
