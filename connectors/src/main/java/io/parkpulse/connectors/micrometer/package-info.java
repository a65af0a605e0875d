/**
 * Flink's metrics through Micrometer, for Prometheus and InfluxDB.
 *
 * <p>Knows nothing of parks. Runs in Flink itself, as a plugin.
 */
package io.parkpulse.connectors.micrometer;
