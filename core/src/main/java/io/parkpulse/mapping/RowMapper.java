package io.parkpulse.mapping;

import io.parkpulse.exact.Numbers;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes records of rows by a mapping. Rows of one meter must come in the file's order: those before
 * decide which of two instants a local time is that is twice there.
 *
 * <p>Not thread-safe.
 */
public final class RowMapper {
    private static final int MOST_IDS = 200_000;
    private static final int LONGEST_QUOTE = 60;
    private static final char UNDECODED = '\uFFFD';
    /** Stands for ids of the registry that count as the same; no id is empty. */
    private static final String SEVERAL = "";

    private static final BigDecimal MOST = BigDecimal.valueOf(Numbers.MAX);
    private static final int DIGITS_OF_MOST = Long.toString(Numbers.MAX).length();

    private final Mapping mapping;
    private final TimeRule rule;
    private IdBook book;
    private final PersonHash hash;
    private final Map<Place, Integer> numbers = new HashMap<>();
    private final int[] conditionPlaces;
    private final int[] timeParts;
    private final int intervalPlace;
    private final int[] wideColumns;
    private final String[] wideTimes;
    private final int[] fieldPlaces = new int[MappedField.values().length];
    private final String[] constants = new String[MappedField.values().length];
    private final String timeConstant;
    private final MappedField cellField;
    private final byte[] period;

    private final Map<MappedField, Map<String, Id>> ids = new EnumMap<>(MappedField.class);
    private final Map<MappedField, Map<String, String>> folded = new EnumMap<>(MappedField.class);
    private final Map<ZoneId, LocalClock> clocks = new HashMap<>();
    private final LocalClock fixedClock;
    /** By what rows are about; kept where a local time may be twice there. */
    private final Map<String, RowOrder> orders = new HashMap<>();
    /** Of rows in zones where none is. */
    private final RowOrder anyOrder = new RowOrder();

    private final RecordLine line = new RecordLine();
    private final TimeReading reading = new TimeReading();
    private final DecimalText number;
    private String lastTimeText;
    private boolean lastTimeRead;
    private String lastUnitText;
    private EnergyUnit lastUnit;

    private RowTexts row;
    private int wide;
    private DeadReason reason;
    private String detail;
    private long at;

    /**
     * An id as it goes into a record.
     *
     * @param json with quotes
     * @param clock of its park; null where the registry does not know it
     * @param defect why it is none; null if it is one
     */
    private record Id(String text, byte[] json, LocalClock clock, DeadReason why, String defect) {}

    /**
     * @param book the ids and zones of the registry
     * @param personKey the key of {@link Mapping#keyVariable}; null where the mapping has none
     */
    public RowMapper(Mapping mapping, IdBook book, String personKey) {
        this.mapping = mapping;
        this.rule = mapping.time();
        this.book = book;
        this.hash = mapping.keyVariable() == null ? null : new PersonHash(personKey);
        this.number = new DecimalText(mapping.decimal());
        List<Place> places = mapping.places();
        for (Place place : places) {
            numbers.put(place, numbers.size());
        }
        conditionPlaces = mapping.where().stream()
                .mapToInt(condition -> numbers.get(condition.place()))
                .toArray();
        boolean constant = rule.parts().get(0).kind() == Place.Kind.CONSTANT;
        timeConstant = constant ? rule.parts().get(0).text() : null;
        timeParts = constant
                ? new int[0]
                : rule.parts().stream().mapToInt(numbers::get).toArray();
        intervalPlace = rule.interval() == null ? -1 : numbers.get(rule.interval());
        for (MappedField field : MappedField.values()) {
            Place place = mapping.fields().get(field);
            fieldPlaces[field.ordinal()] = numbers.getOrDefault(place, -1);
            constants[field.ordinal()] = place != null && place.kind() == Place.Kind.CONSTANT ? place.text() : null;
        }
        wideTimes = mapping.times().stream().map(Mapping::timeText).toArray(String[]::new);
        wideColumns = new int[wideTimes.length];
        for (int i = 0; i < wideTimes.length; i++) {
            wideColumns[i] = numbers.get(new Place(Place.Kind.TIME, wideTimes[i]));
        }
        cellField = mapping.stream() == Stream.POWER ? MappedField.VALUE : MappedField.COUNT;
        fixedClock = rule.zone() == null ? null : clock(rule.zone());
        period = rule.length() > 0 && mapping.stream() == Stream.POWER
                ? RecordLine.quoted(Duration.ofMillis(rule.length()).toString())
                : null;
    }

