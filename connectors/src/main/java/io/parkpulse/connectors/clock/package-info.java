/**
 * A Flink source of ticks, so that time goes on where no record comes.
 *
 * <p>Knows nothing of parks.
 */
package io.parkpulse.connectors.clock;
