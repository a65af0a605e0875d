package io.parkpulse.check;

import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds records that are dead by themselves, of one kind; says how often which mistake was made. */
final class DeadFinder {
    private static final int MOST_SORTS = 1_000;
    private static final int SORTS_SAID = 12;
    private static final String OTHER = "other";
    /** From one in so many records on it is no accident. */
    private static final long ERROR_FROM = 100;

    private final FindingKind kind;
    private final Predicate<DeadRecord> takes;
    private final String effect;
    private final String remedy;
    private final boolean saysMistakes;
    private final Examples examples = new Examples();
    private final Map<String, Long> sorts = new HashMap<>();
    private final Set<Stream> streams = EnumSet.noneOf(Stream.class);

    private DeadFinder(
            FindingKind kind, boolean saysMistakes, Predicate<DeadRecord> takes, String effect, String remedy) {
        this.kind = kind;
        this.takes = takes;
        this.effect = effect;
        this.remedy = remedy;
        this.saysMistakes = saysMistakes;
    }

    /** One for each kind; together they take every record, the first that can. */
    static List<DeadFinder> all() {
        return List.of(
                new DeadFinder(
                        FindingKind.UNKNOWN_IDS,
                        false,
                        dead -> switch (dead.reason()) {
                            case UNKNOWN_METER, UNKNOWN_ENTERPRISE -> true;
                            default -> false;
                        },
                        "The registry has none of these ids, so these records count nothing.",
                        "Write ids as meters.csv and enterprises.csv have them, also case, blanks and leading zeros, or"
                                + " add the rows that are missing. With import, ids.fold, ids.trim, ids.pad and"
                                + " ids.table do it."),
                new DeadFinder(
                        FindingKind.TIMES,
                        true,
                        dead -> dead.reason() == DeadReason.BAD_TIME,
                        "A record without a time that can be read counts nothing.",
                        "Write times as 2020-03-16T08:15:00+08:00 or as whole milliseconds since 1970, or let import"
                                + " read them: at.pattern and at.zone say how they are spelled."),
                new DeadFinder(
                        FindingKind.NEGATIVE,
                        false,
                        dead -> dead.reason() == DeadReason.BAD_VALUE
                                && dead.mistake().isNegative(),
                        "A negative number is a dead letter: its time is not measured, and what was given back is not"
                                + " subtracted.",
                        "Of a meter that can run backwards, such as the net meter of a roof with solar cells: set signed"
                                + " to true in meters.csv. Of an export register: send it positive, with flow SUBTRACT."
                                + " Of people who leave: send in and out in place of count."),
                new DeadFinder(
                        FindingKind.VALUES,
                        true,
                        DeadFinder::isOfValue,
                        "A record without a number that can be read counts nothing.",
                        "Write numbers without quotes, with a point and without a unit behind them; the unit has a field"
                                + " of its own, one of Wh, kWh, MWh, 10MWh. With import, decimal, unit and words do it."),
                new DeadFinder(
                        FindingKind.OUTSIDE_VALIDITY,
                        false,
                        dead -> dead.reason() == DeadReason.OUTSIDE_VALIDITY,
                        "At these times no row of the registry holds, so these records count nothing.",
                        "Look at valid_from and valid_to in enterprises.csv and meters.csv, and at the offset of the"
                                + " records' times; valid_to is the first instant that no longer belongs to it."),
                new DeadFinder(
                        FindingKind.FUTURE,
                        false,
                        dead -> dead.reason() == DeadReason.FUTURE,
                        "These records are of a time more than 5 minutes after they were received, and count nothing.",
                        "Look at the clock of the device and at the offset of its times: local time that is sent as UTC"
                                + " is hours ahead."),
                new DeadFinder(
                        FindingKind.IMPLAUSIBLE,
                        false,
                        dead -> dead.reason() == DeadReason.IMPLAUSIBLE,
                        "More energy than rated_kva allows in that time is a dead letter, and its time is not measured.",
                        "Look at wh_per_unit, the unit, the period and rated_kva of these meters. A register sent as"
                                + " kind INTERVAL looks so, too."),
                new DeadFinder(
                        FindingKind.MALFORMED,
                        true,
                        dead -> true,
                        "These records are not what a record of their stream is, and count nothing.",
                        "Write one JSON object a line, with the fields that docs/data.md lists; words are in capitals."
                                + " With import, words says what other words mean."));
    }

    private static boolean isOfValue(DeadRecord dead) {
        boolean ofOneField = dead.mistake().field() != null
                && (dead.reason() == DeadReason.BAD_VALUE || dead.reason() == DeadReason.MALFORMED);
        return ofOneField
                && switch (dead.mistake().field().type()) {
                    case WHOLE, ENERGY, UNIT, DURATION -> true;
                    case TEXT, TIME, WORD -> false;
                };
    }

    /** Takes a record, if it is of this kind. */
    boolean take(DeadRecord dead) {
        if (!takes.test(dead)) {
            return false;
        }
        String sort = saysMistakes ? dead.sort() : dead.id() == null ? "" : dead.id();
        examples.add(sort, dead::example);
        sorts.merge(sorts.size() < MOST_SORTS || sorts.containsKey(sort) ? sort : OTHER, 1L, Long::sum);
        streams.add(dead.stream());
        return true;
    }

    /** Null if there are none. */
    Finding finding(Heard heard) {
        long count = examples.count();
        if (count == 0) {
            return null;
        }
        long of = streams.stream().mapToLong(heard::read).sum();
        String which = sorts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SORTS_SAID)
                .map(sort -> sort.getKey() + " (" + Counted.number(sort.getValue()) + ")")
                .collect(Collectors.joining("; "));
        String said = saysMistakes
                ? "What is wrong: " + which + (sorts.size() > SORTS_SAID ? "; and more" : "") + "."
                : "Records of " + (sorts.containsKey(OTHER) ? "more than " : "") + Counted.of(sorts.size(), "id") + ".";
        return new Finding(
                kind,
                count * ERROR_FROM >= of ? Severity.ERROR : Severity.WARNING,
                count,
                of,
                "records",
                examples.list(),
                said + " " + effect,
                remedy);
    }
}
