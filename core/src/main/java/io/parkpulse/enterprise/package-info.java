/**
 * Enterprises in event time: their observations, open windows and days, and the changes of sums that follow.
 *
 * <p>Uses {@code energy}, {@code people}, {@code index} and {@code roster}.
 */
package io.parkpulse.enterprise;
