package io.parkpulse.explain;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The figures of a scope and a local day, as they stand in {@code daily.jsonl}.
 *
 * @param provisional whether the recording breaks off inside the day
 * @param revision how often it was corrected
 * @param method id of the scope's method
 * @param figures without those that are null
 * @param bands how many enterprises lie in each band, the lowest first; without those that the line does not have
 */
public record DailyLine(
        String scope,
        LocalDate day,
        boolean provisional,
        long revision,
        String method,
        Map<Measure, Figure> figures,
        Map<Bands, List<Long>> bands) {

    public DailyLine {
        figures = Map.copyOf(figures);
        bands = Map.copyOf(bands);
    }

    /** The figure; empty for one that is not known. */
    public Optional<Figure> figure(Measure measure) {
        return Optional.ofNullable(figures.get(measure));
    }

    /**
     * Reads a file of days line by line.
     *
     * @param wanted lines, by scope and day
     * @param each gets the lines wanted, in order
     */
    public static void read(Path file, BiPredicate<String, LocalDate> wanted, Consumer<DailyLine> each)
            throws IOException {
        JsonLines.read(file, json -> {
            DailyLine line = read(json, wanted);
            if (line != null) {
                each.accept(line);
            }
        });
    }

    private static DailyLine read(JsonParser json, BiPredicate<String, LocalDate> wanted) throws IOException {
        String scope = null;
        LocalDate day = null;
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
                case "day" -> day = date(json);
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
            if (isWanted == null && scope != null && day != null) {
                isWanted = wanted.test(scope, day);
            }
        }
        JsonLines.require(json, JsonToken.END_OBJECT);
        if (isWanted == null || isWanted && (status == null || method == null)) {
            throw new JsonParseException(json, "a line without scope, day, status or method");
        }
        return isWanted ? new DailyLine(scope, day, !status.equals("final"), revision, method, figures, bands) : null;
    }

    static LocalDate date(JsonParser json) throws IOException {
        try {
            return LocalDate.parse(json.getText());
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
