package io.parkpulse.alerts;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import java.util.Set;
import java.util.stream.Collectors;

/** The parks and enterprises of a registry, whose declarations count. */
public final class Declarers {
    private final Set<String> parks;
    private final Set<String> enterprises;

    public Declarers(Registry registry) {
        parks = registry.parks().stream().map(Park::id).collect(Collectors.toSet());
        enterprises = registry.enterprises().stream().map(Enterprise::id).collect(Collectors.toSet());
    }

    /**
     * Reads a declaration of one of them.
     *
     * @param line as {@link Declaration#read} takes it
     * @throws Declaration.MalformedException if it is none, or of nobody that is known
     */
    public Declaration read(byte[] line) throws Declaration.MalformedException {
        Declaration declaration = Declaration.read(line);
        if (!(declaration.ofPark() ? parks : enterprises).contains(declaration.subject())) {
            throw new Declaration.MalformedException((declaration.ofPark() ? "park" : "enterprise") + ": \""
                    + declaration.subject() + "\", expected an id of the registry");
        }
        return declaration;
    }
}
