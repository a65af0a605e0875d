package io.parkpulse.connectors.alertmanager;

import io.parkpulse.connectors.http.HttpSettings;
import java.io.Serializable;
import java.time.Duration;

/** How a sink is set; {@link AlertmanagerSinkBuilder} explains each. */
record SinkSettings(
        HttpSettings http, Duration resendEvery, Duration validFor, Duration keepResolved, int maxBatchNotices)
        implements Serializable {}
