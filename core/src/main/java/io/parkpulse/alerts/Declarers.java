package io.parkpulse.alerts;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import java.util.Arrays;

/** The parks and enterprises of a registry, whose declarations count. */
public final class Declarers {
    // Ascending; a set would take ten times as much.
    private final String[] parks;
    private final String[] enterprises;

    public Declarers(Registry registry) {
        parks = registry.parks().stream().map(Park::id).sorted().toArray(String[]::new);
        enterprises =
                registry.enterprises().stream().map(Enterprise::id).sorted().toArray(String[]::new);
    }

    /**
     * Reads a declaration of one of them.
     *
     * @param line as {@link Declaration#read} takes it
     * @throws Declaration.MalformedException if it is none, or of nobody that is known
     */
    public Declaration read(byte[] line) throws Declaration.MalformedException {
        Declaration declaration = Declaration.read(line);
        if (Arrays.binarySearch(declaration.ofPark() ? parks : enterprises, declaration.subject()) < 0) {
            throw new Declaration.MalformedException((declaration.ofPark() ? "park" : "enterprise") + ": \""
                    + declaration.subject() + "\", expected an id of the registry");
        }
        return declaration;
    }
}
