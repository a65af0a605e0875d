/**
 * A figure of a replay, taken apart again from its files.
 *
 * <p>Uses the core.
 */
package io.parkpulse.explain;
