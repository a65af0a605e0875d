package io.parkpulse.registry;

import io.parkpulse.exact.Numbers;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Spelling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads meters: first all rows, then, when the enterprises are known, what they refer to. */
final class MetersFile {
    static final String NAME = RegistryColumns.METERS.file();

    private static final int WHOLE = 10_000;
    private static final int IDS_NAMED = 5;
    private static final BigDecimal DEFAULT_WH_PER_UNIT = BigDecimal.valueOf(1000);
    private static final long DEFAULT_EVERY = Duration.ofMinutes(15).toMillis();

    /** Far beyond any meter, and four times it is still a long way from the end of the longs. */
    private static final Duration LONGEST_EVERY = Duration.ofDays(36_525);

    /** Stands for a blank cell of a decimal; real ones are above 0. */
    private static final BigDecimal NONE = BigDecimal.ZERO;

    private static final Map<String, MeterKind> KINDS = kinds();

    private final Table table;
    private final String enterprisesName;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<String> metered = new HashSet<>();
    private final Map<String, Optional<Long>> durations = new HashMap<>();

    /** @param enterprisesName what the enterprises are in */
    MetersFile(Table table, String enterprisesName) {
        this.table = table;
        this.enterprisesName = enterprisesName;
    }

    void read() {
        table.read(this::row);
    }

    /** Whether a meter's row names this enterprise. */
    boolean isMetered(String enterprise) {
        return metered.contains(enterprise);
    }

    private void row(Row row) {
        String id = row.id("meter_id", "an id");
        String enterprise = row.id("enterprise_id", "the id of an enterprise in " + enterprisesName);
        if (enterprise != null) {
            metered.add(enterprise);
        }
        // A row without an id is still looked at, as if it were a meter of its own.
        Draft draft = id == null ? new Draft(row) : drafts.computeIfAbsent(id, key -> new Draft(row));
        draft.kind = draft.agreed(row, "kind", draft.kind, row.word("kind", KINDS, MeterKind.CUMULATIVE));
        draft.whPerUnit =
                draft.agreed(row, "wh_per_unit", draft.whPerUnit, row.positive("wh_per_unit", DEFAULT_WH_PER_UNIT));
        draft.modulus = draft.agreed(row, "modulus", draft.modulus, row.positive("modulus", NONE));
        draft.ratedKva = draft.agreed(row, "rated_kva", draft.ratedKva, row.positive("rated_kva", NONE));
        draft.every = draft.agreed(row, "every", draft.every, every(row));
        draft.parts.add(new Part(row, enterprise, row.whole("share", 0, WHOLE, WHOLE)));
    }

    private Long every(Row row) {
        String text = Spelling.strip(row.text("every"));
        if (text.isEmpty()) {
            return DEFAULT_EVERY;
        }
        Optional<Long> millis = durations.computeIfAbsent(text, MetersFile::duration);
        if (millis.isEmpty()) {
            row.problem("every", "a duration of days to seconds above 0, such as PT15M");
        }
        return millis.orElse(null);
    }

    private static Optional<Long> duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            boolean usable = duration.compareTo(LONGEST_EVERY) <= 0 && duration.toMillis() > 0;
            return usable ? Optional.of(duration.toMillis()) : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Checks what the rows of each meter say together, and the enterprises they name. */
    void check(EnterprisesFile enterprises) {
        drafts.forEach((id, draft) -> {
            Map<String, Row> named = new HashMap<>();
            for (Part part : draft.parts) {
                String enterprise = part.enterprise;
                if (enterprise == null) {
                    continue;
                }
                if (!enterprises.mayKnow(enterprise)) {
                    part.row.problem("enterprise_id", "the id of an enterprise in " + enterprisesName);
                }
                Row earlier = named.putIfAbsent(enterprise, part.row);
                if (earlier != null) {
                    part.row.problem(
                            "enterprise_id",
                            "an enterprise once for each meter; " + earlier.place() + " has it for this one");
                }
            }
            draft.checkSum(id, table);
            draft.checkModulus();
        });
    }

