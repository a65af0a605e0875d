package io.parkpulse.alerts;

import io.parkpulse.exact.Bound;
import io.parkpulse.index.Fraction;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.EnterpriseRow;
import io.parkpulse.roster.IdIndex;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The latest declarations, by park. A park's own goes before those of its enterprises. */
final class Declarations {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Roster roster;
    private final Map<String, Declaration> ofParks = new TreeMap<>();
    private final Map<String, Declaration> ofEnterprises = new TreeMap<>();
    private final Map<String, Map<String, Declaration>> byPark = new HashMap<>();

    Declarations(Roster roster) {
        this.roster = roster;
    }

    boolean isEmpty() {
        return ofParks.isEmpty() && ofEnterprises.isEmpty();
    }

    /** Of the same subject the latest counts, of the same instant the greater. */
    void add(Declaration declaration) {
        Map<String, Declaration> latest = declaration.ofPark() ? ofParks : ofEnterprises;
        Declaration standing = latest.get(declaration.subject());
        if (standing != null
                && (standing.at() > declaration.at()
                        || standing.at() == declaration.at()
                                && standing.percent().compareTo(declaration.percent()) >= 0)) {
            return;
        }
        latest.put(declaration.subject(), declaration);
        if (!declaration.ofPark()) {
            String park = parkOf(declaration.subject(), declaration.at());
            if (park != null) {
                byPark.values().forEach(all -> all.remove(declaration.subject()));
                byPark.computeIfAbsent(park, key -> new HashMap<>()).put(declaration.subject(), declaration);
            }
        }
    }

    private String parkOf(String enterprise, long at) {
        byte[] id = enterprise.getBytes(StandardCharsets.UTF_8);
        int number = roster.index(Subject.ENTERPRISE).find(id, 0, id.length);
        if (number == IdIndex.NONE) {
            return null;
        }
        EnterpriseRow row = roster.rows(number).at(at);
        return row == null ? null : row.park();
    }

    /**
     * Declared resumption of a park, in percent.
     *
     * @param validFor how long a declaration counts
     * @param enterprises of the park
     * @param scopeGate least share of the enterprises that must have declared
     * @return null if too little was declared
     */
    Fraction of(String park, long end, long validFor, long enterprises, BigDecimal scopeGate) {
        Declaration own = ofParks.get(park);
        if (own != null && holds(own, end, validFor)) {
            return Fraction.of(own.percent());
        }
        long declared = 0;
        long resumed = 0;
        for (Declaration each : byPark.getOrDefault(park, Map.of()).values()) {
            if (holds(each, end, validFor)) {
                declared++;
                resumed += each.percent().signum();
            }
        }
        boolean enough = declared > 0 && Bound.of(scopeGate, 1).compare(declared, enterprises) >= 0;
        return enough ? Fraction.of(resumed, declared).times(HUNDRED) : null;
    }

    private static boolean holds(Declaration declaration, long end, long validFor) {
        return declaration.at() <= end && end - declaration.at() < validFor;
    }

    void write(DataOutput out) throws IOException {
        for (Map<String, Declaration> all : List.of(ofParks, ofEnterprises)) {
            out.writeInt(all.size());
            for (Declaration each : all.values()) {
                out.writeUTF(each.subject());
                out.writeLong(each.at());
                out.writeUTF(each.percent().toString());
            }
        }
    }

    void read(DataInput in) throws IOException {
        for (boolean ofPark : new boolean[] {true, false}) {
            for (int left = in.readInt(); left > 0; left--) {
                add(new Declaration(ofPark, in.readUTF(), in.readLong(), new BigDecimal(in.readUTF())));
            }
        }
    }
}
