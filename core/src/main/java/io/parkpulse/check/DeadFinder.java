package io.parkpulse.check;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds records that are dead by themselves, of one kind; says how often which mistake was made. */
final class DeadFinder {
    private static final int MOST_SORTS = 1_000;
    private static final int SORTS_SAID = 12;
    private static final Message OTHER = Message.of("check.dead.other");
    /** From one in so many records on it is no accident. */
    private static final long ERROR_FROM = 100;

    private final FindingKind kind;
    private final Predicate<DeadRecord> takes;
    private final boolean saysMistakes;
    private final Examples examples = new Examples();
    private final Map<Message, Long> sorts = new HashMap<>();
    private final Set<Stream> streams = EnumSet.noneOf(Stream.class);

    private DeadFinder(FindingKind kind, boolean saysMistakes, Predicate<DeadRecord> takes) {
        this.kind = kind;
        this.takes = takes;
        this.saysMistakes = saysMistakes;
    }

    /** One for each kind; together they take every record, the first that can. */
    static List<DeadFinder> all() {
        return List.of(
                new DeadFinder(FindingKind.UNKNOWN_IDS, false, dead -> switch (dead.reason()) {
                    case UNKNOWN_METER, UNKNOWN_ENTERPRISE -> true;
                    default -> false;
                }),
                new DeadFinder(FindingKind.TIMES, true, dead -> dead.reason() == DeadReason.BAD_TIME),
                new DeadFinder(
                        FindingKind.NEGATIVE,
                        false,
                        dead -> dead.reason() == DeadReason.BAD_VALUE
                                && dead.mistake().isNegative()),
                new DeadFinder(FindingKind.VALUES, true, DeadFinder::isOfValue),
                new DeadFinder(
                        FindingKind.OUTSIDE_VALIDITY, false, dead -> dead.reason() == DeadReason.OUTSIDE_VALIDITY),
                new DeadFinder(FindingKind.FUTURE, false, dead -> dead.reason() == DeadReason.FUTURE),
                new DeadFinder(FindingKind.IMPLAUSIBLE, false, dead -> dead.reason() == DeadReason.IMPLAUSIBLE),
                new DeadFinder(FindingKind.MALFORMED, true, dead -> true));
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
        Message sort = saysMistakes ? dead.sort() : Message.asIs(dead.id() == null ? "" : dead.id());
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
        Message which = saysMistakes
                ? Message.of(
                        sorts.size() > SORTS_SAID ? "check.dead.mistakes_and_more" : "check.dead.mistakes",
                        "which",
                        mostOften())
                : Message.of(
                        sorts.containsKey(OTHER) ? "check.dead.more_ids" : "check.dead.ids",
                        "ids",
                        Counted.of(sorts.size(), "ids"));
        return new Finding(
                kind,
                count * ERROR_FROM >= of ? Severity.ERROR : Severity.WARNING,
                count,
                of,
                Message.of("what.records"),
                examples.list(),
                kind.says("which", which),
                kind.remedy());
    }

    /** What is wrong most often, with how often. In the same order in all languages. */
    private Message mostOften() {
        return Message.joined(
                "semicolon",
                sorts.entrySet().stream()
                        .sorted(Map.Entry.<Message, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(sort -> Sentences.ENGLISH.of(sort.getKey())))
                        .limit(SORTS_SAID)
                        .map(sort -> Counted.sort(sort.getKey(), sort.getValue()))
                        .toList());
    }
}
