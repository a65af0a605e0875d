package io.parkpulse.connectors.influxdb;

/**
 * A line that waits to be written.
 *
 * @param keyGroup with which it goes to another task when the parallelism changes; {@link KeyGroups#NONE} of a line that
 *     an earlier release left
 */
record KeyedLine(InfluxLine line, int keyGroup) {
    /** Bytes in a request. */
    int size() {
        return line.length() + 1;
    }
}
