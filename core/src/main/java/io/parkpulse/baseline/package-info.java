/**
 * Baselines out of an enterprise's own past: which of its days are used, and what they come to.
 *
 * <p>Uses {@code exact}, {@code index}, {@code message} and {@code output}, whose lines of days it takes.
 */
package io.parkpulse.baseline;
