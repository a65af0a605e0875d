package io.parkpulse.schemas;

import io.parkpulse.connectors.http.Secret;
import java.io.Serializable;

/**
 * Where schemas are that values name by a number: a server with the HTTP interface of Confluent's Schema Registry.
 *
 * @param url its address
 * @param credentials {@code user:password}, or none
 */
public record SchemaRegistry(String url, Secret credentials) implements Serializable {
    /** What reads it from here. */
    SchemaClient.Connection client() {
        return new SchemaClient.Connection(this);
    }
}
