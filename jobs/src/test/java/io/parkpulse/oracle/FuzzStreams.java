package io.parkpulse.oracle;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The three streams of a fuzzed recording. */
final class FuzzStreams {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** A line without its LF, and the time it is written at if lines are in order. */
    record Line(long time, byte[] bytes) {}

    final List<Line> power = new ArrayList<>();
    final List<Line> headcount = new ArrayList<>();
    final List<Line> checkin = new ArrayList<>();

    private final Fuzz fuzz;
    private final FuzzRegistry registry;
    private final long start;
    private final long end;
    private final boolean cut;
    private final boolean received;

    /** @param cut whether nothing may be later than the end */
    FuzzStreams(Fuzz fuzz, FuzzRegistry registry, long start, long end, boolean cut) {
        this.fuzz = fuzz;
        this.registry = registry;
        this.start = start;
        this.end = end;
        this.cut = cut;
        received = fuzz.chance(0.3);
    }

    void fill() {
        for (FuzzMeters.Plan meter : registry.meters) {
            double value = Double.NaN;
            for (FuzzMeters.Phase phase : meter.phases()) {
                if (phase.reading().interval()) {
                    intervals(phase);
                } else if (!phase.reading().modulus().isEmpty() && fuzz.chance(0.15)) {
                    modulusEdges(phase);
                } else {
                    value = register(phase, value);
                }
            }
        }
        for (String enterprise : registry.enterprises) {
            if (fuzz.chance(0.8)) {
                checkIns(enterprise);
            }
            if (fuzz.chance(0.5)) {
                headcounts(enterprise);
            }
        }
        atBoundaries();
        atTheEnds();
        trouble(power, "power");
        trouble(headcount, "headcount");
        trouble(checkin, "checkin");
    }

    // ---- power ----

    /**
     * Readings of a segment.
     *
     * @param carried what the device stands at; NaN for a new one
     * @return what it stands at in the end
     */
    private double register(FuzzMeters.Phase meter, double carried) {
        FuzzMeters.Reading read = meter.reading();
        long every = read.everyMillis();
        BigDecimal whPerUnit = new BigDecimal(read.whPerUnit());
        BigDecimal modulus = read.modulus().isEmpty() ? null : new BigDecimal(read.modulus());
        double unitsPerHour = meter.kilowatts() * 1000 / whPerUnit.doubleValue();
        boolean nearTop = modulus != null && fuzz.chance(0.7);
        double value = nearTop
                ? modulus.doubleValue() * fuzz.within(0.9, 1) - fuzz.of(0.0, unitsPerHour * 5)
                : fuzz.within(0, modulus == null ? 50_000 : modulus.doubleValue() * 0.8);
        boolean carriedOn = !Double.isNaN(carried) && fuzz.chance(0.8);
        value = carriedOn ? carried : read.signed() ? value - fuzz.of(0.0, 25_000.0, value) : Math.max(0, value);
        long begin = Math.max(start, meter.from());
        long end = Math.min(this.end, meter.to());
        int decimals = fuzz.of(0, 1, 2, 3);
        long jitter = fuzz.of(0L, 0L, 7L, 30_000L);
        long at = begin + fuzz.of(0L, fuzz.upTo(HOUR), 1L);
        at -= jitter == 0 && fuzz.chance(0.7) ? at % (15 * MINUTE) : 0;
        if (begin > start && fuzz.chance(0.6)) {
            reading(meter, begin, units(value, decimals, read.signed()), null, null);
        }
        boolean longGap = fuzz.chance(0.2);
        double trouble = fuzz.of(0.0, 0.02, 0.06);
        double load = fuzz.of(0.1, 0.5, 1.0, 1.0);
        int standing = 0;
        while (at <= end) {
            String event = null;
            double reported = value;
            if (fuzz.chance(trouble)) {
                switch (fuzz.below(9)) {
                    case 0 -> { // restarted, and says so
                        value = fuzz.of(0.0, unitsPerHour * 0.1, fuzz.chance(0.2) ? unitsPerHour * 1000 : 1.0);
                        reported = value;
                        event = "RESET";
                    }
                    case 1 -> { // restarted, and does not
                        value = fuzz.of(0.0, unitsPerHour * 0.1, 1.0);
                        reported = value;
                        standing = fuzz.of(0, 0, 3);
                    }
                    case 2 -> { // another meter
                        value = fuzz.within(0, value * 2);
                        reported = value;
                    }
                    case 3 -> reported = value + unitsPerHour * 200; // glitches
                    case 4 -> reported = value * 0.3;
                    case 5 -> reported = 0;
                    case 6 -> standing = fuzz.between(1, 4);
                    case 7 -> at += fuzz.between(4, 9) * every; // no reading for a while
                    default -> at += fuzz.of(3 * every, 4 * every - every);
                }
            }
            if (longGap && at > begin + (end - begin) / 3) {
                longGap = false;
                at += 48 * HOUR + fuzz.of(0L, 1L, -every, HOUR);
            }
            if (modulus != null && value >= modulus.doubleValue()) {
                value -= modulus.doubleValue();
                reported = value;
                standing = fuzz.of(0, 0, 2, 3, 5);
                value = standing > 0 ? 0 : value;
            }
            if (standing > 0) {
                standing--;
                reported = standing % 2 == 0 || value > 0 ? 0 : reported;
            }
            long reading = at + (jitter == 0 ? 0 : fuzz.upTo(2 * jitter) - jitter);
            if (!fuzz.chance(0.06)) {
                reading(meter, reading, units(reported, decimals, read.signed()), event, null);
            }
            double consumed = unitsPerHour * load * fuzz.within(0.3, 1.05) * every / HOUR;
            consumed *= read.signed() && fuzz.chance(0.3) ? -1 : 1;
            value += standing > 1 ? 0 : consumed;
            at += every;
        }
        if (end < this.end && fuzz.chance(0.7)) { // the segment's last
            reading(meter, end, units(value, decimals, read.signed()), null, null);
        }
        if (fuzz.chance(0.25)) { // stands held when the recording, or the segment, ends
            for (int i = 1; i <= fuzz.of(1, 2); i++) {
                reading(meter, end - end % MINUTE - fuzz.of(0, 1) + i, BigDecimal.ZERO, null, null);
            }
        }
        return value;
    }

