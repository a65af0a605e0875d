package io.parkpulse.explain;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.output.ReplayFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The figures of a scope and a window, as they stand in {@code daily.jsonl} or {@code indices.jsonl}.
 *
 * @param day the local day; null for a trailing window
 * @param end the moment at which a trailing window ends; null for a day
 * @param local the moment in the scope's zone; null for a day
 * @param provisional whether the recording breaks off inside the day; false for a trailing window
 * @param revision how often the day was corrected; 0 for a trailing window
 * @param method id of the scope's method
 * @param figures without those that are null
 * @param bands how many enterprises lie in each band, the lowest first; without those that the line does not have
 */
public record ScopeLine(
        String scope,
        LocalDate day,
        Instant end,
        OffsetDateTime local,
        boolean provisional,
        long revision,
        String method,
        Map<Measure, Figure> figures,
        Map<Bands, List<Long>> bands) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx");

    public ScopeLine {
        figures = Map.copyOf(figures);
        bands = Map.copyOf(bands);
    }

    /** Whether it is of a trailing window. */
    public boolean isOfMoment() {
        return end != null;
    }

    /** Of when it is, for people: {@code 2020-03-16}, {@code 2020-03-16 08:00 +08:00}. */
    public String when() {
        return isOfMoment() ? LOCAL.format(local) : day.toString();
    }

    /** The file that has such lines. */
    public String file() {
        return isOfMoment() ? ReplayFiles.INDICES : ReplayFiles.DAILY;
    }

    /** The figure; empty for one that is not known. */
    public Optional<Figure> figure(Measure measure) {
        return Optional.ofNullable(figures.get(measure));
    }

    /**
     * Reads a file of days or trailing windows line by line.
     *
     * @param wanted lines, by scope and by what stands in {@code day} or {@code end}
     * @param each gets the lines wanted, in order
     */
    public static void read(Path file, BiPredicate<String, String> wanted, Consumer<ScopeLine> each)
            throws IOException {
        JsonLines.read(file, json -> {
            ScopeLine line = read(json, wanted);
            if (line != null) {
                each.accept(line);
            }
        });
    }

    private static ScopeLine read(JsonParser json, BiPredicate<String, String> wanted) throws IOException {
        String scope = null;
        String at = null;
        LocalDate day = null;
        Instant end = null;
        OffsetDateTime local = null;
        String status = null;
        long revision = 0;
        String method = null;
        Map<Measure, Figure> figures = new EnumMap<>(Measure.class);
        Map<Bands, List<Long>> bands = new EnumMap<>(Bands.class);
        Boolean isWanted = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (Boolean.FALSE.equals(isWanted)) {
                json.skipChildren();
                continue;
            }
            switch (name) {
                case "scope" -> scope = json.getText();
                case "day" -> {
                    at = json.getText();
                    day = parsed(json, LocalDate::parse);
                }
                case "end" -> {
                    at = json.getText();
                    end = parsed(json, Instant::parse);
                }
                case "local" -> local = parsed(json, OffsetDateTime::parse);
                case "status" -> status = json.getText();
                case "revision" -> revision = json.getLongValue();
                case "method" -> method = json.getText();
                default -> {
                    Optional<Measure> measure = Measure.of(name);
                    Optional<Bands> ofBands = Bands.of(name);
                    if (ofBands.isPresent()) {
                        bands.put(ofBands.get(), numbers(json));
                    } else if (measure.isPresent()) {
                        figure(json).ifPresent(figure -> figures.put(measure.get(), figure));
                    } else {
                        json.skipChildren();
                    }
                }
            }
            if (isWanted == null && scope != null && at != null) {
                isWanted = wanted.test(scope, at);
            }
        }
        JsonLines.require(json, JsonToken.END_OBJECT);
        if (isWanted == null || isWanted && (method == null || (day == null ? local == null : status == null))) {
            throw new JsonParseException(json, "a line without scope, method, and day and status, or end and local");
        }
        return isWanted
                ? new ScopeLine(
                        scope,
                        day,
                        end,
                        local,
                        day != null && !status.equals("final"),
                        revision,
                        method,
                        figures,
                        bands)
                : null;
    }

    private static <T> T parsed(JsonParser json, Function<String, T> parse) throws IOException {
        try {
            return parse.apply(json.getText());
        } catch (DateTimeParseException e) {
            throw new JsonParseException(json, e.getMessage(), e);
        }
    }

    private static List<Long> numbers(JsonParser json) throws IOException {
        List<Long> numbers = new ArrayList<>();
        JsonLines.require(json, JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(json.getLongValue());
        }
        return List.copyOf(numbers);
    }

    private static Optional<Figure> figure(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return Optional.of(Figure.count(json.getLongValue()));
        }
        long n = 0;
        long d = 0;
        double value = 0;
        String printed = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "n" -> n = json.getLongValue();
                case "d" -> d = json.getLongValue();
                case "percent", "value" -> value = json.getDoubleValue();
                case "printed" -> printed = json.getText();
                default -> json.skipChildren();
            }
        }
        JsonLines.require(json, JsonToken.END_OBJECT);
        return Optional.of(new Figure(n, d, value, printed));
    }
}
