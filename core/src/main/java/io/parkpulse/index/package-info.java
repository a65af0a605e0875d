/**
 * The measures: what one enterprise comes to over a window, what a scope adds up to, and how it is printed.
 *
 * <p>{@link io.parkpulse.index.Measure} is the one list of measures, {@link io.parkpulse.index.Sum} what they are made
 * of.
 *
 * <p>Uses {@code model}, {@code exact} and {@code message}.
 */
package io.parkpulse.index;
