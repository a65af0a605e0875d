package io.parkpulse.alerts;

import io.parkpulse.model.Park;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.IdIndex;
import io.parkpulse.roster.Roster;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The parks and enterprises of a registry, whose declarations count. */
public final class Declarers {
    private final Set<String> parks;
    private final IdIndex enterprises;

    public Declarers(Roster roster) {
        parks = roster.registry().parks().stream().map(Park::id).collect(Collectors.toUnmodifiableSet());
        enterprises = roster.index(Subject.ENTERPRISE);
    }

    /**
     * Reads a declaration of one of them.
     *
     * @param line as {@link Declaration#read} takes it
     * @throws Declaration.MalformedException if it is none, or of nobody that is known
     */
    public Declaration read(byte[] line) throws Declaration.MalformedException {
        Declaration declaration = Declaration.read(line);
        String subject = declaration.subject();
        if (declaration.ofPark() ? !parks.contains(subject) : !isEnterprise(subject)) {
            throw new Declaration.MalformedException((declaration.ofPark() ? "park" : "enterprise") + ": \"" + subject
                    + "\", expected an id of the registry");
        }
        return declaration;
    }

    private boolean isEnterprise(String subject) {
        byte[] id = subject.getBytes(StandardCharsets.UTF_8);
        return enterprises.find(id, 0, id.length) != IdIndex.NONE;
    }
}
