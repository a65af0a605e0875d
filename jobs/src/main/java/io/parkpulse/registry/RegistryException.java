package io.parkpulse.registry;

import java.util.List;
import java.util.stream.Collectors;

/** A registry that cannot be used, with everything that is wrong with it. The message has a line for each problem. */
public final class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    RegistryException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems of all files, in order of file, line and column. */
    public List<Problem> problems() {
        return problems;
    }
}
