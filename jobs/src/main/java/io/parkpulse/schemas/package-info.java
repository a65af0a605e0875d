/**
 * Values whose bytes a schema explains, Avro and Protocol Buffers, as JSON; schemas come from files or a schema registry.
 *
 * <p>Uses the core's mapping, Avro and protobuf-java. No Flink.
 */
package io.parkpulse.schemas;
