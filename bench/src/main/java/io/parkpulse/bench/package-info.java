/**
 * Speed beside plain loops that compute the same figures, in one run.
 *
 * <p>Uses everything.
 */
package io.parkpulse.bench;
