/**
 * Energy of a meter: readings judged in order, differences, resets and roll-overs, spread over steps, coverage.
 *
 * <p>Uses {@code model} and {@code exact}.
 */
package io.parkpulse.energy;
