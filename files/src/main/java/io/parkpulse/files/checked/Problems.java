package io.parkpulse.files.checked;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects what is wrong, so that all of it is reported at once, and what is merely odd. */
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** See {@link Problem}. */
    public void add(String file, int line, String column, String value, String expected) {
        problems.add(new Problem(file, line, column, value, expected));
    }

    public void warn(String warning) {
        warnings.add(warning);
    }

    public List<String> warnings() {
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
