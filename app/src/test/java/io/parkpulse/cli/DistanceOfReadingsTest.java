package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceOfReadingsTest {
    private static final Instant START = Instant.parse("2020-03-16T00:00:00Z");

    @TempDir
    Path dir;

    @Test
    void energiesOfHoursAreNotThoseOfQuarters() throws Exception {
        List<String> lines = readings("M1", Duration.ofHours(1), 24, "");
        lines.addAll(readings("M2", Duration.ofHours(1), 24, ""));
        lines.addAll(readings("unheard-of", Duration.ofHours(1), 24, ""));
        lines.add("no record");
        String[] hint = {
            "hint: readings of 2 meters come every PT1H, meters.csv says every PT15M: \"M1\", \"M2\"",
            "  every decides how much counts as covered: set it to PT1H if they are meant to come so"
        };

        assertThat(hints(lines, "M1,INTERVAL,", "M2,INTERVAL,")).containsExactly(hint);

        Collections.shuffle(lines, new Random(1));
        assertThat(hints(lines, "M1,INTERVAL,", "M2,INTERVAL,")).containsExactly(hint);
    }

    @ParameterizedTest
    @CsvSource({
        // meter, minutes between readings, field, said
        "'INTERVAL,PT1H', 60, '', false",
        "'INTERVAL,PT1H', 15, '', true",
        "'INTERVAL,', 16, '', false",
        "'INTERVAL,', 60, ',\"period\":\"PT1H\"', false",
        "'INTERVAL,', 120, ',\"period\":\"PT1H\"', true",
        "'CUMULATIVE,', 60, '', false",
        "'CUMULATIVE,', 61, '', true",
        "'CUMULATIVE,PT1H', 15, '', false",
    })
    void itIsSaidWhereItMatters(String meter, int minutes, String field, boolean said) throws Exception {
        List<String> lines = readings("M1", Duration.ofMinutes(minutes), 30, field);

        assertThat(hints(lines, "M1," + meter)).hasSize(said ? 2 : 0);
    }

    @Test
    void readingsAtNoUsualDistanceSayNothing() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i < 40; i++) {
            lines.addAll(readings("M1", Duration.ofMinutes(i * i), 2, ""));
        }
        assertThat(hints(lines, "M1,INTERVAL,")).isEmpty();
        assertThat(hints(readings("M1", Duration.ofHours(1), 4, ""), "M1,INTERVAL,"))
                .isEmpty();
        assertThat(hints(List.of(), "M1,INTERVAL,")).isEmpty();
    }

    @Test
    void theRowThatHoldsSaysHowFarReadingsAreApart() throws Exception {
        List<String> lines = readings("M1", Duration.ofHours(1), 24, "");
        lines.addAll(readings("M1", START.plus(Duration.ofHours(24)), Duration.ofMinutes(15), 96, ""));

        assertThat(hints(lines, "M1,INTERVAL,PT1H,,1584403200000", "M1,INTERVAL,PT15M,1584403200000,"))
                .isEmpty();
        assertThat(hints(lines, "M1,INTERVAL,PT1H,,1584403200000", "M1,INTERVAL,PT1H,1584403200000,"))
                .startsWith("hint: readings of 1 meter come every PT15M, meters.csv says every PT1H: \"M1\"");
        assertThat(hints(lines, "M1,INTERVAL,PT1H,,1584403200000", "M1,INTERVAL,PT5M,1584403200000,"))
                .startsWith("hint: readings of 1 meter come every PT15M, meters.csv says every PT5M: \"M1\"");
    }

    @Test
    void withoutReadingsNothingIsSaid() throws Exception {
        assertThat(DistanceOfReadings.hints(dir, registry("M1,INTERVAL,"))).isEmpty();
    }

    private List<String> hints(List<String> lines, String... meters) throws IOException, RegistryException {
        Files.write(dir.resolve("power.jsonl"), lines);
        return DistanceOfReadings.hints(dir, registry(meters));
    }

    private Registry registry(String... meters) throws IOException, RegistryException {
        Files.writeString(dir.resolve("parks.csv"), "park_id\nP1\n");
        Files.writeString(dir.resolve("enterprises.csv"), "enterprise_id,park_id\nE1,P1\n");
        StringBuilder rows = new StringBuilder("enterprise_id,meter_id,kind,every,valid_from,valid_to\n");
        for (String meter : meters) {
            int left = 4 - (int) meter.chars().filter(c -> c == ',').count();
            rows.append("E1,").append(meter).append(",".repeat(left)).append('\n');
        }
        Files.writeString(dir.resolve("meters.csv"), rows);
        return RegistryReader.read(dir).registry();
    }

    private static List<String> readings(String meter, Duration distance, int count, String field) {
        return readings(meter, START, distance, count, field);
    }

    private static List<String> readings(String meter, Instant start, Duration distance, int count, String field) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add("{\"meter\":\"" + meter + "\",\"at\":\"" + start.plus(distance.multipliedBy(i)) + "\",\"value\":1"
                    + field + "}");
        }
        return lines;
    }
}
