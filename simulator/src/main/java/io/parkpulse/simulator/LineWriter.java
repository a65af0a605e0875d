package io.parkpulse.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Writes JSON lines from pieces into one large buffer, without an object a line. */
class LineWriter implements Closeable {

    private static final int SIZE = 1 << 20;
    private static final int LONGEST_LINE = 4096;
    private static final byte[] DIGITS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            DIGITS[2 * i] = (byte) ('0' + i / 10);
            DIGITS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private final OutputStream out;
    private final long shiftSeconds;
    private final byte[] buffer = new byte[SIZE];
    private final TimeText[] times = new TimeText[TimeStyle.values().length];
    private int lineStart;
    private int position;
    private long lines;

    /** @param shiftSeconds is added to all times */
    LineWriter(OutputStream out, long shiftSeconds) {
        this.out = out;
        this.shiftSeconds = shiftSeconds;
        for (TimeStyle style : TimeStyle.values()) {
            times[style.ordinal()] = new TimeText(style);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Called whenever event time has come to this instant; everything written afterwards belongs to it or later. */
    void reach(long epochSecond) throws IOException {}

    final LineWriter begin() throws IOException {
        if (position > SIZE - LONGEST_LINE) {
            flush();
        }
        lineStart = position;
        return this;
    }

    final LineWriter put(byte[] text) {
        System.arraycopy(text, 0, buffer, position, text.length);
        position += text.length;
        return this;
    }

    /** A whole number, at least 0. */
    final LineWriter put(long number) {
        position += decimal(number, buffer, position);
        return this;
    }

    /** A whole number of hundredths, at least 0, with its two decimals. */
    final LineWriter putHundredths(long hundredths) {
        long whole = hundredths / 100;
        position += decimal(whole, buffer, position);
        int rest = (int) (hundredths - whole * 100) * 2;
        buffer[position] = '.';
        buffer[position + 1] = DIGITS[rest];
        buffer[position + 2] = DIGITS[rest + 1];
        position += 3;
        return this;
    }

    final LineWriter putTime(long epochSecond, TimeStyle style) {
        return put(times[style.ordinal()].of(shifted(epochSecond)));
    }

    /** The second that is written for this one. */
    final long shifted(long epochSecond) {
        return epochSecond + shiftSeconds;
    }

    final LineWriter putHex(long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            buffer[position++] = (byte) Character.forDigit((int) (bits >>> shift) & 15, 16);
        }
        return this;
    }

    /** Ends the line that was begun. */
    void end() throws IOException {
        buffer[position++] = '\n';
        lines++;
    }

    /** The line that was just ended, with its LF. */
    final byte[] lastLine() {
        return Arrays.copyOfRange(buffer, lineStart, position);
    }

    /** Takes the line that was just ended back out. */
    final void withdraw() {
        position = lineStart;
        lines--;
    }

    /** A whole line, with its LF. */
    final void line(byte[] line) throws IOException {
        begin().put(line);
        lines++;
    }

    final long lines() {
        return lines;
    }

    private void flush() throws IOException {
        out.write(buffer, 0, position);
        position = 0;
        lineStart = 0;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }

    private static int decimal(long number, byte[] target, int from) {
        int length = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            length++;
        }
        int at = from + length;
        long rest = number;
        while (rest >= 10) {
            long next = rest / 100;
            int pair = (int) (rest - next * 100) * 2;
            target[--at] = DIGITS[pair + 1];
            target[--at] = DIGITS[pair];
            rest = next;
        }
        if (at > from) {
            target[from] = (byte) ('0' + rest);
        }
        return length;
    }

    /** The JSON text of an instant; thousands of lines in a row have the same one, so it keeps the last. */
    private static final class TimeText {
        private static final int SECONDS_OF_DAY = 86_400;

        private final TimeStyle style;
        private final int offset;
        private long second = Long.MIN_VALUE;
        private long day = Long.MIN_VALUE;
        private byte[] text;

        TimeText(TimeStyle style) {
            this.style = style;
            this.offset = style == TimeStyle.OFFSET ? SimulatedDays.OFFSET.getTotalSeconds() : 0;
            this.text = ascii(style == TimeStyle.OFFSET ? "\"yyyy-mm-ddThh:mm:ss+08:00\"" : "\"yyyy-mm-ddThh:mm:ssZ\"");
        }

        byte[] of(long epochSecond) {
            if (epochSecond != second) {
                second = epochSecond;
                if (style == TimeStyle.MILLIS) {
                    text = ascii(Long.toString(epochSecond * 1000));
                } else {
                    render();
                }
            }
            return text;
        }

        private void render() {
            long local = second + offset;
            long localDay = Math.floorDiv(local, SECONDS_OF_DAY);
            if (localDay != day) {
                day = localDay;
                System.arraycopy(ascii(LocalDate.ofEpochDay(day).toString()), 0, text, 1, 10);
            }
            int ofDay = (int) (local - day * SECONDS_OF_DAY);
            pair(ofDay / 3600, 12);
            pair(ofDay / 60 % 60, 15);
            pair(ofDay % 60, 18);
        }

        private void pair(int number, int at) {
            text[at] = DIGITS[2 * number];
            text[at + 1] = DIGITS[2 * number + 1];
        }
    }
}
