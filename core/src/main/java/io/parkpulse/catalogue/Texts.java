package io.parkpulse.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.TreeMap;

/** Texts of one language by key, from a UTF-8 properties file. A text names what is put into it as {@code {name}}. */
public final class Texts {
    private final String file;
    private final Map<String, String> byKey;

    private Texts(String file, Map<String, String> byKey) {
        this.file = file;
        this.byKey = Collections.unmodifiableMap(byKey);
    }

    /**
     * Reads {@code name_LANGUAGE.properties}, which lies beside a class.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static Texts of(Class<?> beside, String name, Language language) {
        String file = name + "_" + language.code() + ".properties";
        try (InputStream bytes = beside.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalArgumentException("no texts " + file + " beside " + beside.getName());
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            Map<String, String> byKey = new TreeMap<>();
            properties.stringPropertyNames().forEach(key -> byKey.put(key, properties.getProperty(key)));
            return new Texts(file, byKey);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /**
     * The text of a key.
     *
     * @throws NoSuchElementException if there is none
     */
    public String of(String key) {
        String text = byKey.get(key);
        if (text == null) {
            throw new NoSuchElementException(file + " has no " + key);
        }
        return text;
    }

    /**
     * A text with values in the places of its parameters.
     *
     * @param parameters values by the names that stand in braces; others stay as they are
     */
    public static String filled(String text, Map<String, String> parameters) {
        StringBuilder filled = new StringBuilder(text.length());
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            String value = close < 0 ? null : parameters.get(text.substring(open + 1, close));
            if (value != null) {
                filled.append(text, at, open).append(value); // what stands in a value is no parameter
                at = close + 1;
            }
        }
        return filled.append(text, at, text.length()).toString();
    }

    /** All of them, by key. */
    public Map<String, String> all() {
        return byKey;
    }
}
