package io.parkpulse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.DeadReason;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.Registry;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Stream;
import io.parkpulse.model.StreamField;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on data lists what the code reads, and its examples can be read. */
class DataPageTest {
    private static final Path PAGE = Path.of("..", "docs", "data.md");
    private static final Pattern FILE = Pattern.compile("(?m)^`([a-z.]+)`\\n\\n```\\w+\\n((?:[^`].*\\n)+)```$");
    private static final int EXAMPLE = 3;

    private static String page;

    @TempDir
    Path dir;

    @BeforeAll
    static void readPage() throws IOException {
        page = Files.readString(PAGE);
    }

    static List<RegistryColumns> tables() {
        return List.of(
                RegistryColumns.PARKS, RegistryColumns.ENTERPRISES, RegistryColumns.METERS, RegistryColumns.GRIDS);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theColumnsOfATableAreThoseThatAreRead(RegistryColumns table) {
        List<List<String>> rows = rowsUnder("### `" + table.file() + "`");

        assertThat(rows).extracting(row -> bare(row.get(0))).containsExactlyElementsOf(table.all());
        assertThat(rows)
                .filteredOn(row -> row.get(0).startsWith("**"))
                .extracting(row -> bare(row.get(0)))
                .containsExactlyElementsOf(table.required());
    }

    @ParameterizedTest
    @EnumSource(Stream.class)
    void theFieldsOfAStreamAreThoseThatAreRead(Stream stream) {
        assertThat(rowsUnder("### `" + stream.fileName() + "`"))
                .extracting(row -> bare(row.get(0)))
                .containsExactlyInAnyOrderElementsOf(
                        stream.fields().stream().map(StreamField::name).toList());
    }

    @Test
    void parametersAndReasonsAreThoseOfTheCode() {
        assertThat(rowsUnder("### `methods.yaml`"))
                .extracting(row -> bare(row.get(0)), row -> row.get(1))
                .containsExactlyElementsOf(Arrays.stream(MethodParameter.values())
                        .map(parameter -> org.assertj.core.groups.Tuple.tuple(
                                parameter.id(), MethodParameter.print(parameter.usual())))
                        .toList());
        assertThat(rowsUnder("## What could not be applied"))
                .extracting(row -> bare(row.get(0)))
                .containsExactlyElementsOf(
                        Arrays.stream(DeadReason.values()).map(DeadReason::id).toList());
    }

    @Test
    void theExampleOfEachColumnIsRead() throws Exception {
        for (RegistryColumns table : tables()) {
            Map<String, String> examples = new LinkedHashMap<>();
            rowsUnder("### `" + table.file() + "`")
                    .forEach(row -> examples.put(bare(row.get(0)), bare(row.get(EXAMPLE))));
            assertThat(examples.values()).noneMatch(String::isBlank);
            Files.writeString(
                    dir.resolve(table.file()),
                    String.join(",", examples.keySet()) + "\n" + String.join(",", examples.values()) + "\n");
        }

        Registry registry = RegistryReader.read(dir).registry();

        assertThat(registry.parks()).hasSize(1);
        assertThat(registry.enterprises()).hasSize(1);
        assertThat(registry.meters()).hasSize(1);
        assertThat(registry.grids()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Stream.class)
    void theExampleOfEachFieldIsApplied(Stream stream) throws Exception {
        RecordReader reader = new RecordReader(Roster.of(park().registry()));
        Set<StreamField.Role> others =
                stream.fields().stream().map(StreamField::inPlaceOf).collect(Collectors.toSet());
        // With each field, and with those that stand in its place.
        for (Predicate<StreamField> wanted : List.<Predicate<StreamField>>of(
                field -> field.inPlaceOf() == null, field -> !others.contains(field.role()))) {
            Set<String> names = stream.fields().stream()
                    .filter(wanted)
                    .map(StreamField::name)
                    .collect(Collectors.toSet());
            String record = rowsUnder("### `" + stream.fileName() + "`").stream()
                    .filter(row -> names.contains(bare(row.get(0))))
                    .map(row -> '"' + bare(row.get(0)) + "\":" + bare(row.get(EXAMPLE)))
                    .collect(Collectors.joining(",", "{", "}"));

            assertThat(isValid(reader, stream, record))
                    .as(record + reader.detail())
                    .isTrue();
        }
    }

    @Test
    void theParkFromNothingIsReadWithoutAnyWarningAndAllItsRecordsAreApplied() throws Exception {
        RegistryReader.Result park = park();
        Map<String, String> files = files();

        assertThat(files).hasSize(6);
        assertThat(files.values().stream()
                        .mapToLong(text -> text.lines().count())
                        .sum())
                .isEqualTo(20);
        assertThat(park.warnings()).isEmpty();
        assertThat(park.registry().enterprises()).hasSize(3);
        RecordReader reader = new RecordReader(Roster.of(park.registry()));
        for (Stream stream : Stream.values()) {
            assertThat(files.get(stream.fileName()).lines())
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(isValid(reader, stream, line)).as(line).isTrue());
        }
    }

    @Test
    void theTablesOfMetersThatChangeAreReadWithoutAnyWarning() throws Exception {
        park();
        String from = page.substring(page.indexOf("### When something changes"));
        Matcher tables = Pattern.compile("```csv\\n([^`]+)```").matcher(from.substring(0, from.indexOf("### What to")));
        List<Integer> rows = new ArrayList<>();
        while (tables.find()) {
            Files.writeString(dir.resolve("meters.csv"), tables.group(1));
            RegistryReader.Result read = RegistryReader.read(dir);
            assertThat(read.warnings()).as(tables.group(1)).isEmpty();
            rows.add(read.registry().meters().stream()
                    .mapToInt(meter -> meter.rows().size())
                    .sum());
        }
        assertThat(rows).containsExactly(2, 2, 2, 3, 3, 2, 3);
    }

    @Test
    void theMethodOfItsOwnIsRead() throws Exception {
        Matcher yaml = Pattern.compile("```yaml\\n([^`]+)```").matcher(page);
        assertThat(yaml.find(page.indexOf("### `methods.yaml`"))).isTrue();
        Files.writeString(dir.resolve("methods.yaml"), yaml.group(1));

        assertThat(RegistryReader.readMethods(dir).get("strict-2020").threshold())
                .isEqualByComparingTo("0.5");
    }

    private RegistryReader.Result park() throws Exception {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(dir.resolve(file.getKey()), file.getValue());
        }
        return RegistryReader.read(dir);
    }

    /** The files of the park from nothing, which the page shows whole. */
    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        String from = page.substring(page.indexOf("## A park from nothing\n") + 1);
        Matcher file = FILE.matcher(from.substring(0, from.indexOf("\n## ")));
        while (file.find()) {
            files.put(file.group(1), file.group(2));
        }
        return files;
    }

    private static boolean isValid(RecordReader reader, Stream stream, String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return reader.read(stream, bytes, 0, bytes.length);
    }

    /** The cells of the rows of the first table under a heading. */
    private static List<List<String>> rowsUnder(String heading) {
        List<String> lines = page.lines().toList();
        int from = lines.indexOf(heading);
        assertThat(from).as(heading).isNotNegative();
        int first = IntStream.range(from, lines.size())
                .filter(i -> lines.get(i).startsWith("| ---"))
                .findFirst()
                .orElseThrow();
        return lines.stream()
                .skip(first + 1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static String bare(String cell) {
        return cell.replace("*", "").replace("`", "");
    }
}
