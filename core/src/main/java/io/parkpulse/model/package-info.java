/**
 * The records that everything speaks of: parks, enterprises, meters, methods, observations, dead letters.
 *
 * <p>Uses nothing but the JDK.
 */
package io.parkpulse.model;
