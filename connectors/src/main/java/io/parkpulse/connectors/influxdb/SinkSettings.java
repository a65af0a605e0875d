package io.parkpulse.connectors.influxdb;

import com.influxdb.client.domain.WritePrecision;
import java.io.Serializable;
import java.time.Duration;

/** What {@link InfluxSinkBuilder} gathers, where it is explained. */
record SinkSettings(
        String url,
        String organisation,
        String bucket,
        Secret token,
        WritePrecision precision,
        int maxBatchLines,
        int maxBatchBytes,
        Duration linger,
        int maxRequestsInFlight,
        long maxBufferedBytes,
        Duration fullBufferPause,
        Duration requestTimeout,
        Backoff backoff,
        boolean gzip)
        implements Serializable {}