    private static BigDecimal units(double value, int decimals, boolean signed) {
        return BigDecimal.valueOf(signed ? value : Math.max(0, value)).setScale(decimals, RoundingMode.HALF_UP);
    }

    /** Readings right at and beside 0.9 M, M, 0.1 M and 0.5 M, again and again. */
    private void modulusEdges(FuzzMeters.Phase meter) {
        BigDecimal modulus = new BigDecimal(meter.reading().modulus());
        long at = Math.max(start, meter.from());
        while (at <= Math.min(end, meter.to())) {
            for (List<String> parts : List.of(
                    List.of("0.9", "0.95", "1"), List.of("0", "0.1", "0.05"), List.of("0.5", "0.2", "0.1", "0"))) {
                BigDecimal value = modulus.multiply(new BigDecimal(fuzz.of(parts)));
                reading(meter, at, value.add(fuzz.of(BigDecimal.ZERO, BigDecimal.ONE)), null, null);
                at += meter.reading().everyMillis();
            }
        }
    }

    private void intervals(FuzzMeters.Phase meter) {
        FuzzMeters.Reading read = meter.reading();
        long every = read.everyMillis();
        BigDecimal whPerUnit = new BigDecimal(read.whPerUnit());
        double unitsPerHour = meter.kilowatts() * 1000 / whPerUnit.doubleValue();
        double load = fuzz.of(0.1, 0.5, 1.0);
        double jitter = fuzz.of(0.02, 0.02, 0.2);
        long begin = Math.max(start, meter.from());
        long end = Math.min(this.end, meter.to());
        for (long at = begin - begin % (15 * MINUTE); at <= end; at += every) {
            if (fuzz.chance(0.05)) {
                at += fuzz.between(1, 8) * every;
            }
            String period = null;
            double hours = every / (double) HOUR;
            if (fuzz.chance(every > HOUR ? 0.5 : 0.05)) {
                period = fuzz.of(
                        "PT15M", "PT30M", "PT2H", "PT90S", "PT30H", "PT50H", "PT48H", "P2D", "PT48H0.001S", "P1DT1H");
                hours = Duration.parse(period).toMillis() / (double) HOUR;
                // Alone, mostly: what it covers is nobody else's.
                at += at > begin && fuzz.chance(every > HOUR ? 0.95 : 0.5) ? (long) (hours * HOUR) : 0;
            }
            double units = unitsPerHour * hours * load * fuzz.within(0.2, 1.0);
            units *= fuzz.chance(0.02) ? 100 : 1;
            units *= fuzz.chance(read.signed() ? 0.3 : 0.004) ? -1 : 1;
            long when = at + (fuzz.chance(0.05) ? fuzz.upTo(5000) : 0);
            if (fuzz.chance(jitter)) { // a clock that wanders by up to a tenth of the period, or a little more
                when -= fuzz.of(every / 10, every / 10 - 1, every / 10 + 1, fuzz.upTo(every / 8), every / 2, every);
            }
            if (when <= end) {
                reading(meter, when, BigDecimal.valueOf(units).setScale(3, RoundingMode.HALF_UP), null, period);
            }
        }
        if (end < this.end) {
            BigDecimal units = BigDecimal.valueOf(unitsPerHour * load * 0.5).setScale(3, RoundingMode.HALF_UP);
            if (fuzz.chance(0.5)) { // exactly to the end of the segment
                reading(meter, end, units, null, null);
            }
            if (fuzz.chance(0.5)) { // across it, and into the next one's time
                reading(meter, end + fuzz.upTo(every), units, null, fuzz.of(null, "PT2H", "PT15M"));
            }
        }
    }

