/**
 * The records that everything speaks of: parks, enterprises, meters, methods, observations, dead letters.
 *
 * <p>Uses {@code exact} to read numbers.
 */
package io.parkpulse.model;
