package io.parkpulse.mapping;

import io.parkpulse.ingest.TimeText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/** The local times of a zone as instants. Keeps the span in which the last one lay, so most cost a subtraction. */
final class LocalClock {
    /** What is answered for a local time that is not there. */
    static final long NONE = Long.MIN_VALUE;

    private final ZoneRules rules;
    private final boolean changes;
    /** Local times from here to there are once there, with this offset. */
    private long from = 1;

    private long to;
    private long offset;

    LocalClock(ZoneId zone) {
        this.rules = zone.getRules();
        this.changes = rules.nextTransition(Instant.ofEpochMilli(TimeText.EARLIEST)) != null;
    }

    /** Whether a local time of this century may be twice there. */
    boolean changes() {
        return changes;
    }

    /**
     * The instant of a local time; of one that is twice there that which the order of rows says.
     *
     * @param local milliseconds, as if it were in UTC
     * @param rows those before of the same thing; takes this one, too, if it is there
     * @param strictly whether two rows cannot be of the same instant
     */
    long instant(long local, RowOrder rows, boolean strictly) {
        if (local >= from && local < to) {
            rows.take(local - offset);
            return local - offset;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(local, 1000L), (int) Math.floorMod(local, 1000L) * 1_000_000, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.isEmpty()) {
            return NONE;
        }
        long first = local - millis(offsets.get(0));
        if (offsets.size() == 1) {
            keepSpan(first, millis(offsets.get(0)));
            rows.take(first);
            return first;
        }
        return rows.takeOneOf(first, local - millis(offsets.get(1)), strictly);
    }

    /** The instant at which a local day begins, also where its midnight is not there. */
    long dayStart(long localDay) {
        long start = instant(localDay, new RowOrder(), false);
        if (start != NONE) {
            return start;
        }
        ZoneOffsetTransition gap =
                rules.getTransition(LocalDateTime.ofEpochSecond(Math.floorDiv(localDay, 1000L), 0, ZoneOffset.UTC));
        return gap.getInstant().toEpochMilli();
    }

    private void keepSpan(long instant, long itsOffset) {
        Instant at = Instant.ofEpochMilli(instant);
        ZoneOffsetTransition earlier = rules.previousTransition(at.plusMillis(1));
        ZoneOffsetTransition later = rules.nextTransition(at);
        offset = itsOffset;
        from = earlier == null
                ? Long.MIN_VALUE / 2
                : earlier.getInstant().toEpochMilli()
                        + Math.max(millis(earlier.getOffsetBefore()), millis(earlier.getOffsetAfter()));
        to = later == null
                ? Long.MAX_VALUE / 2
                : later.getInstant().toEpochMilli()
                        + Math.min(millis(later.getOffsetBefore()), millis(later.getOffsetAfter()));
    }

    private static long millis(ZoneOffset offset) {
        return offset.getTotalSeconds() * 1000L;
    }
}
