package io.parkpulse.connectors.clock;

import java.io.Serializable;

/** How far event time has come: nothing that belongs to an earlier time is still to be sent, delays on the way apart. */
@FunctionalInterface
public interface EventTime extends Serializable {
    /** The event time now, epoch milliseconds. */
    long now();
}
