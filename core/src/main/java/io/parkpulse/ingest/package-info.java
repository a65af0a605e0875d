/**
 * One record: found in a line, decoded, and judged by itself.
 *
 * <p>Uses {@code model}, {@code exact} and {@code roster}; Jackson where the fast reader cannot decide.
 */
package io.parkpulse.ingest;