    /** Another registry holds from the next row on. */
    public void use(IdBook next) {
        book = next;
        ids.clear();
        folded.clear();
    }

    /** The time of the last record that was made, epoch milliseconds. */
    public long at() {
        return at;
    }

    /** Whether records may have that time: in 2000 to 2099. */
    static boolean isInRange(long millis) {
        return millis >= TimeText.EARLIEST && millis < TimeText.TOO_LATE;
    }

    /** Maps a row. */
    public void map(RowTexts texts, RowSink sink) throws IOException {
        row = texts;
        for (int i = 0; i < conditionPlaces.length; i++) {
            String text = texts.text(conditionPlaces[i]);
            if (text == null || !mapping.where().get(i).values().contains(IdRule.trimmed(text))) {
                sink.skipped(mapping.width());
                return;
            }
        }
        if (wideColumns.length == 0) {
            wide = -1;
            one(sink);
            return;
        }
        for (wide = 0; wide < wideColumns.length; wide++) {
            one(sink);
        }
    }

    private void one(RowSink sink) throws IOException {
        line.begin();
        String defect = row.defect();
        boolean fine = defect == null ? mapped() : dead(DeadReason.MALFORMED, defect);
        if (fine) {
            line.put("}");
            sink.record(line.bytes(), line.length());
        } else {
            sink.dead(reason, detail, wide < 0 ? null : wideTimes[wide], wide < 0 ? null : row.text(wideColumns[wide]));
        }
    }

    private boolean mapped() {
        return switch (mapping.stream()) {
            case POWER -> power();
            case HEADCOUNT -> headcount();
            case CHECKIN -> checkin();
        };
    }

    private boolean dead(DeadReason why, String what) {
        reason = why;
        detail = what;
        return false;
    }

    private boolean dead(DeadReason why, MappedField field, String what) {
        return dead(why, field.id() + ": " + what);
    }

    /** Null where the row has none. */
    private String text(MappedField field) {
        if (wide >= 0 && field == cellField) {
            return row.text(wideColumns[wide]);
        }
        int place = fieldPlaces[field.ordinal()];
        return place < 0 ? constants[field.ordinal()] : row.text(place);
    }

    private boolean isNumber(MappedField field) {
        int place = fieldPlaces[field.ordinal()];
        return place >= 0 && row.isNumber(place);
    }

    private boolean has(MappedField field, String text) {
        return text != null || dead(DeadReason.MALFORMED, field, "missing");
    }

    private static String quoted(String text) {
        return "\"" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "\"";
    }

    // streams

    private boolean power() {
        String meterText = text(MappedField.METER);
        String valueText = text(MappedField.VALUE);
        if (!has(MappedField.METER, meterText) || !has(MappedField.VALUE, valueText)) {
            return false;
        }
        Id meter = id(MappedField.METER, meterText);
        if (!isFine(meter) || !time(meter, DeadReason.UNKNOWN_METER, meter.text(), true)) {
            return false;
        }
        String text = IdRule.trimmed(valueText);
        if (!isNumber(MappedField.VALUE, text)) {
            return false;
        }
        EnergyUnit unit = mapping.unit();
        String unitText = number.suffix.isEmpty() ? text(MappedField.UNIT) : number.suffix;
        if (unitText != null && !unitText.isBlank()) {
            unit = unit(unitText);
            if (unit == null) {
                return dead(
                        DeadReason.BAD_VALUE, MappedField.UNIT, quoted(unitText) + " is no unit of energy or power");
            }
            if (unit.isPower() && rule.length() == 0) {
                return dead(
                        DeadReason.BAD_VALUE, MappedField.UNIT, quoted(unitText) + " is a power, and at has no length");
            }
        }
        String value = number.plain;
        if (mapping.factor() != null || unit != null && !unit.isOfRecords() || value.length() >= DIGITS_OF_MOST) {
            BigDecimal exact = new BigDecimal(value);
            if (mapping.factor() != null) {
                exact = exact.multiply(mapping.factor());
            }
            if (unit != null) {
                exact = unit.energy(exact, rule.length());
            }
            if (exact.abs().compareTo(MOST) > 0) {
                return tooLarge(MappedField.VALUE, text);
            }
            value = exact.toPlainString();
        }
        line.put("{\"meter\":")
                .put(meter.json())
                .put(",\"at\":")
                .putTime(at)
                .put(",\"value\":")
                .put(value);
        if (unit != null) {
            line.put(",\"unit\":\"").put(unit.wordOfEnergy()).put("\"");
        }
        if (period != null) {
            line.put(",\"period\":").put(period);
        }
        return true;
    }

