package io.parkpulse.alerts;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.ScopeTitles;
import io.parkpulse.index.Measure;
import io.parkpulse.model.Names;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what an alert says, in four languages. The texts are read once; they are the same for every book. */
final class AlertTexts {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter LOCAL_WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

    private static final Map<Language, Map<String, String>> TEXTS = new EnumMap<>(Language.class);
    private static final Map<Language, ScopeTitles> TITLES = new EnumMap<>(Language.class);
    private static final Map<Language, Catalogue> CATALOGUES = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            Map<String, String> texts = load(language);
            Catalogue catalogue = Catalogue.in(language);
            for (Measure measure : Measure.values()) {
                texts.put("measure." + measure.id(), withinSentence(catalogue.name(measure)));
                String difference = Catalogue.differenceKey(measure);
                texts.put(difference, catalogue.texts().get(difference));
            }
            TEXTS.put(language, Map.copyOf(texts));
            TITLES.put(language, ScopeTitles.in(language));
            CATALOGUES.put(language, catalogue);
        }
    }

    private AlertTexts() {}

    /** Names begin with a capital where a language has them. */
    private static String withinSentence(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** Those of alerts alone, by key; the names of the catalogue's measures come from there. */
    static Map<String, String> load(Language language) {
        Properties properties = new Properties();
        try (InputStream in = AlertTexts.class.getResourceAsStream("alerts." + language.code() + ".properties");
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }

    /** An instant in local time, to the minute, with its offset. */
    static String local(long instant, ZoneId zone) {
        return LOCAL_WITH_OFFSET.format(Instant.ofEpochMilli(instant).atZone(zone));
    }

    /** The same, without its offset if that is the one of an instant that is printed behind it. */
    static String local(long instant, ZoneId zone, long behind) {
        ZonedDateTime time = Instant.ofEpochMilli(instant).atZone(zone);
        boolean isSame = time.getOffset()
                .equals(Instant.ofEpochMilli(behind).atZone(zone).getOffset());
        return (isSame ? LOCAL : LOCAL_WITH_OFFSET).format(time);
    }

    /**
     * The text of an alert.
     *
     * @param key of the sentence, e.g. {@code lagging.firing}
     * @param change what is put before it
     * @param scope whose figure it is; null for one that is no longer in the registry
     * @param grids names of the registry by path of a grid or region
     * @param words what the sentence names; a word that begins with {@code @} is the key of a text, which may name others;
     *     {@code method} is an id
     */
    static Alert.Text of(
            String key, Alert.Change change, Roster.Scope scope, Map<String, Names> grids, Map<String, String> words) {
        Map<Language, String> said = new EnumMap<>(Language.class);
        TEXTS.forEach((language, texts) -> {
            Map<String, String> own = new HashMap<>();
            words.forEach((name, word) ->
                    own.put(name, word.startsWith("@") ? fill(texts.get(word.substring(1)), words) : word));
            if (scope != null) {
                own.put("scope", TITLES.get(language).of(scope.name(), scope.park(), grids));
            }
            own.computeIfPresent(
                    "method", (name, id) -> CATALOGUES.get(language).word("method_name", id));
            for (Severity severity : Severity.values()) {
                own.put(severity.id(), CATALOGUES.get(language).word("severity", severity.id()));
            }
            String prefix = texts.getOrDefault("change." + change.name().toLowerCase(Locale.ROOT), "");
            said.put(language, fill(prefix + texts.get(key) + texts.get("facts"), own));
        });
        return new Alert.Text(
                said.get(Language.ZH), said.get(Language.EN), said.get(Language.JA), said.get(Language.KO));
    }

    private static String fill(String text, Map<String, String> words) {
        return PLACE.matcher(text).replaceAll(found -> {
            String word = words.get(found.group(1));
            if (word == null) {
                throw new IllegalArgumentException("no word for " + found.group() + " in " + text);
            }
            return Matcher.quoteReplacement(word);
        });
    }
}
