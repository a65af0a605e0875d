package io.parkpulse.connectors.alertmanager;

import java.io.Serializable;
import java.time.Duration;

/** How a sink is set; {@link AlertmanagerSinkBuilder} explains each. */
record SinkSettings(
        String url,
        Duration resendEvery,
        Duration validFor,
        Duration keepResolved,
        Duration requestTimeout,
        Duration leastBackoff,
        Duration mostBackoff,
        int maxBatchNotices)
        implements Serializable {}
