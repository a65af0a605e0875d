/**
 * A row of texts, whatever file or topic it comes from, as a record of a stream: which texts are the record's fields, and
 * what times, numbers, units, words and ids mean in them.
 *
 * <p>Plain Java: no Flink, files, clock or chance.
 */
package io.parkpulse.mapping;
