/**
 * Exact products and comparisons of whole numbers beyond 64 bits.
 *
 * <p>Uses nothing but the JDK.
 */
package io.parkpulse.exact;
