/** What leads to Kafka and back: topics, settings, the registry as a topic, recordings as live streams. */
package io.parkpulse.kafka;
