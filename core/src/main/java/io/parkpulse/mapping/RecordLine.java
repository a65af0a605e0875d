package io.parkpulse.mapping;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** A record's JSON object, put together in one buffer. Reused from row to row. */
final class RecordLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[512];
    private int length;
    private long lastDay = Long.MIN_VALUE;
    private final byte[] day = new byte[10];

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void begin() {
        length = 0;
    }

    RecordLine put(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    RecordLine put(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    /** An instant in UTC, with quotes. */
    RecordLine putTime(long millis) {
        room(32);
        long epochDay = Math.floorDiv(millis, LocalDays.DAY_MILLIS);
        if (epochDay != lastDay) {
            lastDay = epochDay;
            byte[] text = LocalDate.ofEpochDay(epochDay).toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, day, 0, day.length);
        }
        bytes[length++] = '"';
        System.arraycopy(day, 0, bytes, length, day.length);
        length += day.length;
        int ofDay = (int) (millis - epochDay * LocalDays.DAY_MILLIS);
        two('T', ofDay / 3_600_000);
        two(':', ofDay / 60_000 % 60);
        two(':', ofDay / 1000 % 60);
        int fraction = ofDay % 1000;
        if (fraction != 0) {
            bytes[length++] = '.';
            bytes[length++] = (byte) ('0' + fraction / 100);
            bytes[length++] = (byte) ('0' + fraction / 10 % 10);
            bytes[length++] = (byte) ('0' + fraction % 10);
        }
        bytes[length++] = 'Z';
        bytes[length++] = '"';
        return this;
    }

    private void two(char sign, int number) {
        bytes[length++] = (byte) sign;
        bytes[length++] = (byte) ('0' + number / 10);
        bytes[length++] = (byte) ('0' + number % 10);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** A text in JSON, with quotes. */
    static byte[] quoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[2 + 6 * utf8.length];
        int at = 0;
        result[at++] = '"';
        for (byte b : utf8) {
            if (b == '"' || b == '\\') {
                result[at++] = '\\';
                result[at++] = b;
            } else if (b >= 0 && b < ' ') {
                for (char c : new char[] {'\\', 'u', '0', '0'}) {
                    result[at++] = (byte) c;
                }
                result[at++] = HEX[b >> 4];
                result[at++] = HEX[b & 15];
            } else {
                result[at++] = b;
            }
        }
        result[at++] = '"';
        return Arrays.copyOf(result, at);
    }
}
