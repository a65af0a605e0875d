package io.parkpulse.connectors.influxdb;

import java.io.IOException;

/** The store's answer is one that only a person can change: its message says what to look at. */
public final class InfluxSinkException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    InfluxSinkException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status, 0 if there was none. */
    public int status() {
        return status;
    }
}
