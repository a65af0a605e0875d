/**
 * Files of other shapes as a recording: rows are read out of CSV, JSON and XML, and a mapping makes records of them.
 *
 * <p>Uses the core's mapping and the registry. No Flink.
 */
package io.parkpulse.imports;
