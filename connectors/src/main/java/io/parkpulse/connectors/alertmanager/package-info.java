/**
 * A Flink sink for Prometheus Alertmanager: alerts that fire and end, repeated for as long as they stand.
 *
 * <p>Knows nothing of parks.
 */
package io.parkpulse.connectors.alertmanager;
