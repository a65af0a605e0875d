package io.parkpulse.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.ingest.JsonMistake;
import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.RowFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/** The rows of JSON: values at a pointer, elements of a list, or the whole. */
final class JsonRows implements RowReader {
    /** What programs write in place of a number makes a row bad, not the whole file. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String records;
    private final PointerTexts texts;

    JsonRows(RowFormat format, Mapping mapping) {
        this.records = format.records();
        this.texts = new PointerTexts(mapping.places());
    }

    @Override
    public void read(TextSource source, RowHandler handler) throws IOException {
        texts.within(records == null ? null : whole -> readWhole(source, whole));
        try (BufferedReader in = source.openForRows()) {
            rows(in, records, texts, 0, null, handler);
        }
    }

    private static void readWhole(TextSource source, PointerTexts texts) throws IOException {
        try (BufferedReader in = source.open();
                JsonParser json = JSON.createParser(in)) {
            json.nextToken();
            texts.collect(json);
        }
    }

    /** Takes the texts of a whole value. */
    static void whole(String text, PointerTexts texts) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            texts.collect(json);
        }
    }

    /**
     * Reads the rows of all values in a text.
     *
     * @param linesBefore lines before the text
     * @param whole the text; null where it is too long to be kept
     * @return whether more rows are wanted
     */
    static boolean rows(
            Reader in, String records, PointerTexts texts, long linesBefore, String whole, RowHandler handler)
            throws IOException {
        KeptText kept = new KeptText(in);
        try (JsonParser json = JSON.createParser(kept)) {
            boolean found = false;
            try {
                while (json.nextToken() != null) {
                    found = true;
                    if (records != null && !descend(json, PointerTexts.tokens(records))) {
                        long line = linesBefore + json.currentTokenLocation().getLineNr();
                        if (!handler.broken(line, "no " + records + " in it", whole == null ? "" : whole)) {
                            return false;
                        }
                        continue;
                    }
                    boolean list = json.currentToken() == JsonToken.START_ARRAY;
                    while (!list || json.nextToken() != JsonToken.END_ARRAY) {
                        if (!row(json, kept, texts, linesBefore, handler)) {
                            return false;
                        }
                        if (!list) {
                            break;
                        }
                    }
                    if (records != null) {
                        ascend(json);
                    }
                }
            } catch (JsonProcessingException e) {
                long line = linesBefore
                        + (e.getLocation() == null ? 1 : e.getLocation().getLineNr());
                return handler.broken(
                        line,
                        "no JSON: " + Sentences.ENGLISH.of(JsonMistake.of(e))
                                + (whole == null ? "; not read from here on" : ""),
                        whole == null ? kept.line() : whole);
            }
            return found || whole == null || handler.broken(linesBefore + 1, "no JSON", whole);
        }
    }

    private static boolean row(JsonParser json, KeptText kept, PointerTexts texts, long linesBefore, RowHandler handler)
            throws IOException {
        long start = json.currentTokenLocation().getCharOffset();
        long line = linesBefore + json.currentTokenLocation().getLineNr();
        kept.from(start);
        texts.clear();
        texts.collect(json);
        json.finishToken(); // A text is read to its end only when somebody asks for it.
        long end = json.currentLocation().getCharOffset();
        return handler.row(texts, line, () -> kept.text(start, end));
    }

    /** Goes to the value at a pointer; false, behind the whole, if there is none. */
    private static boolean descend(JsonParser json, List<String> tokens) throws IOException {
        for (String token : tokens) {
            boolean found = false;
            if (json.currentToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    if (name.equals(token)) {
                        found = true;
                        break;
                    }
                    json.skipChildren();
                }
            } else if (json.currentToken() == JsonToken.START_ARRAY) {
                for (int i = 0; json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null; i++) {
                    if (Integer.toString(i).equals(token)) {
                        found = true;
                        break;
                    }
                    json.skipChildren();
                }
            }
            if (!found) {
                ascend(json);
                return false;
            }
        }
        return true;
    }

    /** Goes behind the whole. */
    private static void ascend(JsonParser json) throws IOException {
        while (!json.getParsingContext().inRoot() && json.nextToken() != null) {
            // on to its end
        }
    }
}
