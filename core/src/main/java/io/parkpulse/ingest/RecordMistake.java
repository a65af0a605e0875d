package io.parkpulse.ingest;

import io.parkpulse.exact.Numbers;
import io.parkpulse.message.Message;
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

/** Says for a person what is wrong with a field of a record. Only asked of records that are dead. */
final class RecordMistake {
    private static final Message TIME = Message.of("record.expected.time");
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
        Message said = near == null
                ? Message.of("record.not_known")
                : Message.of("record.not_known_near", "near", quoted(near));
        return new Mistake(field, quoted(id), said, null);
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
        Message expected = switch (field.type()) {
            case TIME -> TIME;
            case WHOLE, ENERGY -> Message.of("record.expected.number");
            case DURATION -> Message.of("record.expected.duration");
            case TEXT, WORD, UNIT -> Message.of("record.expected.text");
        };
        return switch (fields.kind[number]) {
            case Fields.ABSENT -> Mistake.ofField(field, "record.missing");
            case Fields.NULL -> new Mistake(field, null, Message.of("record.null"), expected);
            case Fields.OTHER -> new Mistake(field, null, Message.of("record.other_type"), expected);
            case Fields.TEXT -> new Mistake(field, quoted(fields.text(number)), text(fields.text(number)), expected);
            default ->
                new Mistake(field, Spelling.printable(fields.text(number)), Message.of("record.a_number"), expected);
        };
    }

    private static Message text(String text) {
        String bare = Spelling.strip(text);
        if (Numbers.decimal(bare) != null) {
            return Message.of("record.quoted_number");
        }
        if (NUMBER_WITH_COMMA.matcher(bare).matches()) {
            return Message.of("record.quoted_number_comma");
        }
        return Message.of(NUMBER_AND_MORE.matcher(bare).matches() ? "record.quoted_number_more" : "record.a_text");
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
        String known = String.join(", ", words);
        Message expected;
        if (meant != null) {
            expected = Message.of("record.expected.word_near", "words", known, "near", quoted(meant));
        } else {
            boolean power = unit && POWERS.contains(folded);
            expected = Message.of(power ? "record.expected.word_power" : "record.expected.word", "words", known);
        }
        return new Mistake(field, quoted(text), null, expected);
    }

    /** A text that is no duration. */
    static Mistake duration(StreamField field, Fields fields, int number) {
        return new Mistake(field, quoted(fields.text(number)), null, Message.of("record.expected.iso_duration"));
    }

    /** A text or a number that is no time that a record may have. */
    Mistake time(StreamField field, Fields fields, int number) {
        String spelled = fields.text(number);
        return fields.kind[number] == Fields.TEXT
                ? kept(field, spelled, text -> new Mistake(field, quoted(text), TimeMistake.ofText(text, false), TIME))
                : new Mistake(field, Spelling.printable(spelled), TimeMistake.ofNumber(spelled), TIME);
    }

    /** What is wrong with a number below 0. */
    static Message negative(FieldTable table, int field) {
        int[] passages = table.inPlaceOfValue();
        if (passages.length > 0 && field == Fields.VALUE) {
            List<Message> names = Arrays.stream(passages)
                    .mapToObj(number -> Message.asIs(named(table, number)))
                    .toList();
            return Message.of(
                    "record.negative_count", "passages", Message.joined("and", names), "count", named(table, field));
        }
        return switch (table.get(field).role()) {
            case CAME_IN -> Message.of("record.negative_in", "field", named(table, Fields.WENT_OUT));
            case WENT_OUT -> Message.of("record.negative_out", "field", named(table, Fields.CAME_IN));
            default -> Message.of("record.negative");
        };
    }

    /** A number that may not be here. */
    static Mistake number(StreamField field, Fields fields, int number, Message defect) {
        return new Mistake(field, Spelling.printable(fields.text(number)), defect, null);
    }

    private static String named(FieldTable table, int field) {
        return quoted(table.get(field).name());
    }

    private static String quoted(String text) {
        return '"' + Spelling.printable(text) + '"';
    }
}
