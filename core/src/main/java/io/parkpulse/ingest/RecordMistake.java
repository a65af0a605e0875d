package io.parkpulse.ingest;

import io.parkpulse.exact.Numbers;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Spelling;
import io.parkpulse.roster.Roster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    private final Map<String, String> said = new HashMap<>();
    /** Null until it is asked. */
    private NearIds nearMeters;

    private NearIds nearEnterprises;

    RecordMistake(Roster roster) {
        this.roster = roster;
    }

    /** An id that no meter has. */
    String unknownMeter(Fields fields) {
        return kept("meter", fields.text(Fields.ID), id -> {
            if (nearMeters == null) {
                nearMeters = new NearIds(
                        roster.registry().meters().stream().map(Meter::id).toList());
            }
            return unknown(id, nearMeters);
        });
    }

    /** An id that no enterprise has. */
    String unknownEnterprise(Fields fields) {
        return kept("enterprise", fields.text(Fields.ID), id -> {
            if (nearEnterprises == null) {
                nearEnterprises = new NearIds(roster.registry().enterprises().stream()
                        .map(Enterprise::id)
                        .distinct()
                        .toList());
            }
            return unknown(id, nearEnterprises);
        });
    }

    private static String unknown(String id, NearIds ids) {
        String near = ids.find(id);
        return quoted(id) + ": not in the registry" + (near == null ? "" : "; did you mean " + quoted(near) + "?");
    }

    private String kept(String name, String text, UnaryOperator<String> made) {
        String key = name + " " + text;
        String known = said.get(key);
        if (known == null) {
            known = name + " " + made.apply(text);
            if (said.size() == MOST_KEPT) {
                said.clear();
            }
            if (text.length() <= LONGEST_KEPT) {
                said.put(key, known);
            }
        }
        return known;
    }

    /** A field of the wrong JSON type. */
    static String type(String name, Fields fields, int field) {
        String expected = switch (field) {
            case Fields.AT, Fields.RECEIVED -> TIME;
            case Fields.VALUE, Fields.REV -> "expected a number, without quotes";
            case Fields.PERIOD -> "expected a duration in quotes, such as \"PT15M\"";
            default -> "expected a text, in quotes";
        };
        return switch (fields.kind[field]) {
            case Fields.NULL -> name + ": null; " + expected;
            case Fields.OTHER -> name + ": true, false, an object or an array; " + expected;
            case Fields.TEXT -> name + " " + quoted(fields.text(field)) + ": " + text(fields.text(field)) + expected;
            default -> name + " " + Spelling.printable(fields.text(field)) + ": a number; " + expected;
        };
    }

    private static String text(String text) {
        String bare = Spelling.strip(text);
        if (Numbers.decimal(bare) != null) {
            return "a number in quotes; ";
        }
        if (NUMBER_WITH_COMMA.matcher(bare).matches()) {
            return "a number in quotes, with a comma; ";
        }
        return NUMBER_AND_MORE.matcher(bare).matches() ? "a number and more, in quotes; " : "a text; ";
    }

    /** A text that is not one of some words. */
    static String word(String name, Fields fields, int field, String... words) {
        String text = fields.text(field);
        String folded = text.length() > 20 ? "" : Spelling.folded(text);
        String meant = Stream.of(words)
                .filter(word -> Spelling.folded(word).equals(folded))
                .findFirst()
                .orElse(field == Fields.UNIT ? UNITS.get(folded) : null);
        String hint = meant != null
                ? "; did you mean " + quoted(meant) + "?"
                : field == Fields.UNIT && POWERS.contains(folded) ? "; this is a power, not an energy" : "";
        return name + " " + quoted(text) + ": expected one of " + String.join(", ", words) + hint;
    }

    /** A text that is no duration. */
    static String duration(String name, Fields fields, int field) {
        return name + " " + quoted(fields.text(field))
                + ": expected an ISO-8601 duration of days to seconds, such as PT15M";
    }

    /** A text or a number that is no time that a record may have. */
    String time(String name, Fields fields, int field) {
        return fields.kind[field] == Fields.TEXT
                ? kept(name, fields.text(field), text -> time(quoted(text), TimeMistake.ofText(text, false)))
                : time(name + " " + Spelling.printable(fields.text(field)), TimeMistake.ofNumber(fields.text(field)));
    }

    private static String time(String what, String mistake) {
        return what + ": " + (mistake.isEmpty() ? "" : mistake + "; ") + TIME;
    }

    /** A number that may not be here. */
    static String number(String name, Fields fields, int field, String defect) {
        return name + " " + Spelling.printable(fields.text(field)) + ": " + defect;
    }

    private static String quoted(String text) {
        return '"' + Spelling.printable(text) + '"';
    }
}