    /** A reading, and sometimes others of the same identity. */
    private void reading(FuzzMeters.Phase meter, long at, BigDecimal units, String event, String period) {
        if (cut && at > end) {
            return;
        }
        String ownEvent = meter.reading().interval() && fuzz.chance(0.01) ? "RESET" : event;
        String ownPeriod = !meter.reading().interval() && fuzz.chance(0.01) ? "PT15M" : period;
        String rev = fuzz.chance(0.03) ? fuzz.of("1", "2", "2.0", "0", "null") : null;
        power.add(new Line(at, json(powerFields(meter, at, units, ownEvent, ownPeriod, rev))));
        if (!fuzz.chance(0.06)) {
            return;
        }
        long later = at + fuzz.of(0L, 5 * MINUTE, HOUR);
        for (int i = fuzz.of(1, 1, 1, 2, 3); i > 0; i--) {
            switch (fuzz.below(7)) {
                case 0 -> power.add(new Line(later, power.get(power.size() - 1).bytes()));
                case 1 -> // the same fact in other words
                    power.add(new Line(later, json(powerFields(meter, at, units, ownEvent, ownPeriod, rev))));
                case 2 -> { // another value, of another or the same revision
                    BigDecimal other = units.add(fuzz.of(BigDecimal.ONE, new BigDecimal("0.1"), new BigDecimal("50")));
                    String otherRev = fuzz.of("1", "2", "3", "10", "0", null);
                    power.add(new Line(later, json(powerFields(meter, at, other, ownEvent, ownPeriod, otherRev))));
                }
                case 3 -> { // less
                    BigDecimal other = units.multiply(new BigDecimal("0.5"));
                    String otherRev = fuzz.of("1", "2", rev);
                    power.add(new Line(later, json(powerFields(meter, at, other, ownEvent, ownPeriod, otherRev))));
                }
                case 4 -> { // a difference below the whole Wh
                    BigDecimal other = units.add(new BigDecimal("0.0000001"));
                    power.add(new Line(later, json(powerFields(meter, at, other, ownEvent, ownPeriod, rev))));
                }
                case 5 -> { // a reset, or none
                    String otherEvent = meter.reading().interval() ? ownEvent : ownEvent == null ? "RESET" : null;
                    boolean rare = meter.reading().interval() || fuzz.chance(0.3);
                    power.add(new Line(
                            later, json(powerFields(meter, at, units, rare ? otherEvent : ownEvent, ownPeriod, rev))));
                }
                default -> { // another period
                    String otherPeriod = meter.reading().interval() ? fuzz.of("PT20M", "PT1H", "PT3H") : ownPeriod;
                    power.add(new Line(later, json(powerFields(meter, at, units, ownEvent, otherPeriod, rev))));
                }
            }
        }
    }

