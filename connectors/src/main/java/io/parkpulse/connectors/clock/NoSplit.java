package io.parkpulse.connectors.clock;

import org.apache.flink.api.connector.source.SourceSplit;

/** What a {@link ClockSource} reads: nothing. There is none of it. */
public interface NoSplit extends SourceSplit {}
