/**
 * An outage of the store, ridden out by three sinks.
 *
 * <p>Uses the connector for InfluxDB.
 */
package io.parkpulse.bench.outage;
