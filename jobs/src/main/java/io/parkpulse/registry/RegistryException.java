package io.parkpulse.registry;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.files.checked.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A registry that cannot be used, with everything that is wrong with it. The message has a line for each problem. */
public final class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    RegistryException(List<Problem> problems) {
        super(inOrder(problems).map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = inOrder(problems).toList();
    }

    private static Stream<Problem> inOrder(List<Problem> problems) {
        return problems.stream().sorted(Problem.inOrderOf(RegistryReader.FILES));
    }

    /** The message in another language than English. */
    public String in(Sentences language) {
        return problems.stream().map(problem -> problem.in(language)).collect(Collectors.joining("\n"));
    }

    /** All problems of all files, in order of file, line and column. */
    public List<Problem> problems() {
        return problems;
    }
}
