package io.parkpulse.live;

/**
 * A row of the registry that was not applied.
 *
 * @param key of the row
 * @param reasons what is wrong with it
 */
public record RefusedRow(String key, String reasons) {}
