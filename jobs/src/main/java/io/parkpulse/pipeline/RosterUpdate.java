package io.parkpulse.pipeline;

/**
 * The registry has changed.
 *
 * @param roster the one that holds from now on, as {@link io.parkpulse.roster.Roster#toBytes} writes it
 */
public record RosterUpdate(byte[] roster) {}
