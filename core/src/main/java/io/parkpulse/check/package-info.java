/**
 * What whoever brings data for the first time may have got wrong: findings out of the registry and one pass over the
 * records. Nothing here changes a figure.
 *
 * <p>Uses {@code ingest}, {@code roster}, {@code energy} and the model.
 */
package io.parkpulse.check;
