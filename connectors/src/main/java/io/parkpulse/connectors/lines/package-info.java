/**
 * A Flink source for files of lines, read in the order of their event time however they lie.
 *
 * <p>Knows nothing of parks.
 */
package io.parkpulse.connectors.lines;
