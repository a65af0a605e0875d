package io.parkpulse.connectors.influxdb;

import com.influxdb.client.domain.WritePrecision;
import io.parkpulse.connectors.http.HttpSettings;
import java.io.Serializable;
import java.time.Duration;

/** What {@link InfluxSinkBuilder} gathers, where it is explained. */
record SinkSettings(
        HttpSettings http,
        String organisation,
        String bucket,
        WritePrecision precision,
        int maxBatchLines,
        int maxBatchBytes,
        Duration linger,
        int maxRequestsInFlight,
        long maxBufferedBytes,
        Duration fullBufferPause,
        boolean gzip)
        implements Serializable {}
