package io.parkpulse.live;

import io.parkpulse.imports.ValueMapper;
import io.parkpulse.mapping.IdBook;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * A topic whose values are mapped to records.
 *
 * @param number what stands for its name in states
 * @param inputs what its rows mean; each makes records of those it wants
 * @param schemas where schemas are that values name; null where no input needs it
 */
public record MappedTopic(String name, int number, List<MappedInput> inputs, SchemaRegistry schemas)
        implements Serializable {
    /** In place of a number: none. */
    static final int NONE = -1;

    public MappedTopic {
        inputs = List.copyOf(inputs);
    }

    /**
     * What maps its values, on a task manager.
     *
     * @throws IOException if a key for persons is not in the environment
     */
    ValueMapper mapper(IdBook book) throws IOException {
        for (MappedInput input : inputs) {
            String variable = input.mapping().keyVariable();
            if (variable != null
                    && (System.getenv(variable) == null
                            || System.getenv(variable).isEmpty())) {
                throw new IOException(
                        "environment variable " + variable + ", the key for persons, is not set on this task manager");
            }
        }
        return new ValueMapper(inputs, book, System::getenv, schemas);
    }
}
