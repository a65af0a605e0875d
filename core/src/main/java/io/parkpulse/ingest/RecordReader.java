package io.parkpulse.ingest;

import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
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
    private long receivedDefault;
    private DeadReason reason;
    private String detail;

    private int subject;
    private long at;
    private long value;
    private long rev;
    private long period;
    private int flags;
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
        this.meters = new MeterFacts[roster.meterCount()];
        for (int i = 0; i < meters.length; i++) {
            Roster.MeterEntry entry = roster.meter(i);
            BigDecimal factor = entry.meter().whPerUnit().stripTrailingZeros();
            factor = factor.scale() < 0 ? factor.setScale(0) : factor;
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
        FieldNames names = FieldNames.of(stream);
        if (!PlainJson.find(names, buffer, offset, length, fields)) {
            String defect = AnyJson.find(names, buffer, offset, length, fields);
            if (defect != null) {
                return dead(DeadReason.MALFORMED, defect);
            }
        }
        rev = 0;
        period = 0;
        flags = 0;
        value = 0;
        return isWellFormed(names)
                && hasTimes()
                && hasValues(names)
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
        FieldNames names = FieldNames.of(ofStream);
        if (!PlainJson.find(names, buffer, offset, length, fields)
                && AnyJson.find(names, buffer, offset, length, fields) != null) {
            return TimeText.NONE;
        }
        return isTimeShaped(Fields.AT) ? time(Fields.AT) : TimeText.NONE;
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
        return stream == Stream.POWER ? roster.meter(subject).groups().length : 1;
    }

    /**
     * The last record, which was valid, as an observation.
     *
     * @param copy 0 to {@link #groups} − 1
     * @param lineNumber its number in its source
     * @param raw its original bytes
     */
    public Observation observation(int copy, long lineNumber, byte[] raw) {
        int copyFlags = copy == 0 ? flags | Observation.PRIMARY : flags;
        return switch (stream) {
            case POWER ->
                new Observation(
                        roster.meter(subject).groups()[copy],
                        Observation.Kind.POWER,
                        subject,
                        at,
                        value,
                        rev,
                        period,
                        copyFlags,
                        "",
                        lineNumber,
                        raw);
            case HEADCOUNT, CHECKIN ->
                new Observation(
                        roster.groupOf(subject),
                        stream == Stream.HEADCOUNT ? Observation.Kind.HEADCOUNT : Observation.Kind.CHECKIN,
                        subject,
                        at,
                        value,
                        rev,
                        0,
                        copyFlags,
                        fields.text(Fields.NAME),
                        lineNumber,
                        raw);
        };
    }

    private boolean dead(DeadReason why, String what) {
        reason = why;
        detail = what;
        return false;
    }

    // malformed

    private boolean isWellFormed(FieldNames names) {
        boolean shaped = isRequired(names, Fields.ID, fields.kind[Fields.ID] == Fields.TEXT)
                && isRequired(names, Fields.AT, isTimeShaped(Fields.AT))
                && (fields.isMissing(Fields.RECEIVED) || isOf(names, Fields.RECEIVED, isTimeShaped(Fields.RECEIVED)));
        if (!shaped) {
            return false;
        }
        return switch (stream) {
            case POWER ->
                isRequired(names, Fields.VALUE, fields.isNumber(Fields.VALUE))
                        && (fields.isMissing(Fields.REV) || isOf(names, Fields.REV, fields.isNumber(Fields.REV)))
                        && (fields.isMissing(Fields.UNIT) || isWord(names, Fields.UNIT, "Wh", "kWh", "MWh", "10MWh"))
                        && (fields.isMissing(Fields.EVENT) || isWord(names, Fields.EVENT, "RESET"))
                        && (fields.isMissing(Fields.PERIOD) || isDuration(names));
            case HEADCOUNT ->
                isRequired(names, Fields.NAME, fields.kind[Fields.NAME] == Fields.TEXT)
                        && isRequired(names, Fields.VALUE, fields.isNumber(Fields.VALUE))
                        && (fields.isMissing(Fields.REV) || isOf(names, Fields.REV, fields.isNumber(Fields.REV)));
            case CHECKIN ->
                isRequired(names, Fields.NAME, fields.kind[Fields.NAME] == Fields.TEXT)
                        && isRequired(names, Fields.DIRECTION, fields.kind[Fields.DIRECTION] == Fields.TEXT)
                        && isWord(names, Fields.DIRECTION, "IN", "OUT")
                        && (fields.isMissing(Fields.MODE) || isWord(names, Fields.MODE, "ONSITE", "ONLINE"));
        };
    }

    private boolean isTimeShaped(int field) {
        return fields.kind[field] == Fields.TEXT || fields.isNumber(field);
    }

    private boolean isRequired(FieldNames names, int field, boolean rightType) {
        if (fields.kind[field] == Fields.ABSENT) {
            return dead(DeadReason.MALFORMED, names.nameOf(field) + ": missing");
        }
        return isOf(names, field, rightType);
    }

    private boolean isOf(FieldNames names, int field, boolean rightType) {
        return rightType || dead(DeadReason.MALFORMED, RecordMistake.type(names.nameOf(field), fields, field));
    }

    private boolean isWord(FieldNames names, int field, String... words) {
        if (fields.kind[field] != Fields.TEXT) {
            return isOf(names, field, false);
        }
        for (String word : words) {
            if (fields.textEquals(field, word)) {
                return true;
            }
        }
        return dead(DeadReason.MALFORMED, RecordMistake.word(names.nameOf(field), fields, field, words));
    }

    private boolean isDuration(FieldNames names) {
        if (fields.kind[Fields.PERIOD] != Fields.TEXT) {
            return isOf(names, Fields.PERIOD, false);
        }
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

    private boolean hasValues(FieldNames names) {
        if (isBlank(Fields.ID)) {
            return dead(DeadReason.BAD_VALUE, names.nameOf(Fields.ID) + ": blank");
        }
        if (stream != Stream.POWER && isBlank(Fields.NAME)) {
            return dead(DeadReason.BAD_VALUE, names.nameOf(Fields.NAME) + ": blank");
        }
        if (stream == Stream.CHECKIN) {
            flags = (fields.textEquals(Fields.DIRECTION, "IN") ? Observation.IN : 0)
                    | (!fields.isMissing(Fields.MODE) && fields.textEquals(Fields.MODE, "ONLINE")
                            ? Observation.ONLINE
                            : 0);
            return true;
        }
        if (!fields.isMissing(Fields.REV)) {
            if (!isWholeNumber(names, Fields.REV)) {
                return false;
            }
            rev = number.toLong();
        }
        if (stream == Stream.HEADCOUNT) {
            if (!isWholeNumber(names, Fields.VALUE)) {
                return false;
            }
            value = number.toLong();
            return true;
        }
        return hasEnergy(names);
    }

    private boolean hasEnergy(FieldNames names) {
        if (!fields.isMissing(Fields.PERIOD) && period <= 0) {
            return dead(DeadReason.BAD_VALUE, "period: expected at least a millisecond");
        }
        if (!isNumber(names, Fields.VALUE)) {
            return false;
        }
        flags = fields.isMissing(Fields.EVENT) ? 0 : Observation.RESET;
        subject = find(roster.meterIndex());
        if (!fields.isMissing(Fields.UNIT)) {
            value = number.times(whOfUnit(), 0);
        } else if (subject != IdIndex.NONE) {
            MeterFacts meter = meters[subject];
            value = meter.unscaled() > 0
                    ? number.times(meter.unscaled(), meter.factor().scale())
                    : number.times(meter.factor());
        }
        return value >= 0
                || dead(DeadReason.BAD_VALUE, RecordMistake.number("value", fields, Fields.VALUE, "beyond 2^53 Wh"));
    }

    private long whOfUnit() {
        if (fields.textEquals(Fields.UNIT, "kWh")) {
            return 1000;
        }
        if (fields.textEquals(Fields.UNIT, "MWh")) {
            return 1_000_000;
        }
        return fields.textEquals(Fields.UNIT, "10MWh") ? 10_000_000 : 1;
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

    private boolean isNumber(FieldNames names, int field) {
        String defect = switch (number.read(fields.buffer[field], fields.offset[field], fields.length[field])) {
            case FINE -> null;
            case NOT_A_NUMBER -> "not a number";
            case NEGATIVE -> "negative";
            case TOO_LARGE -> "beyond 2^53";
        };
        return defect == null
                || dead(DeadReason.BAD_VALUE, RecordMistake.number(names.nameOf(field), fields, field, defect));
    }

    private boolean isWholeNumber(FieldNames names, int field) {
        return isNumber(names, field)
                && (number.isWhole()
                        || dead(
                                DeadReason.BAD_VALUE,
                                RecordMistake.number(names.nameOf(field), fields, field, "not whole")));
    }

    // unknown-meter, unknown-enterprise, outside-validity, future, implausible

    private boolean isKnown() {
        if (stream == Stream.POWER) {
            return subject != IdIndex.NONE || dead(DeadReason.UNKNOWN_METER, mistake.unknownMeter(fields));
        }
        subject = find(roster.enterpriseIndex());
        return subject != IdIndex.NONE || dead(DeadReason.UNKNOWN_ENTERPRISE, mistake.unknownEnterprise(fields));
    }

    private int find(IdIndex index) {
        return index.find(fields.buffer[Fields.ID], fields.offset[Fields.ID], fields.length[Fields.ID], subject + 1);
    }

    private boolean isInsideValidity() {
        if (stream == Stream.POWER) {
            if (meters[subject].alwaysValid()) {
                return true;
            }
            for (int owner : roster.meter(subject).owners()) {
                // The closing reading, at the very end of a row, still counts.
                if (anyRowValid(owner, at) || anyRowEndsAt(owner)) {
                    return true;
                }
            }
        } else if (anyRowValid(subject, at)) {
            return true;
        }
        return dead(DeadReason.OUTSIDE_VALIDITY, "no row of the enterprise is valid at that time");
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
        if (stream != Stream.POWER) {
            return true;
        }
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
