package io.parkpulse.live;

import io.parkpulse.mapping.MappedInput;
import io.parkpulse.message.Message;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.registry.MappingKey;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.schemas.SchemaRegistry;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * The topics whose values are mapped to records, beside those of the streams.
 *
 * @param topics in the order in which a mapping names them
 */
public record LiveMapping(List<MappedTopic> topics) implements Serializable {
    /** No topic is mapped. */
    public static final LiveMapping NONE = new LiveMapping(List.of());

    public LiveMapping {
        topics = List.copyOf(topics);
    }

    /**
     * Reads the inputs of a mapping that have a topic.
     *
     * @param environment the values of environment variables
     * @param schemas where schemas are that values name; null where that is not set
     * @throws RegistryException with everything that is wrong with it
     */
    public static LiveMapping read(Path file, Function<String, String> environment, SchemaRegistry schemas)
            throws RegistryException {
        MappingFile mapping = MappingFile.read(file, file.toAbsolutePath().getParent(), environment);
        Map<String, List<MappedInput>> byTopic = new LinkedHashMap<>();
        List<MappedInput> inputs = mapping.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            MappedInput input = inputs.get(i);
            if (input.topic() == null) {
                continue; // of files alone
            }
            byTopic.computeIfAbsent(input.topic(), topic -> new ArrayList<>()).add(input);
            if (input.format().kind().hasSchema() && input.format().schema() == null && schemas == null) {
                mapping.problem(i, MappingKey.SCHEMA, Message.of("mapping.no_schema"));
            }
        }
        if (byTopic.isEmpty()) {
            mapping.problem(0, MappingKey.TOPIC, Message.of("mapping.topic_no_files"));
        }
        if (byTopic.size() > Position.MAPPED_TOPICS) {
            mapping.problem(0, MappingKey.TOPIC, Message.of("mapping.topics_most", "n", Position.MAPPED_TOPICS));
        }
        mapping.throwIfAny();
        return of(byTopic, schemas);
    }

    private static LiveMapping of(Map<String, List<MappedInput>> byTopic, SchemaRegistry schemas) {
        List<MappedTopic> topics = new ArrayList<>();
        boolean[] taken = new boolean[Position.MAPPED_TOPICS];
        byTopic.forEach((name, inputs) -> {
            // By the name alone, so that a state is understood where a mapping has got other topics since.
            CRC32 sum = new CRC32();
            sum.update(name.getBytes(StandardCharsets.UTF_8));
            int number = (int) (sum.getValue() % Position.MAPPED_TOPICS);
            while (taken[number]) {
                number = (number + 1) % Position.MAPPED_TOPICS;
            }
            taken[number] = true;
            topics.add(new MappedTopic(name, number, inputs, schemas));
        });
        return new LiveMapping(topics);
    }

    /** The name of a topic; one that is mapped no more has none. */
    String name(int number) {
        return topics.stream()
                .filter(topic -> topic.number() == number)
                .map(MappedTopic::name)
                .findFirst()
                .orElse("(a topic that is mapped no more)");
    }
}
