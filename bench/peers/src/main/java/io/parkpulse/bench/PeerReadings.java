package io.parkpulse.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Readings and their energy, for the peers whose programs are written in Java. */
final class PeerReadings {
    private static final ObjectReader JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readerFor(OrdinaryLoop.Reading.class);

    private static final long LONGEST_MS = 48 * 3_600_000L;

    private PeerReadings() {}

    /** A reading of a meter that is known. */
    record Reading(PeerRegistry.MeterRow meter, long atMs, long wh) {}

    /** Takes a part of an interval's energy that lies in one slot. */
    @FunctionalInterface
    interface Pieces {
        void piece(long fromMs, long wh, long coveredMs);
    }

    /** Null for a line that is none of a known meter. */
    static Reading parse(byte[] line, PeerRegistry registry) {
        try {
            OrdinaryLoop.Reading reading = JSON.readValue(line);
            PeerRegistry.MeterRow meter =
                    reading == null ? null : registry.meters().get(reading.meter());
            if (meter == null || reading.at() == null || reading.value() == null) {
                return null;
            }
            return new Reading(
                    meter,
                    OffsetDateTime.parse(reading.at()).toInstant().toEpochMilli(),
                    reading.value()
                            .multiply(meter.whPerUnit())
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValue());
        } catch (JsonProcessingException | DateTimeException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    /** Cuts an energy where slots end. Falling registers and intervals of more than 48 hours give nothing. */
    static void cut(long fromMs, long toMs, long wh, long everyMs, long slotMs, long offsetMs, Pieces pieces) {
        long length = toMs - fromMs;
        if (wh < 0 || length <= 0 || length > LONGEST_MS) {
            return;
        }
        boolean covered = length <= 4 * everyMs;
        long given = 0;
        for (long start = fromMs; start < toMs; ) {
            long end = Math.min(toMs, (Math.floorDiv(start + offsetMs, slotMs) + 1) * slotMs - offsetMs);
            long upToHere = Math.multiplyExact(wh, end - fromMs) / length;
            pieces.piece(start, upToHere - given, covered ? end - start : 0);
            given = upToHere;
            start = end;
        }
    }
}