    private boolean headcount() {
        String enterpriseText = text(MappedField.ENTERPRISE);
        String sourceText = text(MappedField.SOURCE);
        if (!has(MappedField.ENTERPRISE, enterpriseText) || !has(MappedField.SOURCE, sourceText)) {
            return false;
        }
        boolean passages =
                mapping.fields().containsKey(MappedField.IN) || mapping.fields().containsKey(MappedField.OUT);
        String count = text(MappedField.COUNT);
        String in = text(MappedField.IN);
        String out = text(MappedField.OUT);
        if (passages ? in == null && !has(MappedField.OUT, out) : !has(MappedField.COUNT, count)) {
            return false;
        }
        Id enterprise = id(MappedField.ENTERPRISE, enterpriseText);
        Id source = id(MappedField.SOURCE, sourceText);
        if (!isFine(enterprise)
                || !isFine(source)
                || !time(enterprise, DeadReason.UNKNOWN_ENTERPRISE, enterprise.text() + "\n" + source.text(), false)) {
            return false;
        }
        line.put("{\"enterprise\":").put(enterprise.json());
        line.put(",\"source\":").put(source.json());
        line.put(",\"at\":").putTime(at);
        return passages
                ? whole(MappedField.IN, in == null ? "0" : in) && whole(MappedField.OUT, out == null ? "0" : out)
                : whole(MappedField.COUNT, count);
    }

    private boolean whole(MappedField field, String given) {
        String text = IdRule.trimmed(given);
        if (!isNumber(field, text)) {
            return false;
        }
        if (!number.suffix.isEmpty()) {
            return notANumber(field, text);
        }
        if (number.plain.length() >= DIGITS_OF_MOST && new BigDecimal(number.plain).compareTo(MOST) > 0) {
            return tooLarge(field, text);
        }
        Long value = Numbers.whole(number.plain);
        if (value == null || value < 0) {
            return dead(DeadReason.BAD_VALUE, field, quoted(text) + " is no whole number of persons");
        }
        line.put(",\"").put(field.id()).put("\":").put(value.toString());
        return true;
    }

    private boolean checkin() {
        String personText = text(MappedField.PERSON);
        String enterpriseText = text(MappedField.ENTERPRISE);
        String directionText = text(MappedField.DIRECTION);
        if (!has(MappedField.PERSON, personText)
                || !has(MappedField.ENTERPRISE, enterpriseText)
                || !has(MappedField.DIRECTION, directionText)) {
            return false;
        }
        String direction = word(MappedField.DIRECTION, directionText);
        boolean in = direction.equalsIgnoreCase("IN") || direction.equalsIgnoreCase("PUNCH");
        if (!in && !direction.equalsIgnoreCase("OUT")) {
            return dead(DeadReason.MALFORMED, MappedField.DIRECTION, quoted(direction) + " is none of IN, OUT, PUNCH");
        }
        String modeText = text(MappedField.MODE);
        String mode = modeText == null ? "" : word(MappedField.MODE, modeText);
        boolean online = mode.equalsIgnoreCase("ONLINE");
        if (!online && !mode.isEmpty() && !mode.equalsIgnoreCase("ONSITE")) {
            return dead(DeadReason.MALFORMED, MappedField.MODE, quoted(mode) + " is none of ONSITE, ONLINE");
        }
        Id person = id(MappedField.PERSON, personText);
        Id enterprise = id(MappedField.ENTERPRISE, enterpriseText);
        if (!isFine(person)
                || !isFine(enterprise)
                || !time(enterprise, DeadReason.UNKNOWN_ENTERPRISE, person.text(), false)) {
            return false;
        }
        line.put("{\"person\":").put(person.json());
        line.put(",\"enterprise\":").put(enterprise.json());
        line.put(",\"at\":").putTime(at);
        line.put(",\"direction\":\"").put(in ? "IN" : "OUT").put("\"");
        if (!mode.isEmpty()) {
            line.put(",\"mode\":\"").put(online ? "ONLINE" : "ONSITE").put("\"");
        }
        return true;
    }

