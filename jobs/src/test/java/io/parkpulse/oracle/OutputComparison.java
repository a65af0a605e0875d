package io.parkpulse.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compares the files of two replays line by line: keys, their order and every value must be equal, doubles to 1e-12;
 * the free text {@code detail} of a dead letter is not compared.
 */
public final class OutputComparison {
    private static final List<String> FILES =
            List.of("run.json", "dead-letters.jsonl", "enterprises.jsonl", "daily.jsonl", "indices.jsonl");
    private static final String DEAD_LETTERS = "dead-letters.jsonl";
    private static final int LONGEST_SHOWN = 1500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private OutputComparison() {}

    /** Fails with the first differing line of each file. */
    public static void assertSame(Path want, Path got) {
        assertSame(want, got, false);
    }

    /** The same, but dead letters are compared as a set without their line numbers: for shuffled input. */
    public static void assertSameButForLineNumbers(Path want, Path got) {
        assertSame(want, got, true);
    }

    private static void assertSame(Path want, Path got, boolean ignoreLineNumbers) {
        List<String> differences = new ArrayList<>();
        for (String file : FILES) {
            String difference = difference(want.resolve(file), got.resolve(file), ignoreLineNumbers);
            if (difference != null) {
                differences.add(file + ": " + difference);
            }
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(got + " is not as " + want + "\n" + String.join("\n", differences));
        }
    }

    private static String difference(Path wantFile, Path gotFile, boolean ignoreLineNumbers) {
        List<String> want;
        List<String> got;
        try {
            if (!Files.exists(gotFile)) {
                return "missing";
            }
            want = lines(wantFile);
            got = lines(gotFile);
        } catch (IOException e) {
            return e.toString();
        }
        if (ignoreLineNumbers && wantFile.endsWith(DEAD_LETTERS)) {
            want = withoutLineNumbers(want);
            got = withoutLineNumbers(got);
        }
        for (int i = 0; i < Math.max(want.size(), got.size()); i++) {
            String wantLine = i < want.size() ? want.get(i) : null;
            String gotLine = i < got.size() ? got.get(i) : null;
            if (!same(wantLine, gotLine)) {
                return "line " + (i + 1) + " of " + want.size() + " (" + got.size() + " written)\n  want "
                        + shown(wantLine) + "\n  got  " + shown(gotLine);
            }
        }
        return null;
    }

    /** Strictly by LF; what follows the last one is a line if there is anything. */
    private static List<String> lines(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private static List<String> withoutLineNumbers(List<String> lines) {
        List<String> result = new ArrayList<>();
        for (String line : lines) {
            try {
                ObjectNode node = (ObjectNode) JSON.readTree(line);
                node.put("source", node.get("source").asText().replaceAll(":\\d+$", ""));
                node.put("detail", "");
                result.add(node.toString());
            } catch (JsonProcessingException | ClassCastException | NullPointerException e) {
                result.add(line);
            }
        }
        result.sort(null);
        return result;
    }

    private static boolean same(String want, String got) {
        if (want == null || got == null) {
            return false;
        }
        if (want.equals(got)) {
            return true;
        }
        try {
            return same(JSON.readTree(want), JSON.readTree(got));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean same(JsonNode want, JsonNode got) {
        if (want.isObject() && got.isObject() && want.size() == got.size()) {
            Iterator<Map.Entry<String, JsonNode>> others = got.properties().iterator();
            for (Map.Entry<String, JsonNode> field : want.properties()) {
                Map.Entry<String, JsonNode> other = others.next();
                boolean free = field.getKey().equals("detail");
                if (!field.getKey().equals(other.getKey()) || !(free || same(field.getValue(), other.getValue()))) {
                    return false;
                }
            }
            return true;
        }
        if (want.isArray() && got.isArray() && want.size() == got.size()) {
            for (int i = 0; i < want.size(); i++) {
                if (!same(want.get(i), got.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (want.isFloatingPointNumber() && got.isFloatingPointNumber()) {
            double a = want.doubleValue();
            double b = got.doubleValue();
            return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        }
        return want.equals(got);
    }

    private static String shown(String line) {
        if (line == null) {
            return "nothing";
        }
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
