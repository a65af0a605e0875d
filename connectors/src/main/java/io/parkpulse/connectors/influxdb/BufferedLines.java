package io.parkpulse.connectors.influxdb;

import com.influxdb.client.domain.WritePrecision;
import java.util.List;

/**
 * Lines of which the store has not yet said that they are written: the state of a writer.
 *
 * @param precision the unit of their timestamps
 * @param lines in the order in which they are to be written
 */
record BufferedLines(WritePrecision precision, List<InfluxLine> lines) {}
