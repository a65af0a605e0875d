package io.parkpulse.ingest;

import io.parkpulse.exact.Numbers;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Spelling;
import io.parkpulse.model.StreamField;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says for a person what is wrong with a field of a record. Only asked of records that are dead. */
final class RecordMistake {
    private static final String TIME =
            "expected a time with its offset, such as 2020-03-16T08:15:00+08:00, or milliseconds, from 2000 to 2099";
    private static final Pattern NUMBER_WITH_COMMA = Pattern.compile("[+-]?[0-9][0-9., '\\u00A0]*,[0-9., '\\u00A0]*");
    private static final Pattern NUMBER_AND_MORE = Pattern.compile("[+-]?[0-9.,]+\\s*\\p{L}.*");
    /** Units by other names; those of power are none. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("瓦时", "Wh"),
            Map.entry("度", "kWh"),
            Map.entry("千瓦时", "kWh"),
            Map.entry("kw·h", "kWh"),
            Map.entry("kw.h", "kWh"),
            Map.entry("兆瓦时", "MWh"),
            Map.entry("万度", "10MWh"),
            Map.entry("万kwh", "10MWh"),
            Map.entry("万千瓦时", "10MWh"));

    private static final List<String> POWERS = List.of("w", "kw", "mw", "千瓦");

    /** What is said again and again is made once, as long as it does not become too much. */
    private static final int MOST_KEPT = 10_000;

    private static final int LONGEST_KEPT = 100;

    private final Roster roster;
    private final Map<String, Mistake> said = new HashMap<>();
    /** Without those that were not asked yet. */
    private final Map<Subject, NearIds> near = new EnumMap<>(Subject.class);

    RecordMistake(Roster roster) {
        this.roster = roster;
    }

    /** An id that nothing of that kind has. */
    Mistake unknown(Subject subject, StreamField field, Fields fields) {
        return kept(
                field,
                fields.text(Fields.ID),
                id -> unknown(field, id, near.computeIfAbsent(subject, of -> new NearIds(ids(of)))));
    }

    private List<String> ids(Subject subject) {
        return switch (subject) {
            case METER -> roster.registry().meters().stream().map(Meter::id).toList();
            case ENTERPRISE ->
                roster.registry().enterprises().stream()
                        .map(Enterprise::id)
                        .distinct()
                        .toList();
        };
    }

    private static Mistake unknown(StreamField field, String id, NearIds ids) {
        String near = ids.find(id);
        String said = "not in the registry" + (near == null ? "" : "; did you mean " + quoted(near) + "?");
        return new Mistake(field, quoted(id), said, "");
    }

    private Mistake kept(StreamField field, String text, Function<String, Mistake> made) {
        String key = field.name() + " " + text;
        Mistake known = said.get(key);
        if (known == null) {
            known = made.apply(text);
            if (said.size() == MOST_KEPT) {
                said.clear();
            }
            if (text.length() <= LONGEST_KEPT) {
                said.put(key, known);
            }
        }
        return known;
    }

    /** A field of the wrong JSON type, or a required one that is not there. */
    static Mistake type(StreamField field, Fields fields, int number) {
        String expected = switch (field.type()) {
            case TIME -> TIME;
            case WHOLE, ENERGY -> "expected a number, without quotes";
            case DURATION -> "expected a duration in quotes, such as \"PT15M\"";
            case TEXT, WORD, UNIT -> "expected a text, in quotes";
        };
        return switch (fields.kind[number]) {
            case Fields.ABSENT -> Mistake.ofField(field, "missing");
            case Fields.NULL -> new Mistake(field, null, "null", expected);
            case Fields.OTHER -> new Mistake(field, null, "true, false, an object or an array", expected);
            case Fields.TEXT -> new Mistake(field, quoted(fields.text(number)), text(fields.text(number)), expected);
            default -> new Mistake(field, Spelling.printable(fields.text(number)), "a number", expected);
        };
    }

    private static String text(String text) {
        String bare = Spelling.strip(text);
        if (Numbers.decimal(bare) != null) {
            return "a number in quotes";
        }
        if (NUMBER_WITH_COMMA.matcher(bare).matches()) {
            return "a number in quotes, with a comma";
        }
        return NUMBER_AND_MORE.matcher(bare).matches() ? "a number and more, in quotes" : "a text";
    }

    /** A text that is not one of a field's words. */
    static Mistake word(StreamField field, Fields fields, int number) {
        List<String> words = field.words().stream().map(StreamField.Word::text).toList();
        boolean unit = field.type() == StreamField.Type.UNIT;
        String text = fields.text(number);
        String folded = text.length() > 20 ? "" : Spelling.folded(text);
        String meant = words.stream()
                .filter(word -> Spelling.folded(word).equals(folded))
                .findFirst()
                .orElse(unit ? UNITS.get(folded) : null);
        String hint = meant != null
                ? "; did you mean " + quoted(meant) + "?"
                : unit && POWERS.contains(folded) ? "; this is a power, not an energy" : "";
        return new Mistake(field, quoted(text), "", "expected one of " + String.join(", ", words) + hint);
    }

    /** A text that is no duration. */
    static Mistake duration(StreamField field, Fields fields, int number) {
        return new Mistake(
                field,
                quoted(fields.text(number)),
                "",
                "expected an ISO-8601 duration of days to seconds, such as PT15M");
    }

    /** A text or a number that is no time that a record may have. */
    Mistake time(StreamField field, Fields fields, int number) {
        String spelled = fields.text(number);
        return fields.kind[number] == Fields.TEXT
                ? kept(field, spelled, text -> new Mistake(field, quoted(text), TimeMistake.ofText(text, false), TIME))
                : new Mistake(field, Spelling.printable(spelled), TimeMistake.ofNumber(spelled), TIME);
    }

    /** What is wrong with a number below 0. */
    static String negative(FieldTable table, int field) {
        int[] passages = table.inPlaceOfValue();
        if (passages.length > 0 && field == Fields.VALUE) {
            return Arrays.stream(passages)
                    .mapToObj(number -> '"' + table.get(number).name() + '"')
                    .collect(Collectors.joining(
                            " and ",
                            "negative; what counts who passes sends ",
                            " in place of \"" + table.get(field).name() + '"'));
        }
        return switch (table.get(field).role()) {
            case CAME_IN ->
                "negative; those who went out go in \""
                        + table.get(Fields.WENT_OUT).name() + '"';
            case WENT_OUT ->
                "negative; those who came in go in \""
                        + table.get(Fields.CAME_IN).name() + '"';
            default -> "negative";
        };
    }

    /** A number that may not be here. */
    static Mistake number(StreamField field, Fields fields, int number, String defect) {
        return new Mistake(field, Spelling.printable(fields.text(number)), defect, "");
    }

    private static String quoted(String text) {
        return '"' + Spelling.printable(text) + '"';
    }
}
