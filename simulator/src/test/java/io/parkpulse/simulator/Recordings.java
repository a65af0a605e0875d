package io.parkpulse.simulator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes recordings for tests and reads them back, by other means than those that wrote them. */
final class Recordings {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private Recordings() {}

    static Scenario scenario(String name, long seed) {
        return Scenarios.named(name, seed, OptionalInt.empty(), OptionalInt.empty());
    }

    static Scenario province(long seed, int days, int enterprises) {
        return Scenarios.named("province", seed, OptionalInt.of(days), OptionalInt.of(enterprises));
    }

    static Path write(Scenario scenario, long seed, boolean mess, Path directory) {
        try {
            Files.createDirectories(directory);
            new Simulation(scenario, seed, mess).writeTo(directory, (lines, expected) -> {});
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the registry of a scenario, and no records. */
    static void writeRegistry(Scenario scenario, Path directory) {
        try (RegistryWriter registry = new RegistryWriter(scenario, directory, 0, true)) {
            scenario.parks().forEach(registry::write);
            scenario.premises(registry::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of each file. */
    static TreeMap<String, String> digests(Path recording) {
        TreeMap<String, String> digests = new TreeMap<>();
        try (java.util.stream.Stream<Path> files = Files.list(recording)) {
            for (Path file : files.toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                digests.put(file.getFileName().toString(), HexFormat.of().formatHex(digest));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return digests;
    }

    static JsonNode json(String line) throws IOException {
        return JSON.readValue(line);
    }

    static void eachLine(Path file, Consumer<String> consumer) {
        try (java.util.stream.Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.forEach(consumer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void eachObject(Path file, Consumer<JsonNode> consumer) {
        eachLine(file, line -> {
            try {
                consumer.accept(json(line));
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + line, e);
            }
        });
    }

    static List<NamedCsvRecord> csv(Path file) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long millis(JsonNode at) {
        return at.isIntegralNumber()
                ? at.longValue()
                : OffsetDateTime.parse(at.textValue()).toInstant().toEpochMilli();
    }
}