    // values

    private boolean isNumber(MappedField field, String text) {
        return switch (number.read(text, isNumber(field))) {
            case FINE -> true;
            case NOT_A_NUMBER -> notANumber(field, text);
            case TOO_LARGE -> tooLarge(field, text);
        };
    }

    private boolean tooLarge(MappedField field, String text) {
        String by = mapping.factor() == null ? "" : " with the factor";
        return dead(DeadReason.BAD_VALUE, field, quoted(text) + " is too large" + by + ": beyond 2^53");
    }

    private boolean notANumber(MappedField field, String text) {
        if (text.isEmpty()) {
            return dead(DeadReason.BAD_VALUE, field, "blank");
        }
        boolean comma = mapping.decimal() == ' ' && text.indexOf(',') >= 0;
        return dead(
                DeadReason.BAD_VALUE,
                field,
                quoted(text) + (comma ? " has a comma, and decimal does not say what it is" : " is no number"));
    }

    private EnergyUnit unit(String text) {
        if (!text.equals(lastUnitText)) {
            lastUnitText = text;
            lastUnit = EnergyUnit.of(word(MappedField.UNIT, text));
        }
        return lastUnit;
    }

    private String word(MappedField field, String text) {
        String trimmed = IdRule.trimmed(text);
        return mapping.words().getOrDefault(field, Map.of()).getOrDefault(trimmed, trimmed);
    }

    // ids

    private boolean isFine(Id id) {
        return id.defect() == null || dead(id.why(), id.defect());
    }

    private Id id(MappedField field, String text) {
        Map<String, Id> known = ids.computeIfAbsent(field, f -> new HashMap<>());
        Id id = known.get(text);
        if (id == null) {
            if (known.size() >= MOST_IDS) {
                known.clear();
            }
            id = newId(field, text);
            known.put(text, id);
        }
        return id;
    }

    private Id newId(MappedField field, String text) {
        if (text.indexOf(UNDECODED) >= 0) {
            return new Id(
                    "",
                    null,
                    null,
                    DeadReason.MALFORMED,
                    field.id() + ": has bytes that are not in the file's encoding");
        }
        boolean constant = constants[field.ordinal()] != null;
        IdRule idRule = constant ? null : mapping.ids().getOrDefault(field, IdRule.NONE);
        String id = constant ? text : inRegistry(field, idRule, text);
        if (id.isBlank()) {
            return new Id("", null, null, DeadReason.BAD_VALUE, field.id() + ": blank");
        }
        if (field == MappedField.PERSON && hash != null) {
            id = hash.of(id);
        }
        ZoneId zone = field == MappedField.METER || field == MappedField.ENTERPRISE ? book.zone(field, id) : null;
        return new Id(id, RecordLine.quoted(id), zone == null ? null : clock(zone), null, null);
    }

    /** The registry's own spelling: the one that is written, or if just one of its ids counts as the same, that. */
    private String inRegistry(MappedField field, IdRule idRule, String text) {
        String id = idRule.apply(text);
        if (!idRule.folds()) {
            return id;
        }
        String written = idRule.applyUnfolded(text);
        if (book.ids(field).contains(written)) {
            return written;
        }
        Map<String, String> own = folded.computeIfAbsent(field, f -> {
            Map<String, String> all = new HashMap<>();
            // Of two that count as the same nobody knows which is meant.
            book.ids(f).forEach(each -> all.merge(idRule.fold(each), each, (a, b) -> SEVERAL));
            return all;
        });
        String found = own.getOrDefault(idRule.fold(id), id);
        return found.equals(SEVERAL) ? written : found;
    }

    private LocalClock clock(ZoneId zone) {
        return clocks.computeIfAbsent(zone, LocalClock::new);
    }

    // time

