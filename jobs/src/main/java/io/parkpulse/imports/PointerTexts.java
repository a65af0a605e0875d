package io.parkpulse.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.parkpulse.mapping.Place;
import io.parkpulse.mapping.RowTexts;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The texts at pointers into a record, and of those that it does not have into the whole around it. */
final class PointerTexts implements RowTexts {
    /** A step on the way to places. */
    static final class Step {
        private final Map<String, Step> children = new HashMap<>();
        private int[] places = {};

        Step child(String name) {
            return children.get(name);
        }

        boolean isPlace() {
            return places.length > 0;
        }
    }

    /** Reads the texts of the whole, once they are asked for. */
    @FunctionalInterface
    interface Whole {
        void readInto(PointerTexts texts) throws IOException;
    }

    private final Step root = new Step();
    private final List<Place> places;
    private final String[] texts;
    private final boolean[] numbers;
    private Whole whole;
    private PointerTexts ofWhole;

    PointerTexts(List<Place> places) {
        this.places = places;
        this.texts = new String[places.size()];
        this.numbers = new boolean[texts.length];
        for (int i = 0; i < texts.length; i++) {
            Step step = root;
            for (String token : tokens(places.get(i).text())) {
                step = step.children.computeIfAbsent(token, name -> new Step());
            }
            step.places = Arrays.copyOf(step.places, step.places.length + 1);
            step.places[step.places.length - 1] = i;
        }
    }

    /** The names and numbers of a pointer, unescaped. */
    static List<String> tokens(String pointer) {
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    Step root() {
        return root;
    }

    /** What the records that follow are parts of; null where they are the whole. */
    void within(Whole around) {
        whole = around;
        ofWhole = null;
    }

    void clear() {
        Arrays.fill(texts, null);
    }

    /** The first text at a step holds. */
    void put(Step step, String text, boolean isNumber) {
        for (int place : step.places) {
            if (texts[place] == null) {
                texts[place] = text;
                numbers[place] = isNumber;
            }
        }
    }

    @Override
    public String text(int place) {
        if (texts[place] != null || whole == null) {
            return texts[place];
        }
        if (ofWhole == null) {
            ofWhole = new PointerTexts(places);
            try {
                whole.readInto(ofWhole);
            } catch (IOException e) {
                // What is wrong with it is said where its rows are read.
                return null;
            }
        }
        return ofWhole.texts[place];
    }

    @Override
    public boolean isNumber(int place) {
        return texts[place] != null ? numbers[place] : ofWhole != null && ofWhole.numbers[place];
    }

    /** Takes the texts of the value at which a parser is, and leaves it at the value's end. */
    void collect(JsonParser json) throws IOException {
        collect(json, root);
    }

    private void collect(JsonParser json, Step step) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                descend(json, step.children.get(name));
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                if (json.currentToken() == null) {
                    return;
                }
                descend(json, step.children.isEmpty() ? null : step.children.get(Integer.toString(i)));
            }
        } else if (token != JsonToken.VALUE_NULL && step.places.length > 0) {
            put(step, json.getText(), token.isNumeric());
        }
    }

    private void descend(JsonParser json, Step step) throws IOException {
        if (step == null) {
            json.skipChildren();
        } else {
            collect(json, step);
        }
    }
}
