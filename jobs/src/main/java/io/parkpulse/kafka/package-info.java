/** Everything between this program and Kafka: topics, settings, the registry as a topic, recordings as live streams. */
package io.parkpulse.kafka;
