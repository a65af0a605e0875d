package io.parkpulse.catalogue;

import io.parkpulse.message.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Says messages in one language. What programs read is in English. */
public final class Sentences {
    private static final Map<Language, Sentences> ALL = new ConcurrentHashMap<>();
    public static final Sentences ENGLISH = in(Language.EN);

    private final Texts texts;

    private Sentences(Language language) {
        this.texts = Texts.of(Sentences.class, "sentences", language);
    }

    public static Sentences in(Language language) {
        return ALL.computeIfAbsent(language, Sentences::new);
    }

    /** The text of a message. */
    public String of(Message message) {
        List<Object> values = message.values();
        Map<String, String> said = new HashMap<>();
        for (int i = 0; i < values.size(); i += 2) {
            Object value = values.get(i + 1);
            said.put((String) values.get(i), value instanceof Message inner ? of(inner) : value.toString());
        }
        return Texts.filled(texts.of(message.key()), said);
    }
}
