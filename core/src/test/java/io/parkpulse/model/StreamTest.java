package io.parkpulse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTest {

    @Test
    void streamsAreInTheOrderOfTheirNames() {
        List<String> ids = Arrays.stream(Stream.values()).map(Stream::id).toList();

        assertThat(ids).isSorted();
    }

    @Test
    void eachStreamHasAKindOfObservation() {
        for (Stream stream : Stream.values()) {
            assertThat(Observation.Kind.of(stream)).as(stream.id()).isNotNull();
        }
    }

    @Test
    void aStreamHasOneFieldOfARole() {
        for (Stream stream : Stream.values()) {
            assertThat(stream.fields()).extracting(StreamField::role).doesNotHaveDuplicates();
            assertThat(stream.fields()).extracting(StreamField::name).doesNotHaveDuplicates();
        }
    }

    @Test
    void theFirstFieldNamesTheSubject() {
        for (Stream stream : Stream.values()) {
            StreamField first = stream.fields().get(0);

            assertThat(first.name()).isEqualTo(stream.subject().id());
            assertThat(first.role()).isEqualTo(StreamField.Role.SUBJECT);
        }
    }

    @Test
    void whatStandsInPlaceOfAFieldStandsInPlaceOfARequiredValue() {
        for (Stream stream : Stream.values()) {
            for (StreamField field : stream.fields()) {
                if (field.inPlaceOf() != null) {
                    assertThat(field.inPlaceOf()).isEqualTo(StreamField.Role.VALUE);
                    assertThat(stream.fields())
                            .anyMatch(other -> other.role() == StreamField.Role.VALUE && other.required());
                }
            }
        }
    }

    @Test
    void onlyWordsAndUnitsHaveWords() {
        for (Stream stream : Stream.values()) {
            for (StreamField field : stream.fields()) {
                boolean worded = field.type() == StreamField.Type.WORD || field.type() == StreamField.Type.UNIT;
                assertThat(!field.words().isEmpty())
                        .as(stream.id() + " " + field.name())
                        .isEqualTo(worded);
            }
        }
    }
}
