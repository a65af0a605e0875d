package io.parkpulse.connectors.lines;

import java.util.concurrent.atomic.AtomicLong;

/** Reads the time from lines like "@17 whatever"; those with an exclamation mark behind the time are no records. */
final class TestClock implements LineClock {
    private static final long serialVersionUID = 1;

    /** How often it was asked for a record. */
    final AtomicLong asked = new AtomicLong();

    @Override
    public long peek(int file, byte[] buffer, int offset, int length) {
        if (length < 2 || buffer[offset] != '@') {
            return NONE;
        }
        long time = 0;
        for (int i = offset + 1; i < offset + length && buffer[i] >= '0' && buffer[i] <= '9'; i++) {
            time = 10 * time + buffer[i] - '0';
        }
        return time;
    }

    @Override
    public boolean isRecord(int file, byte[] buffer, int offset, int length) {
        asked.incrementAndGet();
        if (peek(file, buffer, offset, length) == NONE) {
            return false;
        }
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '!') {
                return false;
            }
        }
        return true;
    }
}
