package io.parkpulse.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.ingest.JsonMistake;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * What a park or an enterprise says of itself (申报): a line of {@code declarations.jsonl}.
 *
 * @param ofPark whether a park declares, and not an enterprise
 * @param subject id of the park or the enterprise
 * @param at of when, epoch milliseconds
 * @param percent declared resumption, 0 to 100; of an enterprise 0 or 100
 */
public record Declaration(boolean ofPark, String subject, long at, BigDecimal percent) {
    /** The file of a recording that holds declarations. */
    public static final String FILE = "declarations.jsonl";

    /** In order of time; of the same instant in any order that is always the same. */
    public static final Comparator<Declaration> IN_ORDER = Comparator.comparingLong(Declaration::at)
            .thenComparing(Declaration::ofPark)
            .thenComparing(Declaration::subject, Ids.BY_CODE_POINT)
            .thenComparing(Declaration::percent);

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int LONGEST_NUMBER = 30;

    /** A line that is no declaration; the message names the field and says what was expected. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /**
     * Reads {@code {"park":…|"enterprise":…,"at":T,"resumed":…}}. Unknown fields are ignored.
     *
     * @param line JSON in UTF-8, without a line feed
     */
    public static Declaration read(byte[] line) throws MalformedException {
        String park = null;
        String enterprise = null;
        Long at = null;
        BigDecimal percent = null;
        Boolean resumed = null;
        try (JsonParser json = JSON.createParser(line)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "expected one JSON object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "park" -> park = id(name, json);
                    case "enterprise" -> enterprise = id(name, json);
                    case "at" -> at = time(json);
                    case "resumed" -> {
                        if (value.isBoolean()) {
                            resumed = json.getBooleanValue();
                        } else {
                            percent = percent(json);
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            require(json.nextToken() == null, "expected one JSON object on the line");
        } catch (JsonProcessingException e) {
            throw new MalformedException("expected one JSON object: " + Sentences.ENGLISH.of(JsonMistake.of(e)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes do not fail
        }
        require((park == null) != (enterprise == null), "expected either park or enterprise");
        require(at != null, "at: expected a time");
        if (park != null) {
            require(percent != null, "resumed: expected a percentage from 0 to 100, of a park");
            return new Declaration(true, park, at, percent);
        }
        require(resumed != null, "resumed: expected true or false, of an enterprise");
        return new Declaration(false, enterprise, at, resumed ? HUNDRED : BigDecimal.ZERO);
    }

    private static String id(String name, JsonParser json) throws IOException, MalformedException {
        require(json.currentToken() == JsonToken.VALUE_STRING && !json.getText().isBlank(), name + ": expected an id");
        return json.getText();
    }

    private static long time(JsonParser json) throws IOException, MalformedException {
        long at = TimeText.NONE;
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            byte[] text = json.getText().getBytes(StandardCharsets.UTF_8);
            at = TimeText.parse(text, 0, text.length);
        } else if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getText().length() <= LONGEST_NUMBER / 2) {
            at = json.getLongValue();
        }
        require(
                at >= TimeText.EARLIEST && at < TimeText.TOO_LATE,
                "at: expected a time with offset such as 2020-03-16T08:15:00+08:00, or epoch milliseconds");
        return at;
    }

    private static BigDecimal percent(JsonParser json) throws IOException, MalformedException {
        boolean number = json.currentToken() != null
                && json.currentToken().isNumeric()
                && json.getText().length() <= LONGEST_NUMBER;
        BigDecimal percent = number ? json.getDecimalValue() : null;
        require(
                percent != null
                        && percent.signum() >= 0
                        && percent.compareTo(HUNDRED) <= 0
                        && percent.scale() <= LONGEST_NUMBER,
                "resumed: expected a percentage from 0 to 100, or true or false");
        return percent;
    }

    private static void require(boolean holds, String message) throws MalformedException {
        if (!holds) {
            throw new MalformedException(message);
        }
    }
}