    /** Sorted by id; only to be called if there are no problems. */
    List<Meter> sorted() {
        List<Meter> meters = new ArrayList<>(drafts.size());
        drafts.forEach((id, draft) -> meters.add(draft.meter(id)));
        meters.sort(Comparator.comparing(Meter::id, Ids.BY_CODE_POINT));
        warnOfUnrated(meters);
        return meters;
    }

    private void warnOfUnrated(Collection<Meter> meters) {
        List<String> unrated = meters.stream()
                .filter(meter -> meter.register().kind() == MeterKind.CUMULATIVE
                        && meter.register().ratedKva() == null)
                .map(Meter::id)
                .toList();
        if (!unrated.isEmpty()) {
            String ids =
                    unrated.stream().limit(IDS_NAMED).map(Spelling::printable).collect(Collectors.joining(", "));
            table.warn(unrated.size() + " CUMULATIVE "
                    + (unrated.size() == 1 ? "meter has" : "meters have") + " no rated_kva (" + ids
                    + (unrated.size() > IDS_NAMED ? ", …" : "") + "): nothing they report can be called implausible");
        }
    }

    private static Map<String, MeterKind> kinds() {
        Map<String, MeterKind> kinds = new LinkedHashMap<>();
        for (MeterKind kind : MeterKind.values()) {
            kinds.put(kind.name(), kind);
        }
        return kinds;
    }

    private record Part(Row row, String enterprise, Long basisPoints) {}

    /** A meter as far as its rows are read. */
    private static final class Draft {
        private final Row first;
        private final List<Part> parts = new ArrayList<>(1);
        private MeterKind kind;
        private BigDecimal whPerUnit;
        private BigDecimal modulus;
        private BigDecimal ratedKva;
        private Long every;

        Draft(Row first) {
            this.first = first;
        }

        /**
         * What the rows say in a column in which they must agree; a blank cell says the same as the first row.
         *
         * @param mine what the rows before say; null if that is a problem already
         * @param other what this row says; null if that is a problem already
         */
        <T extends Comparable<? super T>> T agreed(Row row, String column, T mine, T other) {
            if (row == first) {
                return other;
            }
            boolean differs = mine != null && other != null && mine.compareTo(other) != 0;
            if (differs && !row.text(column).isEmpty()) {
                String said = first.text(column);
                row.problem(
                        column,
                        (said.isEmpty() ? "blank" : "\"" + Spelling.printable(said) + "\"") + ", as in " + first.place()
                                + ", the meter's first");
            }
            return mine;
        }

        void checkSum(String id, Table table) {
            if (table.mayName(id) || parts.stream().anyMatch(part -> part.basisPoints == null)) {
                return; // not all shares are known
            }
            long sum = parts.stream().mapToLong(Part::basisPoints).sum();
            if (sum != WHOLE) {
                Row last = parts.get(parts.size() - 1).row;
                last.problem(
                        "share",
                        Long.toString(sum),
                        parts.size() == 1
                                ? "10000, as the meter has no other row"
                                : "shares of 10000 in all in the " + parts.size() + " rows of the meter");
            }
        }

        void checkModulus() {
            if (modulus == null || whPerUnit == null || modulus.signum() == 0) {
                return;
            }
            BigDecimal wh = modulus.multiply(whPerUnit).setScale(0, RoundingMode.HALF_UP);
            if (wh.signum() == 0 || wh.compareTo(BigDecimal.valueOf(Numbers.MAX)) > 0) {
                first.problem(
                        "modulus",
                        "a modulus that makes 1 to " + Numbers.MAX + " Wh; with wh_per_unit this makes " + wh);
            }
        }

        Meter meter(String id) {
            return new Meter(
                    id,
                    parts.stream()
                            .map(part -> new Meter.Share(part.enterprise, part.basisPoints.intValue()))
                            .toList(),
                    kind,
                    whPerUnit,
                    modulus.multiply(whPerUnit)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact(),
                    ratedKva.signum() == 0 ? null : ratedKva,
                    every);
        }
    }
}
