package io.parkpulse.ingest;

import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.model.StreamField;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.IdIndex;
import io.parkpulse.roster.Roster;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/**
 * Reads one record of a stream and judges it by itself: everything that can be said of it without its neighbours. A
 * record with several defects gets the first in the order of {@link DeadReason}.
 *
 * <p>Not thread-safe: the results of the last record are kept in the reader.
 */
public final class RecordReader {
    /** How far ahead of the time it was received a record may be. */
    public static final long FUTURE_MILLIS = 5 * 60_000;

    private static final long LONGEST_PERIOD = 1L << 50;

    private final Roster roster;
    private final MeterFacts[] meters;
    private final Fields fields = new Fields();
    private final NumberText number = new NumberText();
    private final RecordMistake mistake;

    private Stream stream;
    private FieldTable table;
    private long receivedDefault;
    private DeadReason reason;
    private String detail;

    private int subject;
    private long at;
    private long value;
    private long also;
    private long rev;
    private long period;
    private int flags;
    private long whOfUnit;
    private byte[] lastTimeText = {};
    private long lastTime = TimeText.NONE;
    private byte[] lastPeriod = {'P', 'T', '1', '5', 'M'};
    private long lastPeriodMillis = 15 * 60_000;

    /**
     * What judging a reading needs of its meter.
     *
     * @param factor Wh of a unit
     * @param unscaled of the factor; 0 if that is no long
     */
    private record MeterFacts(BigDecimal factor, long unscaled, boolean alwaysValid) {}

    public RecordReader(Roster roster) {
        this.roster = roster;
        this.mistake = new RecordMistake(roster);
        this.meters = new MeterFacts[roster.count(Subject.METER)];
        for (int i = 0; i < meters.length; i++) {
            Roster.MeterEntry entry = roster.meter(i);
            BigDecimal factor = entry.register().whPerUnit();
            boolean alwaysValid = false;
            for (int owner : entry.owners()) {
                for (Roster.Row row : roster.rows(owner)) {
                    Enterprise enterprise = row.enterprise();
                    alwaysValid |= enterprise.validFrom() == Long.MIN_VALUE && enterprise.validTo() == Long.MAX_VALUE;
                }
            }
            boolean fits = factor.unscaledValue().bitLength() < Long.SIZE;
            meters[i] = new MeterFacts(factor, fits ? factor.unscaledValue().longValueExact() : 0, alwaysValid);
        }
    }

    /** {@link #read(Stream, byte[], int, int, long)} of a record of which only it itself can say when it was received. */
    public boolean read(Stream ofStream, byte[] buffer, int offset, int length) {
        return read(ofStream, buffer, offset, length, TimeText.NONE);
    }

    /**
     * Reads a record.
     *
     * @param arrived when it reached the system, epoch milliseconds, if the record does not say so itself;
     *     {@link TimeText#NONE} if that is not known
     * @return whether it is valid by itself; then {@link #observation} makes it an observation, otherwise
     *     {@link #reason} and {@link #detail} say what is wrong
     */
    public boolean read(Stream ofStream, byte[] buffer, int offset, int length, long arrived) {
        stream = ofStream;
        receivedDefault = arrived;
        reason = null;
        detail = null;
        table = FieldTable.of(stream);
        if (!PlainJson.find(table, buffer, offset, length, fields)) {
            String defect = AnyJson.find(table, buffer, offset, length, fields);
            if (defect != null) {
                return dead(DeadReason.MALFORMED, defect);
            }
        }
        rev = 0;
        period = 0;
        flags = 0;
        value = 0;
        also = Observation.NOTHING_MORE;
        return isWellFormed()
                && hasTimes()
                && hasValues()
                && isKnown()
                && isInsideValidity()
                && isNotFuture()
                && isPlausible();
    }

