package io.parkpulse.ingest;

import io.parkpulse.message.Message;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.model.StreamField;
import io.parkpulse.roster.IdIndex;
import io.parkpulse.roster.MeterEntry;
import io.parkpulse.roster.Roster;
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
    private final RecordMistake mistakes;

    private Stream stream;
    private FieldTable table;
    private long receivedDefault;
    private DeadReason reason;
    private Mistake mistake;

    private int subject;
    private long at;
    private long received;
    private long value;
    private long also;
    private long rev;
    private long period;
    private int flags;
    /** The segment that reads a reading; null where no row of its meter holds. */
    private MeterEntry.Segment segment;
    /** The segment that begins at its instant and reads it too, see {@link #also}; null if there is none. */
    private MeterEntry.Segment opening;
    /** What the reading shows in the segment last looked at, Wh. */
    private long wh;

    private long whOfUnit;
    private byte[] lastTimeText = {};
    private long lastTime = TimeText.NONE;
    private byte[] lastPeriod = {'P', 'T', '1', '5', 'M'};
    private long lastPeriodMillis = 15 * 60_000;

    public RecordReader(Roster roster) {
        this.roster = roster;
        this.mistakes = new RecordMistake(roster);
        this.meters = MeterFacts.ofAll(roster);
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
        mistake = null;
        table = FieldTable.of(stream);
        if (!PlainJson.find(table, buffer, offset, length, fields)) {
            Message defect = AnyJson.find(table, buffer, offset, length, fields);
            if (defect != null) {
                return dead(DeadReason.MALFORMED, Mistake.ofRecord(defect));
            }
        }
        rev = 0;
        period = 0;
        flags = 0;
        value = 0;
        also = Observation.NOTHING_MORE;
        segment = null;
        opening = null;
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

    /** What exactly is wrong with the last record, for a person; null if it is valid. */
    public String detail() {
        return mistake == null ? null : mistake.text();
    }

    /** The same in its parts. */
    public Mistake mistake() {
        return mistake;
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
                isOrderedByReceipt() ? received : Observation.NOT_SAID,
                value,
                also,
                rev,
                period,
                copy == 0 ? flags | Observation.PRIMARY : flags,
                fields.isMissing(Fields.NAME) ? "" : fields.text(Fields.NAME),
                lineNumber,
                raw);
    }

    /** Of check-ins it is never asked. */
    private boolean isOrderedByReceipt() {
        return switch (stream) {
            case POWER, HEADCOUNT -> true;
            case CHECKIN -> false;
        };
    }

    private boolean dead(DeadReason why, Mistake what) {
        reason = why;
        mistake = what;
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
                        new Mistake(
                                table.get(first),
                                null,
                                Message.of(
                                        "record.beside",
                                        "field",
                                        table.get(Fields.VALUE).name()),
                                Message.of("record.expected.either")));
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
                return dead(
                        DeadReason.MALFORMED, RecordMistake.duration(table.get(Fields.PERIOD), fields, Fields.PERIOD));
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
            return dead(DeadReason.BAD_TIME, mistakes.time(table.get(Fields.AT), fields, Fields.AT));
        }
        if (fields.isMissing(Fields.RECEIVED)) {
            received = receivedDefault;
            return true;
        }
        received = time(Fields.RECEIVED);
        return received != TimeText.NONE
                || dead(DeadReason.BAD_TIME, mistakes.time(table.get(Fields.RECEIVED), fields, Fields.RECEIVED));
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
            return dead(DeadReason.BAD_VALUE, Mistake.ofField(table.get(Fields.ID), "record.blank"));
        }
        if (!fields.isMissing(Fields.NAME) && isBlank(Fields.NAME)) {
            return dead(DeadReason.BAD_VALUE, Mistake.ofField(table.get(Fields.NAME), "record.blank"));
        }
        if (!fields.isMissing(Fields.REV)) {
            if (!isWholeNumber(Fields.REV)) {
                return false;
            }
            rev = number.toLong();
        }
        if (!fields.isMissing(Fields.PERIOD) && period <= 0) {
            return dead(
                    DeadReason.BAD_VALUE,
                    new Mistake(table.get(Fields.PERIOD), null, null, Message.of("record.expected.millisecond")));
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
        NumberText.Verdict verdict = spelled(Fields.VALUE);
        if (subject == IdIndex.NONE) {
            return isFine(Fields.VALUE, verdict)
                    && (fields.isMissing(Fields.UNIT) || isInRange(number.times(whOfUnit, 0)));
        }
        MeterEntry meter = roster.meter(subject);
        if (!meters[subject].alwaysValid() && !meter.isHeldAt(at)) {
            // Nobody can say what it is in Wh.
            return isFine(Fields.VALUE, ofSigned(verdict, meter.isEverSigned()));
        }
        segment = meter.segmentAt(at);
        opening = meter.joinedAt(at);
        boolean isRead = hasEnergyIn(segment, verdict);
        value = wh;
        if (opening == null) {
            return isRead;
        }
        boolean isReadNext = hasEnergyIn(opening, verdict);
        also = wh;
        return isReadIn(isRead, isReadNext);
    }

    /** Goes on with a reading in those of two segments that can read it, if there is one. */
    private boolean isReadIn(boolean isRead, boolean isReadNext) {
        if (isRead || isReadNext) {
            if (reason != null) {
                flags |= Observation.refusedElsewhere(reason);
            }
            reason = null;
            mistake = null;
            if (!isRead) {
                segment = opening;
                value = also;
                flags |= Observation.OPENS;
            }
            if (!isRead || !isReadNext) {
                opening = null;
                also = Observation.NOTHING_MORE;
            }
        }
        return isRead || isReadNext;
    }

    private boolean hasEnergyIn(MeterEntry.Segment reading, NumberText.Verdict verdict) {
        if (!isFine(Fields.VALUE, ofSigned(verdict, reading.register().signed()))) {
            return false;
        }
        if (!fields.isMissing(Fields.UNIT)) {
            wh = number.times(whOfUnit, 0);
        } else {
            wh = meters[subject].factorIn(reading).times(number);
        }
        return isInRange(wh);
    }

    private boolean isInRange(long energyWh) {
        return energyWh != NumberText.BEYOND
                || dead(
                        DeadReason.BAD_VALUE,
                        RecordMistake.number(
                                table.get(Fields.VALUE), fields, Fields.VALUE, Message.of("record.too_large_wh")));
    }

    private static NumberText.Verdict ofSigned(NumberText.Verdict verdict, boolean signed) {
        return signed && verdict == NumberText.Verdict.NEGATIVE ? NumberText.Verdict.FINE : verdict;
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

    private NumberText.Verdict spelled(int field) {
        return number.read(fields.buffer[field], fields.offset[field], fields.length[field]);
    }

    private boolean isFine(int field, NumberText.Verdict verdict) {
        Message defect = switch (verdict) {
            case FINE -> null;
            case NOT_A_NUMBER -> Message.of("record.not_number");
            case NEGATIVE -> RecordMistake.negative(table, field);
            case TOO_LARGE -> Message.of("record.too_large");
        };
        return defect == null
                || dead(DeadReason.BAD_VALUE, RecordMistake.number(table.get(field), fields, field, defect));
    }

    private boolean isWholeNumber(int field) {
        return isFine(field, spelled(field))
                && (number.isWhole()
                        || dead(
                                DeadReason.BAD_VALUE,
                                RecordMistake.number(table.get(field), fields, field, Message.of("record.not_whole"))));
    }

    // unknown-meter, unknown-enterprise, outside-validity, future, implausible

    private boolean isKnown() {
        return subject != IdIndex.NONE
                || dead(stream.subject().unknown(), mistakes.unknown(stream.subject(), table.get(Fields.ID), fields));
    }

    private boolean isInsideValidity() {
        return switch (stream.subject()) {
            case METER ->
                meters[subject].alwaysValid()
                        || roster.isOwnedAt(roster.meter(subject), at)
                        || dead(DeadReason.OUTSIDE_VALIDITY, Mistake.ofRecord(Message.of("record.meter_not_valid")));
            case ENTERPRISE ->
                anyRowValid()
                        || dead(
                                DeadReason.OUTSIDE_VALIDITY,
                                Mistake.ofRecord(Message.of("record.enterprise_not_valid")));
        };
    }

    private boolean anyRowValid() {
        return roster.rows(subject).at(at) != null;
    }

    private boolean isNotFuture() {
        return received == TimeText.NONE
                || at <= received + FUTURE_MILLIS
                || dead(DeadReason.FUTURE, Mistake.ofRecord(Message.of("record.future")));
    }

    private boolean isPlausible() {
        return switch (stream.subject()) {
            case METER -> isPlausibleReading();
            case ENTERPRISE -> true;
        };
    }

    private boolean isPlausibleReading() {
        if (segment.terms().kind() == MeterKind.CUMULATIVE) {
            period = 0;
            return true;
        }
        flags &= ~Observation.RESET;
        boolean isAllowed = isAllowedIn(segment, value);
        if (opening != null) {
            isAllowed = isReadIn(isAllowed, isAllowedIn(opening, also));
        }
        // Where each of two segments has an interval of its own, each takes that.
        if (opening == null || opening.terms().everyMillis() == segment.terms().everyMillis()) {
            period = periodIn(segment);
        }
        return isAllowed;
    }

    private boolean isAllowedIn(MeterEntry.Segment reading, long energyWh) {
        return reading.terms().rating().allows(energyWh, periodIn(reading))
                || dead(DeadReason.IMPLAUSIBLE, Mistake.ofRecord(Message.of("record.implausible")));
    }

    private long periodIn(MeterEntry.Segment reading) {
        return period > 0 ? period : reading.terms().everyMillis();
    }
}
