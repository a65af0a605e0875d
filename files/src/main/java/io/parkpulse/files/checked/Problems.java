package io.parkpulse.files.checked;

import io.parkpulse.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects what is wrong, so that all of it is reported at once, and what is merely odd. */
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Message> warnings = new ArrayList<>();

    /** See {@link Problem}; what was expected is the same in all languages. */
    public void add(String file, int line, String column, String value, String expected) {
        add(file, line, column, value, Message.asIs(expected));
    }

    /** See {@link Problem}. */
    public void add(String file, int line, String column, String value, Message expected) {
        problems.add(new Problem(file, line, column, value == null ? null : Message.asIs(value), expected));
    }

    /** Something that is the matter with a file or a line. */
    public void add(String file, int line, Message matter, Message expected) {
        problems.add(new Problem(file, line, null, matter, expected));
    }

    public void warn(Message warning) {
        warnings.add(warning);
    }

    public List<Message> warnings() {
        return warnings;
    }

    /**
     * Ends the reading if anything is wrong.
     *
     * @param failure makes what is thrown of the problems, which come in the order in which they were found
     */
    public <X extends Exception> void throwIfAny(Function<List<Problem>, X> failure) throws X {
        if (!problems.isEmpty()) {
            throw failure.apply(List.copyOf(problems));
        }
    }
}
