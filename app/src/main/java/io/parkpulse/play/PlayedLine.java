package io.parkpulse.play;

import io.parkpulse.ingest.TimeText;

/**
 * A line of a recording.
 *
 * @param bytes without the line feed
 * @param at event time, epoch milliseconds; {@link TimeText#NONE} if it says none
 * @param came when it was received if it says so, else {@code at}
 */
record PlayedLine(byte[] bytes, long at, long came) {
    boolean saysWhen() {
        return came != TimeText.NONE;
    }
}
