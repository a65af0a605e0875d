package io.parkpulse.play;

import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.ingest.RecordReader;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The records of one stream that fall into a window, as lines of a recording. */
final class RecordedLines {
    private static final int LONGEST_RECORD = 1_000_000;
    /** How many records at the beginning wait for one that has a time. */
    private static final int MOST_UNDATED = 10_000;

    private final Stream stream;
    private final long from;
    private final long to;
    private final OutputStream out;
    private final RecordGlance glance = new RecordGlance();
    private final List<Undated> undated = new ArrayList<>();
    private long reached = TimeText.NONE;
    private long lines;
    private long withoutTime;
    private long empty;

    private record Undated(byte[] line, long timestamp) {}

    /** @param from the window [from, to) of event time, epoch milliseconds */
    RecordedLines(Stream stream, long from, long to, OutputStream out) {
        this.stream = stream;
        this.from = from;
        this.to = to;
        this.out = out;
    }

    /**
     * Takes the next record in the order of arrival.
     *
     * @param timestamp Kafka's, epoch milliseconds
     */
    void add(byte[] value, long timestamp) throws IOException {
        if (value == null || isBlank(value)) {
            empty++;
            return;
        }
        boolean object = glance.read(stream, value, 0, value.length);
        long at = glance.at();
        byte[] line = line(value, object && !glance.saysReceived() ? timestamp : TimeText.NONE);
        if (at == TimeText.NONE) {
            if (reached == TimeText.NONE && undated.size() < MOST_UNDATED) {
                undated.add(new Undated(line, timestamp));
            } else {
                writeUndated(line, reached == TimeText.NONE ? timestamp : reached);
            }
            return;
        }
        if (at <= timestamp + RecordReader.FUTURE_MILLIS) { // others say nothing of when they came
            reached = at;
            for (Undated earlier : undated) {
                writeUndated(earlier.line, reached);
            }
            undated.clear();
        }
        if (from <= at && at < to) {
            write(line);
        }
    }

    /** To be called at the end. */
    void end() throws IOException {
        for (Undated record : undated) {
            writeUndated(record.line, record.timestamp);
        }
        undated.clear();
    }

    private void writeUndated(byte[] line, long time) throws IOException {
        if (from <= time && time < to) {
            withoutTime++;
            write(line);
        }
    }

    private void write(byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
        lines++;
    }

    /** JSON without line feeds. */
    static byte[] onOneLine(byte[] json) {
        byte[] line = json.clone();
        for (int i = 0; i < line.length; i++) {
            // In JSON both are space between things and forbidden inside them, so the record stays what it is.
            line[i] = line[i] == '\n' ? (byte) '\r' : line[i];
        }
        return line;
    }

    /**
     * The line of a record.
     *
     * @param received when it was received, if that is to be added; {@link TimeText#NONE} if not
     */
    private static byte[] line(byte[] value, long received) {
        byte[] line = onOneLine(value);
        boolean tellable = received >= TimeText.EARLIEST && received < TimeText.TOO_LATE;
        if (!tellable) {
            return line;
        }
        int end = line.length - 1;
        while (line[end] != '}') {
            end--;
        }
        int last = end - 1;
        while (isSpace(line[last])) {
            last--;
        }
        String field = (line[last] == '{' ? "" : ",") + "\"received\":" + received;
        byte[] more = field.getBytes(StandardCharsets.US_ASCII);
        if (line.length + more.length > LONGEST_RECORD) { // it would make the record too long
            return line;
        }
        byte[] longer = Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, longer, end, more.length);
        System.arraycopy(line, end, longer, end + more.length, line.length - end);
        return longer;
    }

    private static boolean isBlank(byte[] value) {
        for (byte b : value) {
            if (!isSpace(b)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    long lines() {
        return lines;
    }

    /** How many of the lines have no time. */
    long withoutTime() {
        return withoutTime;
    }

    /** How many records, of any time, are empty or blank; a recording has no such records. */
    long empty() {
        return empty;
    }
}
