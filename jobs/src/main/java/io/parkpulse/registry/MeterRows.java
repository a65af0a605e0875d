package io.parkpulse.registry;

import io.parkpulse.exact.Numbers;
import io.parkpulse.message.Message;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import io.parkpulse.model.Spelling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The rows of one meter, and what they say together at each time. */
final class MeterRows {
    /** The most that rows which add the meter's energy can share of it, in basis points. */
    static final int WHOLE = 10_000;

    private static final int ROWS_NAMED = 5;

    private final List<Part> parts = new ArrayList<>(1);

    /**
     * Adds a row, in the order of the file.
     *
     * @param enterprise null if that is a problem already
     * @param basisPoints null if that is a problem already
     * @param flow null if that is a problem already
     * @param said what its cells say; nothing of a blank one, null where that is a problem already
     */
    void add(Row row, String enterprise, Long basisPoints, Flow flow, Map<MeterColumn, Object> said) {
        parts.add(new Part(parts.size(), row, enterprise, basisPoints, flow, said));
    }

    /**
     * Checks what the rows refer to and what they say together.
     *
     * @param complete whether these are all rows that the meter has
     */
    void check(EnterprisesFile enterprises, boolean complete) {
        parts.forEach(part -> part.refer(enterprises));
        if (parts.stream().anyMatch(part -> part.validity == null)) {
            return; // which rows hold at the same time is not known
        }
        checkEnterprises();
        boolean shared = complete && parts.stream().allMatch(part -> part.basisPoints != null && part.flow != null);
        checkTimes(shared);
        checkModulus();
    }

    private void checkEnterprises() {
        if (parts.size() == 1) {
            return;
        }
        Map<String, Validities> times = new HashMap<>();
        for (Part part : parts) {
            if (part.enterprise == null) {
                continue;
            }
            Validities.Held other = times.computeIfAbsent(part.enterprise, none -> new Validities())
                    .add(part.validity, part.row.number());
            if (other != null) {
                part.row.problem(
                        "enterprise_id",
                        Message.of(
                                "registry.meter_enterprise_once",
                                "row",
                                part.row.place(other.row()),
                                "validity",
                                part.validity.shared(other.validity()).text()));
            }
        }
    }

    /**
     * Goes through the times at which rows begin and end to hold, and looks at those that hold then.
     *
     * @param shared whether all shares are known
     */
    private void checkTimes(boolean shared) {
        Map<Long, List<Part>> changes = new TreeMap<>();
        for (Part part : parts) {
            changes.computeIfAbsent(part.validity.from(), none -> new ArrayList<>(1))
                    .add(part);
            if (part.validity.to() < Long.MAX_VALUE) {
                changes.computeIfAbsent(part.validity.to(), none -> new ArrayList<>(1))
                        .add(part);
            }
        }
        TreeSet<Part> holding = new TreeSet<>(Comparator.comparingInt(part -> part.place));
        Part first = null;
        long sum = 0;
        long most = 0;
        for (Map.Entry<Long, List<Part>> change : changes.entrySet()) {
            long now = change.getKey();
            List<Part> fresh = new ArrayList<>(1);
            for (Part part : change.getValue()) {
                if (part.validity.from() == now) {
                    holding.add(part);
                    fresh.add(part);
                    sum += part.added();
                } else {
                    holding.remove(part);
                    sum -= part.added();
                }
            }
            if (holding.isEmpty()) {
                first = null;
                continue;
            }
            Collection<Part> toBeSeen = holding.first() == first ? fresh : holding;
            first = holding.first();
            for (Part part : toBeSeen) {
                part.agree(first, now);
            }
            if (shared && sum > WHOLE && most <= WHOLE) {
                tooMuch(holding, sum, now);
            }
            most = Math.max(most, sum);
        }
        if (shared && most < WHOLE) {
            tooLittle(most);
        }
    }

    private void tooMuch(Collection<Part> holding, long sum, long now) {
        List<Part> adding = holding.stream().filter(part -> part.added() > 0).toList();
        Part last = adding.get(adding.size() - 1);
        List<Part> others = adding.subList(0, adding.size() - 1);
        Message named = Message.joined(
                "comma",
                others.stream().limit(ROWS_NAMED).map(part -> part.row.place()).toList());
        Message rows = others.size() > ROWS_NAMED ? Message.of("registry.and_more", "list", named) : named;
        last.row.problem(
                "share",
                now == Long.MIN_VALUE
                        ? Message.of("registry.shares_most", "whole", WHOLE, "rows", rows, "sum", sum)
                        : Message.of(
                                "registry.shares_most_from",
                                "whole",
                                WHOLE,
                                "rows",
                                rows,
                                "sum",
                                sum,
                                "from",
                                Instant.ofEpochMilli(now)));
    }

    private void tooLittle(long most) {
        List<Part> adding = parts.stream().filter(part -> part.flow == Flow.ADD).toList();
        if (!adding.isEmpty()) {
            adding.get(adding.size() - 1)
                    .row
                    .problem(
                            "share",
                            Message.of(
                                    parts.size() == 1
                                            ? "registry.share_alone"
                                            : adding.size() == 1
                                                    ? "registry.share_alone_adding"
                                                    : "registry.shares_least",
                                    "whole",
                                    WHOLE,
                                    "n",
                                    adding.size(),
                                    "most",
                                    most));
        }
    }

