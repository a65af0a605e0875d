package io.parkpulse.files;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import io.parkpulse.message.Said;
import java.io.IOException;

/** A failure of input or output whose message can be said in any language. */
class SaidIOException extends IOException implements Said {
    private static final long serialVersionUID = 1L;

    private final transient Message said;

    /** @param cause null for none */
    SaidIOException(Message said, Throwable cause) {
        super(Sentences.ENGLISH.of(said), cause);
        this.said = said;
    }

    @Override
    public final Message said() {
        return said;
    }
}
