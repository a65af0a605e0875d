package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.model.Enterprise;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineRowsTest {
    private static final String HEADER =
            "enterprise_id,baseline_id,from,to,baseline_wh,days_used,days_left_out,standby_wh,capacity_wh";
    private static final BaselineSet AUTUMN =
            new BaselineSet("autumn", LocalDate.of(2019, 10, 8), LocalDate.of(2019, 11, 30));
    private static final BaselineSet SPRING =
            new BaselineSet("spring", LocalDate.of(2019, 3, 1), LocalDate.of(2019, 4, 30));

    @TempDir
    Path dir;

    RegistryFiles files;

    @BeforeEach
    void soundRegistry() {
        files = new RegistryFiles(dir);
    }

    @Test
    void enterprisesHaveTheBaselinesWhereTheirOwnCellsAreBlank() {
        files.enterprises(
                "enterprise_id,park_id,baseline_wh,standby_wh,capacity_wh",
                "E1,P1,,,",
                "E2,P1,5,,7",
                "E3,P1,0,0,0",
                "E4,P2,,,");
        files.baselines(
                HEADER,
                "E1,autumn,2019-10-08,2019-11-30,100,30,2,10,200",
                "E2,autumn,2019-10-08,2019-11-30,100,30,2,10,200",
                "E3,autumn,2019-10-08,2019-11-30,100,30,2,10,200",
                "E4,autumn,2019-10-08,2019-11-30,,2,30,,");

        RegistryReader.Result read = files.read();

        assertThat(read.registry().enterprises())
                .extracting(Enterprise::baselineWh, Enterprise::standbyWh, Enterprise::capacityWh)
                .containsExactly(tuple(100L, 10L, 200L), tuple(5L, 10L, 7L), tuple(0L, 0L, 0L), tuple(0L, 0L, 0L));
        assertThat(read.baselines()).containsExactly(entry("P1", AUTUMN));
    }

    @Test
    void ofSeveralBaselinesAParkNamesOne() {
        files.baselines(
                HEADER,
                "E1,autumn,2019-10-08,2019-11-30,100,,,,",
                "E2,autumn,2019-10-08,2019-11-30,100,,,,",
                "E1,spring,2019-03-01,2019-04-30,200,,,,",
                "E2,spring,2019-03-01,2019-04-30,200,,,,");
        files.parks("park_id,baseline", "P1,autumn", "P2,spring");

        RegistryReader.Result read = files.read();

        assertThat(read.registry().enterprises())
                .extracting(Enterprise::baselineWh)
                .containsExactly(100L, 200L);
        assertThat(read.baselines()).containsOnly(entry("P1", AUTUMN), entry("P2", SPRING));

        files.parks("park_id,baseline", "P1,", "P2,summer");
        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:2: baseline \"\": expected the id of baselines in baselines.csv, which has autumn, spring",
                        "parks.csv:3: baseline \"summer\":"
                                + " expected the id of baselines in baselines.csv, which has autumn, spring");
    }

    @Test
    void whatIsWrongWithBaselinesIsSaidWithItsPlace() {
        files.baselines(
                HEADER,
                "E1,autumn,2019-10-08,2019-11-30,1.5,,,,",
                "E1,autumn,2019-10-08,2019-11-30,,,,-1,x",
                "E2,autumn,2019-10-09,2019-11-30,,,,,",
                "E2,spring,2019-04-30,2019-04-29,,,,,",
                ",summer,soon,,,,,,");

        assertThat(files.problems())
                .containsExactly(
                        "baselines.csv:2: baseline_wh \"1.5\": expected a whole number from 0 to 9007199254740992",
                        "baselines.csv:3: capacity_wh \"x\": expected a whole number from 0 to 9007199254740992",
                        "baselines.csv:3: enterprise_id \"E1\":"
                                + " expected an enterprise once for each baseline_id; line 2 has it",
                        "baselines.csv:3: standby_wh \"-1\": expected a whole number from 0 to 9007199254740992",
                        "baselines.csv:4: from \"2019-10-09\": expected the days of autumn, of 2019-10-08 to 2019-11-30, as"
                                + " in line 2; baselines of other days have another id",
                        "baselines.csv:5: to \"2019-04-29\": expected a day that is not before from",
                        "baselines.csv:6: enterprise_id \"\": expected the id of an enterprise",
                        "baselines.csv:6: from \"soon\": expected a date such as 2019-10-08",
                        "baselines.csv:6: to \"\": expected a date such as 2019-10-08");
    }

    @Test
    void whatLeadsNowhereIsWarnedOf() {
        files.baselines(HEADER, "E1,autumn,2019-10-08,2019-11-30,1,,,,", "E9,autumn,2019-10-08,2019-11-30,1,,,,");
        assertThat(files.read().warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly("baselines.csv: enterprises that are not in enterprises.csv: 1 (E9)");

        files.without("baselines.csv").parks("park_id,baseline", "P1,autumn", "P2,");
        assertThat(files.read().warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly(
                        "baselines.csv: parks name baselines (autumn), and there are none: enterprises have what"
                                + " enterprises.csv says");
    }

    @Test
    void rowsOfTheTopicHaveTheEnergiesAndNameTheBaselines() throws Exception {
        files.baselines(HEADER, "E1,autumn,2019-10-08,2019-11-30,100,30,2,,200");

        List<RegistryRow> rows = RegistryReader.readRows(dir).rows();

        assertThat(rows)
                .extracting(row -> row.key() + " " + new String(row.toJson(), StandardCharsets.UTF_8))
                .contains(
                        "park/P1 {\"park_id\":\"P1\",\"baseline\":\"autumn\",\"baseline_from\":\"2019-10-08\","
                                + "\"baseline_to\":\"2019-11-30\"}",
                        "park/P2 {\"park_id\":\"P2\"}",
                        "enterprise/E1/ {\"enterprise_id\":\"E1\",\"park_id\":\"P1\",\"baseline_wh\":\"100\","
                                + "\"capacity_wh\":\"200\"}");

        RegistryRows topic = new RegistryRows();
        RegistryRows.Outcome outcome = topic.apply(rows.stream()
                .map(row -> new RegistryRows.Change(row.key(), row.toJson()))
                .toList());
        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.warnings()).isEmpty();
        assertThat(outcome.registry()).isEqualTo(files.read().registry());

        Path recorded = Files.createDirectory(dir.resolve("recorded"));
        RowFiles.write(recorded, topic.rows());
        assertThat(RegistryReader.read(recorded).registry()).isEqualTo(outcome.registry());
    }
}
