/**
 * A Flink sink for InfluxDB 1.8, 2 and 3: points with an identity, in order, at least once, and the same points again
 * change nothing.
 *
 * <p>Knows nothing of parks.
 */
package io.parkpulse.connectors.influxdb;