    private void checkModulus() {
        Set<List<Object>> seen = new HashSet<>();
        for (Part part : parts) {
            if (part.meaning(MeterColumn.MODULUS) instanceof BigDecimal modulus
                    && modulus.signum() > 0
                    && part.meaning(MeterColumn.WH_PER_UNIT) instanceof BigDecimal whPerUnit
                    && part.meaning(MeterColumn.SIGNED) instanceof Boolean signed
                    && seen.add(List.of(modulus, whPerUnit, signed))) {
                BigDecimal wh = wh(modulus, whPerUnit);
                if (signed) {
                    part.row.problem("modulus", Message.of("registry.modulus_signed"));
                } else if (wh.signum() == 0 || wh.compareTo(BigDecimal.valueOf(Numbers.MAX)) > 0) {
                    part.row.problem("modulus", Message.of("registry.modulus", "most", Numbers.MAX, "wh", wh));
                }
            }
        }
    }

    private static BigDecimal wh(BigDecimal modulus, BigDecimal whPerUnit) {
        return modulus.multiply(whPerUnit).setScale(0, RoundingMode.HALF_UP);
    }

    /**
     * What they make; only to be called if there are no problems.
     *
     * @param registers the one object for all that are equal: most meters of a registry have one of a few
     */
    Meter meter(String id, UnaryOperator<Register> registers) {
        List<Meter.Row> rows = new ArrayList<>(parts.size());
        for (Part part : parts) {
            rows.add(new Meter.Row(
                    part.enterprise,
                    part.basisPoints.intValue(),
                    part.flow,
                    registers.apply(part.register()),
                    part.validity.from(),
                    part.validity.to()));
        }
        return new Meter(id, rows);
    }

    private static final class Part {
        private final int place;
        private final Row row;
        private final String enterprise;
        private final Long basisPoints;
        private final Flow flow;
        private final Map<MeterColumn, Object> said;
        /** What blanks mean where that is not the usual; null for none that does. */
        private Map<MeterColumn, Object> meant;

        private boolean seen;
        /** Null if that is a problem already, or the enterprise's zone is. */
        private Validity validity;

        Part(int place, Row row, String enterprise, Long basisPoints, Flow flow, Map<MeterColumn, Object> said) {
            this.place = place;
            this.row = row;
            this.enterprise = enterprise;
            this.basisPoints = basisPoints;
            this.flow = flow;
            this.said = said;
        }

        void refer(EnterprisesFile enterprises) {
            if (enterprise != null && !enterprises.mayKnow(enterprise)) {
                row.problem("enterprise_id", Message.of("registry.enterprise_in", "file", enterprises.name()));
            }
            validity = row.validity(enterprise == null ? null : enterprises.zone(enterprise));
            if (validity != null && enterprise != null) {
                enterprises.checkInside(enterprise, row, validity);
            }
        }

        /** Its share of the energy that the meter adds. */
        long added() {
            return flow == Flow.ADD && basisPoints != null ? basisPoints : 0;
        }

        /** What its cell, or a blank one at its time, says; null if that is a problem already. */
        Object meaning(MeterColumn column) {
            if (said.containsKey(column)) {
                return said.get(column);
            }
            return meant != null && meant.containsKey(column) ? meant.get(column) : column.usual();
        }

        /**
         * Compares with the first of the rows that hold from an instant on, which says what blank cells mean.
         *
         * @param now epoch milliseconds; {@link Long#MIN_VALUE} for always
         */
        void agree(Part first, long now) {
            for (MeterColumn column : MeterColumn.values()) {
                Object other = first.said.containsKey(column) ? first.said.get(column) : column.usual();
                Object mine = meaning(column);
                boolean blank = !said.containsKey(column);
                if (blank && !seen) {
                    mean(column, other);
                } else if (mine != null && other != null && !mine.equals(other)) {
                    row.problem(column.column(), blank ? writtenOut(column, first, now) : agreed(column, first));
                    if (blank) {
                        mean(column, null);
                    } else {
                        said.put(column, null);
                    }
                }
            }
            seen = true;
        }

        private void mean(MeterColumn column, Object value) {
            if (!column.usual().equals(value)) {
                meant = meant == null ? new EnumMap<>(MeterColumn.class) : meant;
                meant.put(column, value);
            }
        }

        private Message agreed(MeterColumn column, Part first) {
            boolean blank = !first.said.containsKey(column);
            String usual = column.print(column.usual());
            Message expected;
            if (blank) {
                expected = usual.isEmpty()
                        ? Message.of("registry.blank")
                        : Message.of("registry.blank_or", "value", usual);
            } else {
                expected = Message.asIs('"' + Spelling.printable(first.row.text(column.column())) + '"');
            }
            return Message.of("registry.agree", "expected", expected, "row", first.row.place());
        }

        private Message writtenOut(MeterColumn column, Part first, long now) {
            boolean own = first == this;
            return Message.of(
                    own ? "registry.written_out" : "registry.written_out_as_in",
                    "first",
                    printed(column, meaning(column)),
                    "then",
                    printed(column, first.said.getOrDefault(column, column.usual())),
                    "row",
                    first.row.place(),
                    "from",
                    Instant.ofEpochMilli(now));
        }

        private static Message printed(MeterColumn column, Object value) {
            String text = column.print(value);
            return text.isEmpty() ? Message.of("registry.none") : Message.asIs(Spelling.printable(text));
        }

        private Register register() {
            BigDecimal whPerUnit = (BigDecimal) meaning(MeterColumn.WH_PER_UNIT);
            BigDecimal rated = (BigDecimal) meaning(MeterColumn.RATED_KVA);
            return new Register(
                    (MeterKind) meaning(MeterColumn.KIND),
                    (Boolean) meaning(MeterColumn.SIGNED),
                    whPerUnit,
                    wh((BigDecimal) meaning(MeterColumn.MODULUS), whPerUnit).longValueExact(),
                    rated.signum() == 0 ? null : rated,
                    ((Duration) meaning(MeterColumn.EVERY)).toMillis(),
                    (String) meaning(MeterColumn.SERIAL));
        }
    }
}
