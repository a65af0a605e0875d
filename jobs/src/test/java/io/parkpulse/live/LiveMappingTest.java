package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.connectors.http.Secret;
import io.parkpulse.schemas.SchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveMappingTest {
    private static final SchemaRegistry SCHEMAS = new SchemaRegistry("http://localhost:1", Secret.none());
    private static final String READINGS = """
              - topic: %s
                stream: power
                format: %s
                meter: m
                at: t
                value: v
            """;

    @TempDir
    Path dir;

    private LiveMapping read(String mapping, SchemaRegistry schemas) throws Exception {
        return LiveMapping.read(Files.writeString(dir.resolve("mapping.yaml"), mapping), name -> null, schemas);
    }

    @Test
    void inputsOfATopicAreTogetherAndTheOrderOfTopicsDoesNotMatter() throws Exception {
        String a = READINGS.formatted("a", "json");
        String b = READINGS.formatted("b", "csv");

        LiveMapping mapping = read("inputs:\n" + a + b + a, null);
        assertThat(mapping.topics()).extracting(MappedTopic::name).containsExactly("a", "b");
        assertThat(mapping.topics().get(0).inputs()).hasSize(2);
        LiveMapping other = read("inputs:\n" + READINGS.formatted("c", "json") + b + a, null);
        for (MappedTopic topic : mapping.topics()) {
            assertThat(other.name(topic.number())).isEqualTo(topic.name());
        }
    }

    @Test
    void whatIsWrongIsSaidAtOnce() throws Exception {
        Files.writeString(dir.resolve("x.avsc"), "{\"type\":\"recrd\"}");
        String mapping = "inputs:\n"
                + READINGS.formatted("a b", "json")
                + READINGS.formatted("parkpulse.power", "json")
                + READINGS.formatted("a", "avro") + "    schema: x.avsc\n    encoding: GBK\n"
                + READINGS.formatted("a", "protobuf") + "    message: M\n"
                + READINGS.formatted("a", "avro").replace("topic", "files")
                + READINGS.formatted("a", "json") + "    schema: x.avsc\n";

        assertThatThrownBy(() -> read(mapping, SCHEMAS)).hasMessage("""
                mapping.yaml:2: inputs[0].topic "a b": expected the name of a topic: letters, digits, dots, hyphens and\
                 underscores
                mapping.yaml:8: inputs[1].topic "parkpulse.power": expected a topic of somebody else: what begins with\
                 parkpulse. needs no mapping
                mapping.yaml:20: inputs[2].schema "x.avsc": expected an Avro schema: one of its types is\
                 defined nowhere
                mapping.yaml:21: inputs[2].encoding "GBK": expected no such key, as it is only for formats that are text
                mapping.yaml:28: inputs[3].message "M": expected no such key, as it is only for a schema that is a file
                mapping.yaml:29: inputs[4].files "a": expected topic in place of it, as only values of topics are avro
                mapping.yaml:41: inputs[5].schema "x.avsc": expected no such key, as it is only for avro and protobuf""");
    }

    @Test
    void aSchemaIsInAFileOrARegistryAndAnInputHasATopic() {
        assertThatThrownBy(() -> read("inputs:\n" + READINGS.formatted("a", "avro"), null))
                .hasMessage("mapping.yaml:2: inputs[0].schema: expected a file, or schema_registry.url in the"
                        + " configuration");
        assertThatThrownBy(() ->
                        read("inputs:\n" + READINGS.formatted("a.json", "json").replace("topic", "files"), null))
                .hasMessage("mapping.yaml:2: inputs[0].topic: expected the name of a topic, as files are read by an"
                        + " import");
    }
}
