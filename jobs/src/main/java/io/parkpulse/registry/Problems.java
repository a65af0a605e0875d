package io.parkpulse.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it is reported at once, and what is merely odd. */
final class Problems {
    private static final Comparator<Problem> IN_ORDER = Comparator.comparingInt(
                    (Problem p) -> RegistryReader.FILES.indexOf(p.file()))
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::column, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void add(String file, int line, String column, String value, String expected) {
        problems.add(new Problem(file, line, column, value, expected));
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    List<String> warnings() {
        return warnings;
    }

    void throwIfAny() throws RegistryException {
        if (!problems.isEmpty()) {
            problems.sort(IN_ORDER);
            throw new RegistryException(problems);
        }
    }
}
