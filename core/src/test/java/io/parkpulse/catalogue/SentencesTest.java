package io.parkpulse.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.message.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SentencesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    private static Map<String, String> texts(Language language) {
        return Texts.of(Sentences.class, "sentences", language).all();
    }

    private static TreeSet<String> places(String text) {
        return PLACE.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void everyLanguageSaysTheSameSentencesWithTheSamePlaces(Language language) {
        Map<String, String> own = texts(language);

        assertThat(own.keySet()).isEqualTo(texts(Language.EN).keySet());
        texts(Language.EN)
                .forEach((key, text) -> assertThat(places(own.get(key))).as(key).isEqualTo(places(text)));
    }

    @Test
    void aMessageInAnotherIsSaidInTheSameLanguage() {
        Message blank = Message.of("record.field", "field", "at", "what", Message.of("record.blank"));

        assertThat(Sentences.ENGLISH.of(blank)).isEqualTo("at: blank");
        assertThat(Sentences.in(Language.ZH).of(blank)).isEqualTo("at：空白");
    }

    @Test
    void whatStandsInAValueIsNoPlace() {
        List<Message> two = List.of(Message.asIs("{then}"), Message.asIs("{first} {"), Message.asIs("x"));

        assertThat(Sentences.ENGLISH.of(Message.joined("comma", two))).isEqualTo("{then}, {first} {, x");
    }
}
