package io.parkpulse.connectors.lines;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader asks for its next block.
 *
 * @param after index of the last block the reader has had, -1 if none: its watermark may be as late as that block
 *     allows, so it must get only later ones
 */
record BlockRequest(int after) implements SourceEvent {}
