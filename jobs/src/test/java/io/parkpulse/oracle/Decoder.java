package io.parkpulse.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one line and finds every defect it has by itself; the first in the order of {@link Reason} is its reason.
 * Sections 3 and 7.1 to 7.4, 7.7, 7.11 of the contract.
 */
final class Decoder {
    static final BigDecimal BEYOND = new BigDecimal(BigInteger.ONE.shiftLeft(53));

    private static final int LONGEST_LINE = 1_000_000;
    private static final long FUTURE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long FROM = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long TO = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private static final Pattern RFC_3339 = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt](\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d+))?" + "(?:[Zz]|([+-])(\\d{2}):(\\d{2}))");

    private static final Map<String, BigDecimal> WH_OF_UNIT = Map.of(
            "Wh", new BigDecimal("1"),
            "kWh", new BigDecimal("1000"),
            "MWh", new BigDecimal("1000000"),
            "10MWh", new BigDecimal("10000000"));

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private final Known known;

    Decoder(Known known) {
        this.known = known;
    }

    /** Gives the entry its body, or its reason to be dead by itself. */
    void decode(Entry entry) {
        JsonNode node = object(entry.bytes);
        if (node == null) {
            entry.die(Reason.MALFORMED, "not one JSON object in UTF-8 of at most 1,000,000 bytes");
            return;
        }
        Fields fields = new Fields(node);
        Entry.Body body;
        switch (entry.stream) {
            case POWER -> body = power(fields, entry);
            case HEADCOUNT -> body = headcount(fields);
            default -> body = checkIn(fields);
        }
        if (fields.defects.isEmpty()) {
            entry.body = body;
        } else {
            Reason first = fields.defects.firstKey();
            entry.die(first, fields.defects.get(first));
        }
    }

    private Entry.Body power(Fields fields, Entry entry) {
        String id = fields.id("meter");
        Long at = fields.time("at", true);
        Long received = fields.time("received", false);
        BigDecimal value = fields.number("value", true);
        String unit = fields.word("unit", false, WH_OF_UNIT.keySet());
        Long period = fields.period("period");
        String event = fields.word("event", false, Set.of("RESET"));
        BigInteger rev = fields.whole("rev", false);
        Meter meter = known.meters().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        if (id != null && meter == null) {
            fields.defect(Reason.UNKNOWN_METER, id);
        }
        if (meter != null && at != null) {
            // The closing reading, at valid_to, counts.
            boolean holds = meter.rows().stream()
                    .filter(row -> row.validFrom() <= at && at <= row.validTo())
                    .anyMatch(row -> anyRow(row.enterprise(), ofIt -> ofIt.from() <= at && at <= ofIt.to()));
            if (!holds) {
                fields.defect(Reason.OUTSIDE_VALIDITY, "meter " + id);
            }
        }
        future(fields, at, received);

        List<Segment> segments = meter == null || at == null ? List.of() : Segment.readAt(meter, at);
        if (value != null && segments.isEmpty()) {
            boolean maySink = meter != null
                    && meter.rows().stream().anyMatch(row -> row.register().signed());
            if (value.signum() < 0 && !maySink) {
                fields.defect(Reason.BAD_VALUE, "value: negative");
            }
            if (meter == null && unit != null && isBeyond(value.multiply(WH_OF_UNIT.get(unit)))) {
                fields.defect(Reason.BAD_VALUE, "value: beyond 2^53 Wh");
            }
        }
        List<Reading> readings = new ArrayList<>();
        if (value != null) {
            for (Segment segment : segments) {
                readings.add(reading(entry, meter, segment, at, value, unit, event != null, period));
            }
        }
        if (fields.defects.isEmpty()) {
            return new Entry.Power(meter, at, readings, orZero(rev), received);
        }
        readings.stream()
                .filter(reading -> reading.dead != null)
                .forEach(reading -> fields.defect(reading.dead, reading.detail));
        return null;
    }

    /** As it is read in a segment; dead at once if it is wrong by itself there. */
    private static Reading reading(
            Entry entry,
            Meter meter,
            Segment segment,
            long at,
            BigDecimal value,
            String unit,
            boolean reset,
            Long period) {
        Register register = segment.register();
        BigDecimal exact = value.multiply(unit != null ? WH_OF_UNIT.get(unit) : register.whPerUnit());
        BigInteger wh = exact.setScale(0, RoundingMode.HALF_UP).toBigInteger();
        boolean interval = register.kind() == MeterKind.INTERVAL;
        long covers = !interval ? 0 : period != null ? period : register.everyMillis();
        Reading reading = new Reading(meter, segment, entry, at, wh, !interval && reset, covers);
        if (value.signum() < 0 && !register.signed()) {
            reading.die(Reason.BAD_VALUE, "value: negative");
        } else if (isBeyond(exact)) {
            reading.die(Reason.BAD_VALUE, "value: beyond 2^53 Wh");
        } else if (interval && !Metering.plausible(register, wh, covers)) {
            reading.die(Reason.IMPLAUSIBLE, "meter " + meter.id());
        }
        return reading;
    }

    private static boolean isBeyond(BigDecimal wh) {
        return wh.abs().setScale(0, RoundingMode.HALF_UP).compareTo(BEYOND) > 0;
    }

    private Entry.Body headcount(Fields fields) {
        String enterprise = fields.id("enterprise");
        String source = fields.id("source");
        Long at = fields.time("at", true);
        Long received = fields.time("received", false);
        boolean passage = fields.has("in") || fields.has("out");
        if (passage && fields.has("count")) {
            fields.defect(Reason.MALFORMED, "count together with in, out");
        }
        BigInteger count = fields.whole("count", !passage);
        BigInteger in = fields.whole("in", passage);
        BigInteger out = fields.whole("out", passage);
        BigInteger rev = fields.whole("rev", false);
        people(fields, enterprise, at, received);
        return fields.defects.isEmpty()
                ? new Entry.Headcount(enterprise, source, at, count, in, out, orZero(rev), received)
                : null;
    }

    private Entry.Body checkIn(Fields fields) {
        String person = fields.id("person");
        String enterprise = fields.id("enterprise");
        Long at = fields.time("at", true);
        Long received = fields.time("received", false);
        String direction = fields.word("direction", true, Set.of("IN", "OUT"));
        String mode = fields.word("mode", false, Set.of("ONSITE", "ONLINE"));
        people(fields, enterprise, at, received);
        return fields.defects.isEmpty()
                ? new Entry.CheckIn(person, enterprise, at, direction.equals("IN"), "ONLINE".equals(mode))
                : null;
    }

    private void people(Fields fields, String enterprise, Long at, Long received) {
        if (enterprise != null) {
            if (!anyRow(enterprise, row -> true)) {
                fields.defect(Reason.UNKNOWN_ENTERPRISE, enterprise);
            } else if (at != null && !anyRow(enterprise, row -> row.validAt(at))) {
                fields.defect(Reason.OUTSIDE_VALIDITY, enterprise);
            }
        }
        future(fields, at, received);
    }

    private boolean anyRow(String enterprise, Predicate<Known.Enterprise> condition) {
        return known.enterprises().stream().anyMatch(row -> row.id().equals(enterprise) && condition.test(row));
    }

    private static void future(Fields fields, Long at, Long received) {
        if (at != null && received != null && at > received + FUTURE_MILLIS) {
            fields.defect(Reason.FUTURE, "more than 5 minutes after it was received");
        }
    }

    private static BigInteger orZero(BigInteger rev) {
        return rev == null ? BigInteger.ZERO : rev;
    }

    /** Null if the bytes are not UTF-8, too many, or not exactly one JSON object, a byte order mark before it apart. */
    private static JsonNode object(byte[] bytes) {
        String text = utf8(bytes);
        if (text == null || bytes.length > LONGEST_LINE) {
            return null;
        }
        try {
            JsonNode node = JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            return node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Null if it is not UTF-8. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The fields of one object and the defects found while reading them. A reader gives null where there is a defect. */
    private static final class Fields {
        private final JsonNode node;
        private final TreeMap<Reason, String> defects = new TreeMap<>();

        Fields(JsonNode node) {
            this.node = node;
        }

        void defect(Reason reason, String detail) {
            defects.putIfAbsent(reason, detail);
        }

        private JsonNode present(String name, boolean required) {
            if (has(name)) {
                return node.get(name);
            }
            if (required) {
                defect(Reason.MALFORMED, name + ": missing");
            }
            return null;
        }

        private String text(String name, boolean required) {
            JsonNode field = present(name, required);
            if (field != null && !field.isTextual()) {
                defect(Reason.MALFORMED, name + ": wrong type");
                return null;
            }
            return field == null ? null : field.textValue();
        }

        String id(String name) {
            String id = text(name, true);
            if (id != null && id.isBlank()) {
                defect(Reason.BAD_VALUE, name + ": blank");
            }
            return id;
        }

        String word(String name, boolean required, Set<String> words) {
            String word = text(name, required);
            if (word != null && !words.contains(word)) {
                defect(Reason.MALFORMED, name + ": unknown word");
                return null;
            }
            return word;
        }

        boolean has(String name) {
            JsonNode field = node.get(name);
            return field != null && !field.isNull();
        }

        /** Of either sign. */
        BigDecimal number(String name, boolean required) {
            JsonNode field = present(name, required);
            if (field == null) {
                return null;
            }
            if (!field.isNumber()) {
                defect(Reason.MALFORMED, name + ": wrong type");
                return null;
            }
            if (field.isDouble()) { // NaN or an infinity; everything else is a BigDecimal or a BigInteger
                defect(Reason.BAD_VALUE, name + ": not a number");
                return null;
            }
            BigDecimal value = field.decimalValue();
            if (value.abs().compareTo(BEYOND) > 0) {
                defect(Reason.BAD_VALUE, name + ": beyond 2^53");
                return null;
            }
            return value;
        }

        BigInteger whole(String name, boolean required) {
            BigDecimal value = number(name, required);
            if (value == null) {
                return null;
            }
            if (value.signum() < 0) {
                defect(Reason.BAD_VALUE, name + ": negative");
                return null;
            }
            try {
                return value.toBigIntegerExact();
            } catch (ArithmeticException e) {
                defect(Reason.BAD_VALUE, name + ": not whole");
                return null;
            }
        }

        Long period(String name) {
            String text = text(name, false);
            if (text == null) {
                return null;
            }
            try {
                long millis = Duration.parse(text).toMillis();
                if (millis <= 0) {
                    defect(Reason.BAD_VALUE, name + ": not above 0");
                    return null;
                }
                return millis;
            } catch (DateTimeException | ArithmeticException e) {
                defect(Reason.MALFORMED, name + ": not a duration");
                return null;
            }
        }

        Long time(String name, boolean required) {
            JsonNode field = present(name, required);
            if (field == null) {
                return null;
            }
            if (!field.isTextual() && !field.isNumber()) {
                defect(Reason.MALFORMED, name + ": wrong type");
                return null;
            }
            BigInteger millis = null;
            if (field.isTextual()) {
                millis = rfc3339(field.textValue());
            } else if (field.isIntegralNumber()) {
                millis = field.bigIntegerValue();
            }
            LongPredicate inRange = time -> FROM <= time && time < TO;
            if (millis == null || millis.bitLength() > 62 || !inRange.test(millis.longValueExact())) {
                defect(Reason.BAD_TIME, name + ": no time of 2000 to 2099");
                return null;
            }
            return millis.longValueExact();
        }

        /** Epoch milliseconds, digits below cut off; null if it is no RFC 3339 time with an offset within 18 hours. */
        private static BigInteger rfc3339(String text) {
            Matcher matcher = RFC_3339.matcher(text);
            if (!matcher.matches()) {
                return null;
            }
            try {
                // Refuses 24:00, :60 and days that are not in the calendar.
                LocalDateTime local = LocalDateTime.parse(
                        matcher.group(1) + "T" + matcher.group(2) + ":" + matcher.group(3) + ":" + matcher.group(4));
                int minutes = 0;
                if (matcher.group(6) != null) {
                    int minute = Integer.parseInt(matcher.group(8));
                    minutes = Integer.parseInt(matcher.group(7)) * 60 + minute;
                    if (minute > 59 || minutes > 18 * 60) {
                        return null;
                    }
                    minutes = matcher.group(6).equals("-") ? -minutes : minutes;
                }
                String fraction = (matcher.group(5) == null ? "" : matcher.group(5)) + "000";
                long seconds = local.toEpochSecond(ZoneOffset.UTC) - minutes * 60L;
                return BigInteger.valueOf(seconds * 1000 + Integer.parseInt(fraction.substring(0, 3)));
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