    /** @param subject what the rows before must be about */
    private boolean time(Id owner, DeadReason unknown, String subject, boolean strictly) {
        String text = timeText();
        if (text == null) {
            return dead(DeadReason.MALFORMED, "at: missing");
        }
        if (!text.equals(lastTimeText)) {
            lastTimeText = text;
            lastTimeRead = read(text);
        }
        if (!lastTimeRead) {
            return dead(
                    DeadReason.BAD_TIME,
                    text.isEmpty() ? "at: blank" : "at: " + quoted(text) + " is not " + names() + maybeSerial(text));
        }
        LocalClock clock = reading.zone != null ? clock(reading.zone) : rule.ofPark() ? owner.clock() : fixedClock;
        if (reading.local && clock == null) {
            return rule.ofPark()
                    ? dead(unknown, "the registry does not have it, so its park's zone is not known")
                    : dead(DeadReason.BAD_TIME, "at: " + quoted(text) + " has no offset, and the mapping no zone");
        }
        if (intervalPlace >= 0) {
            return interval(clock, text);
        }
        if (wide >= 0 && hasTimeOfDay()) {
            return dead(DeadReason.BAD_TIME, "at: " + quoted(text) + " has a time of day, and the columns have it too");
        }
        long millis = reading.millis + (wide < 0 ? 0 : mapping.times().get(wide) * 60_000L);
        if (reading.local) {
            RowOrder rows = clock.changes() ? orders.computeIfAbsent(subject, of -> new RowOrder()) : anyOrder;
            millis = clock.instant(millis, rows, strictly);
            if (millis == LocalClock.NONE) {
                return dead(
                        DeadReason.BAD_TIME,
                        "at: " + quoted(text) + (wide < 0 ? "" : " " + wideTimes[wide])
                                + " is not there: clocks went forward");
            }
        }
        at = millis + rule.stamp().toEnd(rule.length());
        return isInRange(at) || dead(DeadReason.BAD_TIME, "at: " + quoted(text) + " is not in 2000 to 2099");
    }

    /** Of an instant nobody can say which time of which day it is. */
    private boolean hasTimeOfDay() {
        return reading.local && Math.floorMod(reading.millis, LocalDays.DAY_MILLIS) != 0;
    }

    private boolean interval(LocalClock clock, String text) {
        String given = row.text(intervalPlace);
        if (hasTimeOfDay()) {
            return dead(
                    DeadReason.BAD_TIME,
                    "at: " + quoted(text) + " has a time of day, and intervals are counted from its begin");
        }
        Long n = given == null ? null : Numbers.whole(IdRule.trimmed(given));
        long start = reading.local ? clock.dayStart(reading.millis) : reading.millis;
        long end = reading.local ? clock.dayStart(reading.millis + LocalDays.DAY_MILLIS) : start + LocalDays.DAY_MILLIS;
        if (n == null || n < 1 || n > (end - start) / rule.length()) {
            return dead(
                    DeadReason.BAD_TIME,
                    "at: " + quoted(text) + " has no interval " + (given == null ? "(missing)" : quoted(given))
                            + "; expected 1 to " + (end - start) / rule.length());
        }
        at = start + n * rule.length();
        return isInRange(at) || dead(DeadReason.BAD_TIME, "at: " + quoted(text) + " is not in 2000 to 2099");
    }

    private String timeText() {
        if (timeConstant != null) {
            return timeConstant;
        }
        if (timeParts.length == 1) {
            String text = row.text(timeParts[0]);
            return text == null ? null : IdRule.trimmed(text);
        }
        List<String> texts = new ArrayList<>();
        for (int part : timeParts) {
            String text = row.text(part);
            if (text == null) {
                return null;
            }
            texts.add(IdRule.trimmed(text));
        }
        return String.join(" ", texts);
    }

    private boolean read(String text) {
        for (TimeFormat format : rule.formats()) {
            if (format.read(text, reading)) {
                return true;
            }
        }
        return false;
    }

    private String maybeSerial(String text) {
        return SerialDay.INSTANCE.read(text, new TimeReading())
                ? "; a spreadsheet's number of a day is " + SerialDay.NAME
                : "";
    }

    private String names() {
        return String.join(
                " or ", rule.formats().stream().map(TimeFormat::toString).toList());
    }
}
