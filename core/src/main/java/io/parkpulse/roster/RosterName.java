package io.parkpulse.roster;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A roster on its way to operators of the process that holds it.
 *
 * @param name of this roster alone
 */
record RosterName(String name) implements Serializable {
    private static final Map<String, WeakReference<Roster>> NAMED = new ConcurrentHashMap<>();

    static RosterName of(Roster roster) {
        NAMED.values().removeIf(reference -> reference.get() == null);
        RosterName name = new RosterName(UUID.randomUUID().toString());
        NAMED.put(name.name, new WeakReference<>(roster));
        return name;
    }

    private Object readResolve() throws InvalidObjectException {
        WeakReference<Roster> reference = NAMED.get(name);
        Roster roster = reference == null ? null : reference.get();
        if (roster == null) {
            throw new InvalidObjectException("a roster that another process keeps, or nobody any more: " + name);
        }
        return roster;
    }
}