    /**
     * A cheap look at the time of a record that may not be valid.
     *
     * @return epoch milliseconds, or {@link TimeText#NONE}
     */
    public long peekTime(Stream ofStream, byte[] buffer, int offset, int length) {
        FieldTable known = FieldTable.of(ofStream);
        if (!PlainJson.find(known, buffer, offset, length, fields)
                && AnyJson.find(known, buffer, offset, length, fields) != null) {
            return TimeText.NONE;
        }
        return time(Fields.AT);
    }

    /** Why the last record is not valid. */
    public DeadReason reason() {
        return reason;
    }

    /** What exactly is wrong with the last record, for a person. */
    public String detail() {
        return detail;
    }

    /** The groups that the last record, which was valid, goes to; the first is the one that counts it. */
    public int groups() {
        return switch (stream.subject()) {
            case METER -> roster.meter(subject).groups().length;
            case ENTERPRISE -> 1;
        };
    }

    /**
     * The last record, which was valid, as an observation.
     *
     * @param copy 0 to {@link #groups} − 1
     * @param lineNumber its number in its source
     * @param raw its original bytes
     */
    public Observation observation(int copy, long lineNumber, byte[] raw) {
        int group = switch (stream.subject()) {
            case METER -> roster.meter(subject).groups()[copy];
            case ENTERPRISE -> roster.groupOf(subject);
        };
        return new Observation(
                group,
                Observation.Kind.of(stream),
                subject,
                at,
                Observation.NOT_SAID,
                value,
                also,
                rev,
                period,
                copy == 0 ? flags | Observation.PRIMARY : flags,
                fields.isMissing(Fields.NAME) ? "" : fields.text(Fields.NAME),
                lineNumber,
                raw);
    }

    private boolean dead(DeadReason why, String what) {
        reason = why;
        detail = what;
        return false;
    }

    // malformed

    private boolean isWellFormed() {
        for (int place = 0; place < table.size(); place++) {
            byte kind = fields.kind[table.numberAt(place)];
            if (!table.allows(place, kind)) {
                return dead(DeadReason.MALFORMED, RecordMistake.type(table.at(place), fields, table.numberAt(place)));
            }
            if (kind == Fields.TEXT && !isWellSpelled(table.at(place), table.numberAt(place))) {
                return false;
            }
        }
        return table.inPlaceOfValue().length == 0 || hasValueOrWhatIsInItsPlace();
    }

    private boolean hasValueOrWhatIsInItsPlace() {
        int first = -1;
        int missing = -1;
        for (int number : table.inPlaceOfValue()) {
            if (fields.isMissing(number)) {
                missing = number;
            } else if (first < 0) {
                first = number;
            }
        }
        if (fields.isMissing(Fields.VALUE)) {
            // Without any of them it is the value that is missing.
            int wanted = first < 0 ? Fields.VALUE : missing;
            return wanted < 0 || dead(DeadReason.MALFORMED, RecordMistake.type(table.get(wanted), fields, wanted));
        }
        return first < 0
                || dead(
                        DeadReason.MALFORMED,
                        nameOf(first) + ": in a record with " + nameOf(Fields.VALUE) + "; expected one or the other");
    }

    private boolean isWellSpelled(StreamField field, int number) {
        return switch (field.type()) {
            case TEXT, TIME, WHOLE, ENERGY -> true;
            case WORD -> {
                StreamField.Word word = word(field, number);
                flags |= word == null ? 0 : (int) word.meaning();
                yield word != null;
            }
            case UNIT -> {
                StreamField.Word word = word(field, number);
                whOfUnit = word == null ? 0 : word.meaning();
                yield word != null;
            }
            case DURATION -> isDuration();
        };
    }

    /** The word that stands in a field; null if it is none of those that may. */
    private StreamField.Word word(StreamField field, int number) {
        for (StreamField.Word word : field.words()) {
            if (fields.textEquals(number, word.text())) {
                return word;
            }
        }
        dead(DeadReason.MALFORMED, RecordMistake.word(field, fields, number));
        return null;
    }