    private Map<String, String> powerFields(
            FuzzMeters.Phase meter, long at, BigDecimal units, String event, String period, String rev) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("meter", text(meter.id()));
        fields.put("at", time(at));
        if (fuzz.chance(0.05)) {
            BigDecimal wh = units.multiply(new BigDecimal(meter.reading().whPerUnit()));
            String unit = fuzz.of("Wh", "kWh", "MWh", "10MWh");
            int left = Map.of("Wh", 0, "kWh", 3, "MWh", 6, "10MWh", 7).get(unit);
            fields.put("value", number(wh.movePointLeft(left)));
            fields.put("unit", text(unit));
        } else {
            fields.put("value", number(units));
            if (fuzz.chance(0.01)) {
                fields.put("unit", "null");
            }
        }
        if (period != null) {
            fields.put("period", text(period));
        }
        if (event != null) {
            fields.put("event", text(event));
        } else if (fuzz.chance(0.01)) {
            fields.put(fuzz.of("event", "period", "rev"), "null");
        }
        if (rev != null) {
            fields.put("rev", rev);
        }
        receive(fields, at);
        return fields;
    }

    // ---- people ----

    private void checkIns(String enterprise) {
        int persons = fuzz.between(1, 6);
        for (int i = 0; i < persons; i++) {
            String person = fuzz.chance(0.1) ? "人" + i : "p" + i; // the same persons at every enterprise
            for (long day = start - start % DAY - 8 * HOUR; day <= end; day += DAY) {
                if (fuzz.chance(0.25)) {
                    continue;
                }
                boolean night = fuzz.chance(0.15);
                int hour = fuzz.chance(0.15) ? fuzz.below(24) : night ? 22 : 8;
                long in = day + hour * HOUR + fuzz.of(0L, 0L, fuzz.upTo(HOUR), -1L, 1L);
                long out = in + fuzz.of(8 * HOUR, 9 * HOUR, 16 * HOUR, 16 * HOUR + 5 * MINUTE, fuzz.upTo(20 * HOUR));
                String mode = fuzz.chance(0.12) ? "ONLINE" : fuzz.of(null, null, "ONSITE", "null");
                checkIn(person, enterprise, in, "IN", mode);
                if (fuzz.chance(0.75)) {
                    checkIn(person, enterprise, out, "OUT", mode);
                }
                if (fuzz.chance(0.05)) { // out and in at the same instant
                    checkIn(person, enterprise, out, "IN", mode);
                }
                if (fuzz.chance(0.03)) {
                    checkIn(person, enterprise, in - fuzz.upTo(3 * HOUR), "OUT", null);
                }
            }
        }
    }

    private void checkIn(String person, String enterprise, long at, String direction, String mode) {
        if (at < start || at > end) {
            return;
        }
        for (int i = fuzz.chance(0.05) ? 2 : 1; i > 0; i--) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("person", text(person));
            fields.put("enterprise", text(enterprise));
            fields.put("at", time(at));
            fields.put("direction", text(direction));
            if (mode != null) {
                fields.put("mode", mode.equals("null") ? mode : text(mode));
            }
            if (fuzz.chance(0.01)) {
                fields.put("rev", fuzz.of("1", "-1", "\"x\"")); // means nothing here
            }
            receive(fields, at);
            checkin.add(new Line(at, json(fields)));
        }
    }

    private void headcounts(String enterprise) {
        for (String source : fuzz.of(List.of("gate-1"), List.of("gate-1", "hall"), List.of("东门", "hall", "gate-3"))) {
            if (fuzz.with(Fuzz.GATES) && fuzz.chance(0.5)) {
                passages(enterprise, source);
                if (fuzz.chance(0.8)) {
                    continue; // else it counts both
                }
            }
            long at = start + fuzz.upTo(3 * HOUR);
            at -= fuzz.chance(0.5) ? at % HOUR : 0;
            int most = fuzz.of(2, 20, 200);
            while (at <= end) {
                long count = fuzz.chance(0.1) ? 0 : fuzz.upTo(most);
                headcount(enterprise, source, at, count, fuzz.chance(0.05) ? "1" : null);
                if (fuzz.chance(0.08)) {
                    headcount(enterprise, source, at, fuzz.of(count, count + 1, 0L), fuzz.of(null, "0", "1", "2"));
                }
                at += fuzz.of(HOUR, 2 * HOUR, 6 * HOUR, 16 * HOUR, 16 * HOUR + 1, fuzz.upTo(20 * HOUR) + 1);
            }
        }
    }

    /** Who passes a gate: more in than out, or the other way round, also right at the turn. */
    private void passages(String enterprise, String source) {
        long at = start + fuzz.upTo(3 * HOUR);
        at -= fuzz.chance(0.6) ? at % (30 * MINUTE) : 0;
        int in = fuzz.of(0, 2, 20);
        int out = fuzz.of(0, 2, 20);
        while (at <= end) {
            String rev = fuzz.chance(0.05) ? fuzz.of("1", "2") : null;
            passage(enterprise, source, at, fuzz.upTo(in), fuzz.upTo(out), rev);
            if (fuzz.chance(0.08)) {
                passage(enterprise, source, at, fuzz.upTo(in), fuzz.upTo(out), fuzz.of(null, "0", rev, "1"));
            }
            if (fuzz.chance(0.03)) { // the same in another form
                headcount(enterprise, source, at, fuzz.upTo(3), fuzz.of(null, rev));
            }
            at += fuzz.of(30 * MINUTE, HOUR, 2 * HOUR, fuzz.upTo(6 * HOUR) + 1);
        }
    }

    private void passage(String enterprise, String source, long at, long in, long out, String rev) {
        headcount(enterprise, source, at, Map.of("in", "" + in, "out", "" + out), rev);
    }

    private void headcount(String enterprise, String source, long at, long count, String rev) {
        String text = fuzz.chance(0.1) ? fuzz.of(count + ".0", count + "e0", count + ".00E+0") : "" + count;
        headcount(enterprise, source, at, Map.of("count", text), rev);
    }

    private void headcount(String enterprise, String source, long at, Map<String, String> figures, String rev) {
        if (cut && at > end) {
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("enterprise", text(enterprise));
        fields.put("source", text(source));
        fields.put("at", time(at));
        new TreeMap<>(figures).forEach(fields::put);
        if (rev != null) {
            fields.put("rev", rev);
        }
        receive(fields, at);
        headcount.add(new Line(at, json(fields)));
    }

    /** Right at the edges of validity, and beside them. */
    private void atBoundaries() {
        for (long boundary : registry.boundaries) {
            for (String enterprise : registry.enterprises) {
                if (fuzz.chance(0.3)) {
                    checkIn("edge", enterprise, boundary + fuzz.of(0, -1, 1), fuzz.of("IN", "OUT"), null);
                    headcount(enterprise, "edge", boundary + fuzz.of(0, -1, 1), 5, null);
                }
            }
            for (FuzzMeters.Plan meter : registry.meters) {
                FuzzMeters.Phase phase = fuzz.of(meter.phases());
                if (phase.reading().interval() && fuzz.chance(0.5)) {
                    beside(phase, boundary);
                }
            }
        }
        for (FuzzMeters.Plan meter : registry.meters) {
            for (long bound : meter.bounds()) {
                FuzzMeters.Phase phase = fuzz.of(meter.phases());
                if (phase.reading().interval() ? fuzz.chance(0.4) : fuzz.chance(0.1)) {
                    beside(phase, bound);
                }
            }
        }
    }

    private void beside(FuzzMeters.Phase meter, long instant) {
        for (int beside : new int[] {-1, 0, 1}) {
            BigDecimal little = BigDecimal.valueOf(meter.kilowatts() / 10);
            reading(meter, instant + beside, little, null, fuzz.of(null, null, "PT2M"));
        }
    }

    /** The very first or last instant, which may be a midnight, or just after one. */
    private void atTheEnds() {
        if (fuzz.chance(0.5)) {
            checkIn("early", fuzz.of(registry.enterprises), start, "IN", null);
        }
        if (cut || fuzz.chance(0.5)) {
            checkIn("late", fuzz.of(registry.enterprises), end, "IN", null);
        }
    }

    /** One record years before or after all others; applied, if its enterprise is valid then. */
    void stray() {
        long years = Instant.parse(fuzz.of(
                        "2003-05-06T07:08:09.010Z",
                        "2011-12-31T00:00:00Z",
                        "2000-01-01T00:00:00Z",
                        "2099-12-31T23:59:59.999Z"))
                .toEpochMilli();
        if (fuzz.chance(0.5)) { // one more, alone at the midnight that ends a day and begins another
            checkIn(
                    "stray",
                    LocalDate.of(2013, 5, 6)
                            .atStartOfDay(registry.likely)
                            .toInstant()
                            .toEpochMilli());
        }
        switch (fuzz.below(3)) {
            case 0 -> checkIn("stray", years);
            case 1 -> headcount(fuzz.of(registry.enterprises), "stray", years, 3, null);
            default -> {
                if (registry.meters.isEmpty()) {
                    checkIn("stray", years);
                } else {
                    reading(fuzz.of(fuzz.of(registry.meters).phases()), years, BigDecimal.ONE, null, null);
                }
            }
        }
    }

    private void checkIn(String person, long at) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("person", text(person));
        fields.put("enterprise", text(fuzz.of(registry.enterprises)));
        fields.put("at", time(at));
        fields.put("direction", text("IN"));
        checkin.add(new Line(at, json(fields)));
    }

    /** A line of exactly 1,000,000 bytes is read, one of a byte more is malformed. */
    void longestLines() {
        for (int length : List.of(1_000_000, 1_000_001)) {
            String head = "{\"person\":\"long\",\"enterprise\":" + text(registry.enterprises.get(0)) + ",\"at\":"
                    + start + ",\"direction\":\"IN\",\"note\":\"";
            int missing = length - head.getBytes(StandardCharsets.UTF_8).length - 2;
            checkin.add(new Line(start, (head + "x".repeat(missing) + "\"}").getBytes(StandardCharsets.UTF_8)));
        }
    }

    // ---- dead letters ----

    private void trouble(List<Line> lines, String stream) {
        for (int i = fuzz.below(12); i > 0; i--) {
            long at = start + fuzz.upTo(end - start);
            lines.add(new Line(at, fuzz.chance(0.3) ? notAnObject(at) : defect(stream, at)));
        }
    }

    private byte[] notAnObject(long at) {
        if (fuzz.chance(0.25)) { // not UTF-8: an overlong form, a lone continuation, GBK, a surrogate
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(("{\"meter\":\"M01\",\"at\":" + at + ",\"value\":1,\"note\":\"")
                    .getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(fuzz.of(
                    new byte[] {(byte) 0xC0, (byte) 0x80},
                    new byte[] {(byte) 0x80},
                    new byte[] {(byte) 0xD4, (byte) 0xB0},
                    new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                    new byte[] {(byte) 0xFF}));
            bytes.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
            return bytes.toByteArray();
        }
        return fuzz.of(
                        "[]",
                        "\"text\"",
                        "17",
                        "null",
                        "{",
                        "{}",
                        "{} {}",
                        "[{\"meter\":\"M01\"}]",
                        "{\"meter\":\"M01\",\"at\":" + at + ",\"val",
                        "{\"meter\":\"M01\",\"at\":" + at + ",\"value\":1}}",
                        "{\"meter\":\"M01\",\"at\":" + at + ",\"value\":1},",
                        "{'meter':'M01'}",
                        "meter,at,value",
                        "园区")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A record of the stream with one defect, sometimes two. */
    private byte[] defect(String stream, long at) {
        Map<String, String> fields = new LinkedHashMap<>();
        String enterprise = fuzz.of(registry.enterprises);
        switch (stream) {
            case "power" -> {
                fields.put(
                        "meter",
                        text(
                                registry.meters.isEmpty()
                                        ? "M01"
                                        : fuzz.of(registry.meters).id()));
                fields.put("at", "" + (at + 1));
                fields.put("value", "1");
            }
            case "headcount" -> {
                fields.put("enterprise", text(enterprise));
                fields.put("source", "\"dead\"");
                fields.put("at", "" + at);
                if (fuzz.with(Fuzz.GATES) && fuzz.chance(0.4)) {
                    fields.put("in", "1");
                    fields.put("out", "1.0");
                } else {
                    fields.put("count", "1");
                }
            }
            default -> {
                fields.put("person", "\"dead\"");
                fields.put("enterprise", text(enterprise));
                fields.put("at", "" + at);
                fields.put("direction", "\"IN\"");
            }
        }
        spoil(stream, fields, at);
        if (fuzz.chance(0.2)) {
            spoil(stream, fields, at);
        }
        return json(fields);
    }

    private void spoil(String stream, Map<String, String> fields, long at) {
        List<String> required = List.copyOf(fields.keySet());
        boolean people = !stream.equals("power");
        String id = people ? "enterprise" : "meter";
        String figure =
                stream.equals("power") ? "value" : fields.containsKey("in") ? fuzz.of("in", "out", "count") : "count";
        switch (fuzz.below(12)) {
            case 0 -> fields.remove(fuzz.of(required));
            case 1 -> fields.put(fuzz.of(required), "null");
            case 2 -> fields.put(fuzz.of(required), fuzz.of("true", "[]", "{}"));
            case 3 -> fields.put(id, fuzz.of("17", "\"\"", "\"  \"", "\"\\t\"", "\"unknown\"", "\"未知\""));
            case 4 -> fields.put(fuzz.of("at", "at", "received"), badTime(at));
            case 5 -> future(fields, at);
            case 6 -> fields.put(id, people ? "\"E-unknown\"" : "\"M-unknown\"");
            case 7 -> {
                if (stream.equals("checkin")) {
                    fields.put(fuzz.of("direction", "mode"), fuzz.of("\"in\"", "\"UP\"", "1", "\"\"", "[\"IN\"]"));
                } else {
                    fields.put(figure, badFigure());
                }
            }
            case 8 -> {
                if (stream.equals("headcount")) {
                    fields.put(figure, fuzz.of("1.5", "0.1", "12e-1", "1e16", "\"1\"", "-0.5"));
                } else if (stream.equals("power")) {
                    fields.put(
                            "value",
                            fuzz.of(
                                    "9007199254740993",
                                    "9007199254740992",
                                    "9007199254741",
                                    "-9007199254740993",
                                    "-9007199254741",
                                    "\"1\""));
                } else {
                    fields.put("person", fuzz.of("\"\"", "\" \"", "5"));
                }
            }
            case 9 ->
                fields.put(
                        "rev",
                        stream.equals("checkin")
                                ? fuzz.of("-1", "\"x\"")
                                : fuzz.of("-1", "1.5", "NaN", "\"1\"", "true", "1e300"));
            case 10 -> {
                if (stream.equals("power")) {
                    fields.put(
                            "period",
                            fuzz.of(
                                    "\"\"",
                                    "\"15M\"",
                                    "\"P1M\"",
                                    "\"P1Y\"",
                                    "\"PT\"",
                                    "900",
                                    "\"PT0S\"",
                                    "\"-PT15M\""));
                } else {
                    fields.put("received", badTime(at));
                }
            }
            default -> {
                if (stream.equals("power")) {
                    fields.put(fuzz.of("unit", "event"), fuzz.of("\"GWh\"", "\"kwh\"", "\"reset\"", "3", "\"\""));
                } else {
                    fields.put("enterprise", "\"e01\"");
                }
            }
        }
    }

    private String badFigure() {
        return fuzz.of(
                "-1",
                "-0.001",
                "NaN",
                "Infinity",
                "-Infinity",
                "1e400",
                "9007199254740992.5",
                "123456789012345678901234567890",
                "\"12\"",
                "-1e-9");
    }

    private String badTime(long at) {
        String utc = Instant.ofEpochMilli(at - at % 1000).toString(); // 2020-02-28T01:02:03Z
        String local = utc.substring(0, 19);
        String day = utc.substring(0, 10);
        return fuzz.of(
                quote(local),
                quote(day + "T12:00:60Z"),
                quote(day + "T24:00:00Z"),
                quote(day + "T12:60:00Z"),
                quote(local + "+18:01"),
                quote(local + "-19:00"),
                quote(local + "+08:60"),
                quote(local + "+0800"),
                quote(local + "+08"),
                quote(local + ".Z"),
                quote(day + "T12:00Z"),
                quote(day),
                quote("2020-02-30T00:00:00Z"),
                quote("2019-02-29T00:00:00Z"),
                quote("1999-12-31T23:59:59.999Z"),
                quote("2000-01-01T07:59:59+08:00"),
                quote("2100-01-01T00:00:00Z"),
                quote("2099-12-31T23:59:59-00:01"),
                quote(""),
                quote("" + at),
                "946684799999",
                "4102444800000",
                "0",
                "-1",
                at + ".5",
                at + ".0",
                "1.5828e12",
                "99999999999999999999999999",
                "NaN",
                "Infinity");
    }

    /** At most 5 minutes after it was received is right, a millisecond more is the future. */
    private void future(Map<String, String> fields, long at) {
        fields.put("received", time(at - 5 * MINUTE + fuzz.of(0, 1, -1, -2, 2)));
        fields.put("at", time(at));
    }

    // ---- text ----

    private void receive(Map<String, String> fields, long at) {
        if (received ? fuzz.chance(0.5) : fuzz.chance(0.02)) {
            fields.put("received", time(at + fuzz.of(3000L, 0L, -5 * MINUTE, HOUR)));
        }
    }

    /** One of the spellings of an instant. */
    private String time(long at) {
        if (fuzz.chance(0.3)) {
            return "" + at;
        }
        ZoneOffset offset =
                ZoneOffset.of(fuzz.of("Z", "Z", "+08:00", "+05:45", "-05:00", "+10:30", "+18:00", "-18:00"));
        String seconds = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
                .format(Instant.ofEpochMilli(at).atOffset(offset));
        String fraction = String.format("%03d", at % 1000);
        if (at % 1000 != 0) {
            fraction = "." + fraction + fuzz.of("", "", "", "0", "999", "4999999999");
        } else {
            fraction = fuzz.of("", "", "", ".0", ".000", ".0009");
        }
        String suffix = offset.equals(ZoneOffset.UTC) ? fuzz.of("Z", "+00:00", "-00:00") : offset.getId();
        return quote(seconds + fraction + suffix);
    }

    private String number(BigDecimal value) {
        String plain = value.toPlainString();
        return switch (fuzz.below(20)) {
            case 0 -> plain.contains(".") ? plain + "0" : plain + ".0";
            case 1 -> value.unscaledValue() + fuzz.of("e", "E") + -value.scale();
            case 2 -> value.movePointLeft(2).toPlainString() + fuzz.of("e2", "E+2");
            default -> plain;
        };
    }

    private static String quote(String text) {
        return '"' + text + '"';
    }

    /** A string, sometimes with a character written as an escape. */
    private String text(String text) {
        if (text.isEmpty() || !fuzz.chance(0.05)) {
            return quote(text);
        }
        int i = fuzz.below(text.length());
        return quote(text.substring(0, i) + String.format("\\u%04x", (int) text.charAt(i)) + text.substring(i + 1));
    }

    /** Fields in any order, with unknown ones and white space here and there. */
    private byte[] json(Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        if (fuzz.chance(0.05)) {
            all.put("note", fuzz.of("{\"a\": [1, 2]}", "null", "\"\\\"}{\\\\\"", "1e5", "\"园\"", "[[],{\"at\":1}]"));
        }
        List<String> names = new ArrayList<>(all.keySet());
        if (fuzz.chance(0.2)) {
            Collections.shuffle(names, fuzz.random);
        }
        boolean spaced = fuzz.chance(0.05);
        StringBuilder line = new StringBuilder(spaced ? " {" : "{");
        if (fuzz.chance(0.01) && all.containsKey("at")) {
            line.append("\"at\":\"earlier\","); // of two equal names the last one counts
            names.remove("at");
            names.add("at");
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            line.append(i == 0 ? "" : spaced ? " ,\t" : ",")
                    .append(quote(name))
                    .append(spaced ? " : " : ":")
                    .append(all.get(name));
        }
        return line.append(spaced ? "} " : "}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
