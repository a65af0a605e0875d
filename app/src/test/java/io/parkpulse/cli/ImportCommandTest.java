package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ImportCommandTest {
    private static final Path MAPPINGS = Path.of("../docs/mappings");
    private static final int HOURS = 24;

    @TempDir
    Path dir;

    private final Commands commands = new Commands();

    private int run(Path in, String... more) {
        return commands.run(Stream.concat(Stream.of("import", in.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private int run(String example, Path out, String... more) {
        Path in = MAPPINGS.resolve(example);
        return run(
                in,
                Stream.concat(
                                Stream.of(
                                        "--mapping", in.resolve("mapping.yaml").toString(), "--out", out.toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRecordingIsWrittenWithItsRegistryAndTheCountsAddUp() throws IOException {
        Path out = dir.resolve("rec");

        assertThat(run("chinese-96-points", out)).as(commands.err()).isZero();

        assertThat(files(out))
                .containsExactly("dead-letters.jsonl", "enterprises.csv", "meters.csv", "parks.csv", "power.jsonl");
        assertThat(commands.out())
                .contains("384 rows read = 338 records + 0 skipped + 46 dead letters")
                .contains("dead letters: bad-value 46")
                .contains("next: ./parkpulse replay");
        assertThat(commands.err()).contains("Importing");
        assertThat(out.resolve("meters.csv")).hasSameBinaryContentAs(MAPPINGS.resolve("chinese-96-points/meters.csv"));
    }

    @Test
    void aReplayTakesWhatAnImportWrote() throws IOException {
        Path out = dir.resolve("rec");
        assertThat(run("chinese-96-points", out)).as(commands.err()).isZero();

        assertThat(commands.run(
                        "replay", out.toString(), "--out", dir.resolve("out").toString(), "--every", "PT1H"))
                .as(commands.err())
                .isZero();

        JsonNode power = new ObjectMapper()
                .readTree(dir.resolve("out/run.json").toFile())
                .at("/streams/power");
        assertThat(power.path("applied").asLong()).isEqualTo(338);
        // 56 quarters of 1.25 kWh and 40 of 3.25.
        assertThat(energies(dir.resolve("out"))).containsEntry("2020-03-16 E1", 200_000L);
    }

    @Test
    void showPrintsRowsBeforeAndAfterAndWritesNothing() throws IOException {
        Path in = MAPPINGS.resolve("horodate-valeur");

        assertThat(run(in, "--mapping", in.resolve("mapping.yaml").toString(), "--show", "3"))
                .as(commands.err())
                .isZero();

        assertThat(commands.out().lines().toList())
                .containsExactly(
                        "export.csv:2",
                        "  before  2020-03-16T00:00:00+01:00;1200",
                        "  after   {\"meter\":\"M1\",\"at\":\"2020-03-15T23:30:00Z\",\"value\":600,\"unit\":\"Wh\",\"period\":\"PT30M\"}",
                        "export.csv:3",
                        "  before  2020-03-16T00:30:00+01:00;1201",
                        "  after   {\"meter\":\"M1\",\"at\":\"2020-03-16T00:00:00Z\",\"value\":600.5,\"unit\":\"Wh\",\"period\":\"PT30M\"}",
                        "export.csv:4",
                        "  before  2020-03-16T01:00:00+01:00;",
                        "  after   dead letter: bad-value, value: blank",
                        "nothing was written, as --show only looks");
        assertThat(files(dir)).isEmpty();
    }

    @Test
    void problemsOfTheRegistryAndTheMappingAreSaidTogetherAndNothingIsWritten() throws IOException {
        Path in = dir.resolve("in");
        Commands.copy(MAPPINGS.resolve("neuron"), in);
        Files.writeString(in.resolve("parks.csv"), "park_id,zone\nP1,Mars\n");
        Files.writeString(
                in.resolve("mapping.yaml"), "inputs:\n  - files: export.jsonl\n    stream: water\n    format: jsonl\n");

        assertThat(run(
                        in,
                        "--mapping",
                        in.resolve("mapping.yaml").toString(),
                        "--out",
                        dir.resolve("rec").toString()))
                .isEqualTo(2);

        assertThat(commands.err())
                .contains("parks.csv:2: zone \"Mars\"")
                .contains("mapping.yaml:3: inputs[0].stream \"water\": expected one of checkin, headcount, power");
        assertThat(files(dir)).containsExactly("in");
    }

    @Test
    void aHashWithoutItsKeyIsRefused() throws IOException {
        assertThat(run("attendance-terminal", dir.resolve("rec"))).isEqualTo(2);

        assertThat(commands.err()).contains("hash \"PARKPULSE_PERSON_KEY\"").contains("environment variable");
        assertThat(files(dir)).isEmpty();
    }

    @Test
    void noRecordAtAllIsAnExitCodeOfItsOwnAndTheFilesAreWritten() throws IOException {
        Path in = dir.resolve("in");
        Commands.copy(MAPPINGS.resolve("neuron"), in);
        Files.writeString(in.resolve("export.jsonl"), "nothing\n");

        assertThat(run(
                        in,
                        "--mapping",
                        in.resolve("mapping.yaml").toString(),
                        "--out",
                        dir.resolve("rec").toString()))
                .isEqualTo(3);

        assertThat(commands.err()).contains("nothing was imported");
        assertThat(files(dir.resolve("rec"))).contains("dead-letters.jsonl", "power.jsonl", "parks.csv");
    }

    @Test
    void onlyWhatAnImportWroteIsReplaced() throws IOException {
        Path out = dir.resolve("rec");
        assertThat(run("telegraf", out)).isZero();
        assertThat(run("telegraf", out)).isEqualTo(2);
        assertThat(commands.err()).contains("--force");
        assertThat(run("telegraf", out, "--force")).isZero();

        Files.writeString(out.resolve("precious.txt"), "mine");
        assertThat(run("telegraf", out, "--force")).isEqualTo(2);
        assertThat(commands.err()).contains("precious.txt");
        assertThat(out.resolve("precious.txt")).hasContent("mine");

        Path recorded = dir.resolve("recorded");
        Commands.copy(Commands.EXAMPLE.resolve("in"), recorded);
        assertThat(run("telegraf", recorded, "--force")).isEqualTo(2);
        assertThat(commands.err()).contains("is not what import wrote");
    }

    @Test
    void theFolderThatIsImportedIsNotReplaced() throws IOException {
        Path in = dir.resolve("in");
        Commands.copy(MAPPINGS.resolve("telegraf"), in);

        assertThat(run(in, "--mapping", in.resolve("mapping.yaml").toString(), "--out", in.toString(), "--force"))
                .isEqualTo(2);
        assertThat(run(in, "--mapping", in.resolve("mapping.yaml").toString())).isEqualTo(2);

        assertThat(commands.err()).contains("--out");
        assertThat(files(in)).contains("export.jsonl").doesNotContain("power.jsonl");
    }

    /** A spelling of a time for each meter: 100 kWh an hour, stamped at the hours' ends, 2020-03-16 in Shanghai. */
    private static Map<String, Function<LocalDateTime, String>> spellings() {
        Map<String, Function<LocalDateTime, String>> spellings = new LinkedHashMap<>();
        spellings.put("local-T", t -> quoted(t + ":00"));
        spellings.put("local-space", t -> quoted(t.toString().replace('T', ' ') + ":00"));
        spellings.put("space-offset", t -> quoted(t.toString().replace('T', ' ') + ":00+08:00"));
        spellings.put("no-seconds", t -> quoted(t + "+08:00"));
        spellings.put("offset-nocolon", t -> quoted(t + ":00+0800"));
        spellings.put("offset-hours", t -> quoted(t + ":00+08"));
        spellings.put("epoch-s", t -> "" + seconds(t));
        spellings.put("epoch-s-float", t -> seconds(t) + ".0");
        spellings.put("epoch-ms-text", t -> quoted(seconds(t) + "000"));
        spellings.put("epoch-us", t -> seconds(t) + "000000");
        spellings.put("epoch-ns", t -> seconds(t) + "000000000");
        spellings.put("slash", t -> quoted(t.toString().replace('T', ' ').replace('-', '/')));
        spellings.put(
                "us",
                t -> quoted("%02d/%02d/%d %02d:00 %s"
                        .formatted(
                                t.getMonthValue(),
                                t.getDayOfMonth(),
                                t.getYear(),
                                t.getHour() % 12 == 0 ? 12 : t.getHour() % 12,
                                t.getHour() < 12 ? "AM" : "PM")));
        spellings.put(
                "h24",
                t -> quoted(t.getHour() == 0 ? t.toLocalDate().minusDays(1) + "T24:00:00+08:00" : t + ":00+08:00"));
        spellings.put("zoned", t -> quoted(t + ":00+08:00[Asia/Shanghai]"));
        spellings.put("ok", t -> quoted(t + ":00+08:00"));
        return spellings;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static long seconds(LocalDateTime time) {
        return time.toEpochSecond(java.time.ZoneOffset.ofHours(8));
    }

    /** A meter and an enterprise of each name, hourly. */
    private Path registry(Iterable<String> names) throws IOException {
        Path in = Files.createDirectories(dir.resolve("in"));
        StringBuilder enterprises = new StringBuilder("enterprise_id,park_id,baseline_wh\n");
        StringBuilder meters = new StringBuilder("meter_id,enterprise_id,kind,every\n");
        for (String name : names) {
            enterprises.append("E-").append(name).append(",P1,2400000\n");
            meters.append(name).append(",E-").append(name).append(",INTERVAL,PT1H\n");
        }
        Files.writeString(in.resolve("parks.csv"), "park_id,zone\nP1,Asia/Shanghai\n");
        Files.writeString(in.resolve("enterprises.csv"), enterprises);
        Files.writeString(in.resolve("meters.csv"), meters);
        return in;
    }

    private Map<String, Long> replayed(Path in, String mapping) throws IOException {
        Files.writeString(in.resolve("mapping.yaml"), mapping);
        Path rec = dir.resolve("rec");
        assertThat(run(in, "--mapping", in.resolve("mapping.yaml").toString(), "--out", rec.toString()))
                .as(commands.err())
                .isZero();
        assertThat(commands.run(
                        "replay", rec.toString(), "--out", dir.resolve("out").toString(), "--every", "PT1H"))
                .as(commands.err())
                .isZero();
        return energies(dir.resolve("out"));
    }

    /** Energy in Wh by day and enterprise. */
    private static Map<String, Long> energies(Path out) throws IOException {
        Map<String, Long> energies = new LinkedHashMap<>();
        for (String line : Files.readAllLines(out.resolve("enterprises.jsonl"))) {
            JsonNode day = new ObjectMapper().readTree(line);
            energies.put(
                    day.path("day").asText() + " " + day.path("enterprise").asText(),
                    day.path("energy_wh").asLong());
        }
        return energies;
    }

    @Test
    void sixteenSpellingsOfATimeGiveTheSameEnergy() throws IOException {
        Map<String, Function<LocalDateTime, String>> spellings = spellings();
        Path in = registry(spellings.keySet());
        List<String> lines = new ArrayList<>();
        spellings.forEach((meter, spelling) -> {
            for (int hour = 1; hour <= HOURS; hour++) {
                String at = spelling.apply(LocalDateTime.of(2020, 3, 16, 0, 0).plusHours(hour));
                lines.add("{\"meter\":\"" + meter + "\",\"at\":" + at + ",\"value\":100}");
            }
        });
        Files.write(in.resolve("readings.jsonl"), lines);

        Map<String, Long> energies = replayed(in, """
                inputs:
                  - files: readings.jsonl
                    stream: power
                    format: jsonl
                    meter: meter
                    at:
                      column: at
                      pattern: [iso, epoch-s, epoch-ms, epoch-us, epoch-ns, yyyy/MM/dd HH:mm, MM/dd/yyyy hh:mm a]
                      zone: park
                    value: value
                    unit: kWh
                """);

        assertThat(energies)
                .hasSize(16)
                .allSatisfy((day, wh) -> assertThat(wh).as(day).isEqualTo(2_400_000));
    }

    @Test
    void spellingsOfValuesAndIdsAreReadByAMapping() throws IOException {
        // What stands for the meter and for the value, by the meter that is meant.
        Map<String, List<String>> spelled = new LinkedHashMap<>();
        spelled.put("M-text", List.of("\"M-text\"", "\"100.0\""));
        spelled.put("M-comma", List.of("\"M-comma\"", "\"100,0\""));
        spelled.put("M-unit-text", List.of("\"M-unit-text\"", "\"100 kWh\""));
        spelled.put("M-thousands", List.of("\"M-thousands\"", "\"1.000,00\""));
        spelled.put("M-trail", List.of("\"M-trail \"", "100"));
        spelled.put("M-nbsp", List.of("\"M-nbsp\u00A0\"", "100"));
        spelled.put("M-case", List.of("\"m-case\"", "100"));
        spelled.put("007", List.of("\"007\"", "100"));
        spelled.put("008", List.of("\"8\"", "100"));
        spelled.put("9", List.of("9", "100"));
        spelled.put("M-full", List.of("\"Ｍ-full\"", "100"));
        spelled.put("10", List.of("\"10.0\"", "100"));
        spelled.put("M-unit-case", List.of("\"M-unit-case\"", "0.1,\"unit\":\"mwh\""));
        spelled.put("M-unit-han", List.of("\"M-unit-han\"", "100,\"unit\":\"千瓦时\""));
        spelled.put("M-null", List.of("\"M-null\"", "null"));
        spelled.put("M-unavailable", List.of("\"M-unavailable\"", "\"unavailable\""));
        Path in = registry(spelled.keySet());
        List<String> lines = new ArrayList<>();
        spelled.values().forEach(texts -> {
            for (int hour = 1; hour <= HOURS; hour++) {
                LocalDateTime at = LocalDateTime.of(2020, 3, 16, 0, 0).plusHours(hour);
                String value = texts.get(1);
                lines.add("{\"meter\":" + texts.get(0) + ",\"at\":\"" + at + ":00+08:00\",\"value\":" + value + "}");
            }
        });
        Files.write(in.resolve("readings.jsonl"), lines);
        Files.writeString(in.resolve("ids.csv"), "from,to\n8,008\n10.0,10\n");

        // Commas and points are two conventions, so the file is read as two.
        List<String> commas = List.of("M-comma", "M-thousands");
        String each = """
                  - files: readings.jsonl
                    stream: power
                    format: jsonl
                    decimal: "%s"
                    where: {meter: %s}
                    meter: meter
                    at: at
                    value: value
                    unit: {column: unit}
                    ids: {fold: [width, case], table: ids.csv}
                """;
        List<String> others = spelled.values().stream()
                .map(texts ->
                        texts.get(0).replace("\"", "").replace('\u00A0', ' ').strip())
                .filter(id -> !commas.contains(id))
                .map(id -> "\"" + id + "\"")
                .toList();

        Map<String, Long> energies =
                replayed(in, "inputs:\n" + each.formatted(",", commas) + each.formatted(".", others));

        spelled.keySet()
                .forEach(meter -> assertThat(energies.get("2020-03-16 E-" + meter))
                        .as(meter)
                        .isEqualTo(
                                switch (meter) {
                                    case "M-null", "M-unavailable" -> 0;
                                    case "M-thousands" -> 24_000_000;
                                    default -> 2_400_000;
                                }));
        assertThat(Files.readAllLines(dir.resolve("rec/dead-letters.jsonl")))
                .hasSize(2 * HOURS)
                .anyMatch(line -> line.contains("value: \\\"unavailable\\\" is no number"))
                .anyMatch(line -> line.contains("value: missing"));
    }
}
