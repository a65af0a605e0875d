package io.parkpulse.cli;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.catalogue.Speaking;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.message.Message;
import io.parkpulse.registry.RegistryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** What the command line says to people, in one language. What programs read is the same in all of them. */
final class CliTexts {
    private static final Map<Language, CliTexts> ALL = new ConcurrentHashMap<>();
    static final CliTexts ENGLISH = in(Language.EN);

    private final Language language;
    private final Texts texts;
    private final Catalogue catalogue;
    private final Sentences sentences;

    private CliTexts(Language language) {
        this.language = language;
        this.texts = Texts.of(CliTexts.class, "cli", language);
        this.catalogue = Catalogue.in(language);
        this.sentences = Sentences.in(language);
    }

    static CliTexts in(Language language) {
        return ALL.computeIfAbsent(language, CliTexts::new);
    }

    /** Those of the language that whoever runs a command asks for; English where it runs by itself. */
    static CliTexts of(CommandSpec command) {
        return in(Speaking.of(command.root().userObject()));
    }

    /**
     * The language of a locale, by the variables that say it.
     *
     * @param environment the first of {@code PARKPULSE_LOCALE}, {@code LC_ALL}, {@code LC_MESSAGES} and {@code LANG} that
     *     is set holds
     */
    static Language ofLocale(Map<String, String> environment) {
        return Stream.of("PARKPULSE_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG")
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .map(locale -> locale.split("[.@]", 2)[0])
                .flatMap(Language::of)
                .orElse(Language.EN);
    }

    Language language() {
        return language;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Sentences sentences() {
        return sentences;
    }

    String of(Message message) {
        return sentences.of(message);
    }

    /** Everything that is wrong with a registry, a line each. */
    String of(RegistryException wrong) {
        return wrong.in(sentences);
    }

    /** The same, with where that registry is. */
    String in(Path registry, RegistryException wrong) {
        return of("registry.in", "dir", registry) + "\n" + of(wrong);
    }

    /** Something odd that does no harm, in a line. */
    String warning(Message warning) {
        return warning(of(warning));
    }

    String warning(String text) {
        return of(Message.of("warning", "text", text));
    }

    String of(String key) {
        return texts.of(key);
    }

    /** A text with values in the places of its parameters: names and values by turns. */
    String of(String key, Object... parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(String.valueOf(parameters[i]), String.valueOf(parameters[i + 1]));
        }
        return Texts.filled(texts.of(key), values);
    }

    /** A text that there may not be. */
    Optional<String> find(String key) {
        return Optional.ofNullable(texts.all().get(key));
    }

    /** The summaries of commands, as their help looks them up. */
    ResourceBundle help() {
        return new ResourceBundle() {
            @Override
            protected Object handleGetObject(String key) {
                return texts.all().get(key);
            }

            @Override
            public Enumeration<String> getKeys() {
                return Collections.enumeration(texts.all().keySet());
            }
        };
    }
}