    private boolean isDuration() {
        int from = fields.offset[Fields.PERIOD];
        int to = from + fields.length[Fields.PERIOD];
        // A meter's periods are nearly always the same.
        if (!Arrays.equals(lastPeriod, 0, lastPeriod.length, fields.buffer[Fields.PERIOD], from, to)) {
            try {
                Duration duration = Duration.parse(fields.text(Fields.PERIOD));
                lastPeriodMillis = duration.compareTo(Duration.ofMillis(LONGEST_PERIOD)) > 0
                        ? LONGEST_PERIOD
                        : duration.isNegative() ? -1 : duration.toMillis();
            } catch (DateTimeParseException e) {
                return dead(DeadReason.MALFORMED, RecordMistake.duration("period", fields, Fields.PERIOD));
            }
            lastPeriod = Arrays.copyOfRange(fields.buffer[Fields.PERIOD], from, to);
        }
        period = lastPeriodMillis;
        return true;
    }

    // bad-time

    private boolean hasTimes() {
        at = time(Fields.AT);
        if (at == TimeText.NONE) {
            return dead(DeadReason.BAD_TIME, mistake.time("at", fields, Fields.AT));
        }
        if (!fields.isMissing(Fields.RECEIVED) && time(Fields.RECEIVED) == TimeText.NONE) {
            return dead(DeadReason.BAD_TIME, mistake.time("received", fields, Fields.RECEIVED));
        }
        return true;
    }

    private long time(int field) {
        if (field != Fields.AT || fields.kind[field] != Fields.TEXT) {
            return fields.time(field, number);
        }
        // Many meters are read at the same time.
        int from = fields.offset[field];
        int to = from + fields.length[field];
        if (!Arrays.equals(lastTimeText, 0, lastTimeText.length, fields.buffer[field], from, to)) {
            lastTime = fields.time(field, number);
            lastTimeText = Arrays.copyOfRange(fields.buffer[field], from, to);
        }
        return lastTime;
    }

    // bad-value

    private boolean hasValues() {
        if (isBlank(Fields.ID)) {
            return dead(DeadReason.BAD_VALUE, nameOf(Fields.ID) + ": blank");
        }
        if (!fields.isMissing(Fields.NAME) && isBlank(Fields.NAME)) {
            return dead(DeadReason.BAD_VALUE, nameOf(Fields.NAME) + ": blank");
        }
        if (!fields.isMissing(Fields.REV)) {
            if (!isWholeNumber(Fields.REV)) {
                return false;
            }
            rev = number.toLong();
        }
        if (!fields.isMissing(Fields.PERIOD) && period <= 0) {
            return dead(DeadReason.BAD_VALUE, nameOf(Fields.PERIOD) + ": expected at least a millisecond");
        }
        subject = roster.index(stream.subject())
                .find(fields.buffer[Fields.ID], fields.offset[Fields.ID], fields.length[Fields.ID], subject + 1);
        if (!fields.isMissing(Fields.CAME_IN)) {
            return hasPassages();
        }
        return fields.isMissing(Fields.VALUE) || hasValue(table.get(Fields.VALUE));
    }

    private boolean hasPassages() {
        if (!isWholeNumber(Fields.CAME_IN)) {
            return false;
        }
        value = number.toLong();
        if (!isWholeNumber(Fields.WENT_OUT)) {
            return false;
        }
        also = number.toLong();
        return true;
    }

    private boolean hasValue(StreamField field) {
        return switch (field.type()) {
            case WHOLE -> {
                boolean whole = isWholeNumber(Fields.VALUE);
                value = whole ? number.toLong() : 0;
                yield whole;
            }
            case ENERGY -> hasEnergy();
            case TEXT, TIME, WORD, UNIT, DURATION -> throw new IllegalStateException(field.name() + " is no number");
        };
    }

