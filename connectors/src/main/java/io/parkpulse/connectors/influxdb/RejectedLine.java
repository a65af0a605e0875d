package io.parkpulse.connectors.influxdb;

/**
 * A line that the store will never take.
 *
 * @param line the line
 * @param status the HTTP status it was answered with: 400 or 413
 * @param reason what the store said
 */
public record RejectedLine(InfluxLine line, int status, String reason) {}
