package io.parkpulse.live;

import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** The records of a recording in the order in which they come through a network that delays each as it likes. */
record Arrivals(List<Arrival> records) {
    /** @param due when it comes, event time */
    record Arrival(Stream stream, byte[] line, long due) {}

    /** @param delay the longest that a record is under way */
    static Arrivals of(Path recording, Duration delay, Random random) throws IOException {
        List<Arrival> records = new ArrayList<>();
        RecordGlance glance = new RecordGlance();
        for (Stream stream : Stream.values()) {
            long latest = Long.MIN_VALUE;
            List<byte[]> untimed = new ArrayList<>();
            String lines = Files.readString(recording.resolve(stream.fileName()), StandardCharsets.ISO_8859_1);
            for (String text : lines.split("\n")) {
                if (text.isBlank()) {
                    continue; // no record
                }
                byte[] line = text.getBytes(StandardCharsets.ISO_8859_1);
                glance.read(stream, line, 0, line.length);
                if (glance.at() == TimeText.NONE) {
                    untimed.add(line);
                } else {
                    latest = glance.at();
                    records.add(new Arrival(stream, line, latest + random.nextLong(delay.toMillis() + 1)));
                }
            }
            for (byte[] line : untimed) {
                records.add(new Arrival(stream, line, latest - random.nextLong(delay.toMillis() + 1)));
            }
        }
        records.sort(Comparator.comparingLong(Arrival::due));
        return new Arrivals(records);
    }

    /** A part of them, from one share of all to another. */
    Arrivals part(double from, double to) {
        return new Arrivals(records.subList((int) (records.size() * from), (int) (records.size() * to)));
    }
}
