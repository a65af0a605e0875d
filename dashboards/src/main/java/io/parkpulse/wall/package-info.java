/**
 * The wall page: a feed in, a model in memory, one page out. The page itself is in its resources.
 *
 * <p>Uses the core, Jackson and, to follow a running system, the Kafka client.
 */
package io.parkpulse.wall;