    private boolean hasEnergy() {
        if (!isNumber(Fields.VALUE)) {
            return false;
        }
        if (!fields.isMissing(Fields.UNIT)) {
            value = number.times(whOfUnit, 0);
        } else if (subject != IdIndex.NONE) {
            MeterFacts meter = meters[subject];
            value = meter.unscaled() > 0
                    ? number.times(meter.unscaled(), meter.factor().scale())
                    : number.times(meter.factor());
        }
        return value >= 0
                || dead(
                        DeadReason.BAD_VALUE,
                        RecordMistake.number(nameOf(Fields.VALUE), fields, Fields.VALUE, "beyond 2^53 Wh"));
    }

    private String nameOf(int field) {
        return table.get(field).name();
    }

    private boolean isBlank(int field) {
        for (int i = 0; i < fields.length[field]; i++) {
            byte c = fields.buffer[field][fields.offset[field] + i];
            if (c > ' ') {
                return false;
            }
            if (c != ' ') {
                return fields.text(field).isBlank();
            }
        }
        return true;
    }

    private boolean isNumber(int field) {
        String defect = switch (number.read(fields.buffer[field], fields.offset[field], fields.length[field])) {
            case FINE -> null;
            case NOT_A_NUMBER -> "not a number";
            case NEGATIVE -> RecordMistake.negative(table, field);
            case TOO_LARGE -> "beyond 2^53";
        };
        return defect == null || dead(DeadReason.BAD_VALUE, RecordMistake.number(nameOf(field), fields, field, defect));
    }

    private boolean isWholeNumber(int field) {
        return isNumber(field)
                && (number.isWhole()
                        || dead(DeadReason.BAD_VALUE, RecordMistake.number(nameOf(field), fields, field, "not whole")));
    }

    // unknown-meter, unknown-enterprise, outside-validity, future, implausible

    private boolean isKnown() {
        return subject != IdIndex.NONE || dead(stream.subject().unknown(), mistake.unknown(stream.subject(), fields));
    }

    private boolean isInsideValidity() {
        boolean inside = switch (stream.subject()) {
            case METER -> meters[subject].alwaysValid() || anyOwnerValid();
            case ENTERPRISE -> anyRowValid(subject, at);
        };
        return inside || dead(DeadReason.OUTSIDE_VALIDITY, "no row of the enterprise is valid at that time");
    }

    private boolean anyOwnerValid() {
        for (int owner : roster.meter(subject).owners()) {
            // The closing reading, at the very end of a row, still counts.
            if (anyRowValid(owner, at) || anyRowEndsAt(owner)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyRowValid(int enterprise, long instant) {
        for (Roster.Row row : roster.rows(enterprise)) {
            if (row.enterprise().validAt(instant)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyRowEndsAt(int enterprise) {
        for (Roster.Row row : roster.rows(enterprise)) {
            if (row.enterprise().validTo() == at) {
                return true;
            }
        }
        return false;
    }

    private boolean isNotFuture() {
        long received = fields.isMissing(Fields.RECEIVED) ? receivedDefault : time(Fields.RECEIVED);
        return received == TimeText.NONE
                || at <= received + FUTURE_MILLIS
                || dead(DeadReason.FUTURE, "more than 5 minutes after it was received");
    }

    private boolean isPlausible() {
        return switch (stream.subject()) {
            case METER -> isPlausibleReading();
            case ENTERPRISE -> true;
        };
    }

    private boolean isPlausibleReading() {
        Roster.MeterEntry entry = roster.meter(subject);
        if (entry.terms().kind() == MeterKind.CUMULATIVE) {
            period = 0;
            return true;
        }
        if (period == 0) {
            period = entry.terms().everyMillis();
        }
        flags &= ~Observation.RESET;
        return entry.terms().rating().allows(value, period)
                || dead(DeadReason.IMPLAUSIBLE, "more than the meter can measure in that time");
    }
}
