package io.parkpulse.live;

import java.io.Serializable;

/**
 * A record of the registry's topic.
 *
 * @param key of the row; empty if it had none
 * @param value the row; null deletes it
 * @param complete whether everything that the job's first registry was made of has come with it
 */
public record RegistryRecord(String key, byte[] value, boolean complete) implements Serializable {}
