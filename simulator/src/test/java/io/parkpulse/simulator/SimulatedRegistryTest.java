package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedRegistryTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"seed-parks", "tiny", "province"})
    void theRegistryIsOneThatTheContractAccepts(String name) {
        Scenario scenario = name.equals("province") ? Recordings.province(1, 1, 900) : Recordings.scenario(name, 1);
        Recordings.writeRegistry(scenario, directory);

        Set<String> parks = new HashSet<>();
        for (NamedCsvRecord park : Recordings.csv(directory.resolve("parks.csv"))) {
            assertThat(parks.add(park.getField("park_id"))).isTrue();
            assertThat(ZoneId.of(park.getField("zone")).getId()).isEqualTo("Asia/Shanghai");
            assertThat(park.getField("park_class")).matches("[1-4]?");
            assertThat(park.getField("batch")).matches("[1-3]?");
            if (!park.getField("opens_on").isEmpty()) {
                LocalDate.parse(park.getField("opens_on"));
            }
        }

        Set<String> enterprises = new HashSet<>();
        for (NamedCsvRecord row : Recordings.csv(directory.resolve("enterprises.csv"))) {
            assertThat(enterprises.add(row.getField("enterprise_id"))).isTrue();
            assertThat(row.getField("park_id")).matches(parks::contains);
            assertThat(row.getField("site_kind")).isIn("own-site", "trade-logistics", "office-building");
            assertThat(row.getField("grid").split("/")).hasSizeLessThanOrEqualTo(5);
            StaffSource.valueOf(row.getField("staff_source"));
            Evidence.valueOf(row.getField("evidence"));
            Process.valueOf(row.getField("process").toUpperCase(Locale.ROOT));
            long baseline = Long.parseLong(row.getField("baseline_wh"));
            assertThat(Long.parseLong(row.getField("standby_wh")) * 10)
                    .as("standing still is below three tenths of the baseline")
                    .isLessThanOrEqualTo(baseline * 3);
        }

        Map<String, Integer> shares = new TreeMap<>();
        Map<String, List<String>> agreed = new HashMap<>();
        for (NamedCsvRecord row : Recordings.csv(directory.resolve("meters.csv"))) {
            assertThat(row.getField("enterprise_id")).matches(enterprises::contains);
            shares.merge(row.getField("meter_id"), Integer.parseInt(row.getField("share")), Integer::sum);
            List<String> rest = row.getFields().subList(3, row.getFieldCount());
            assertThat(agreed.computeIfAbsent(row.getField("meter_id"), id -> rest))
                    .isEqualTo(rest);
            MeterKind.valueOf(row.getField("kind"));
            assertThat(new BigDecimal(row.getField("wh_per_unit"))).isPositive();
            assertThat(new BigDecimal(row.getField("rated_kva"))).isPositive();
            assertThat(Duration.parse(row.getField("every"))).isPositive();
        }
        assertThat(shares.values()).containsOnly(10_000);
        assertThat(shares).isNotEmpty();
    }

    @Test
    void theSeedParksHaveEveryKindOfEnterpriseAndMeter() {
        Recordings.writeRegistry(Recordings.scenario("seed-parks", 1), directory);
        List<NamedCsvRecord> enterprises = Recordings.csv(directory.resolve("enterprises.csv"));
        List<NamedCsvRecord> meters = Recordings.csv(directory.resolve("meters.csv"));

        assertThat(Recordings.csv(directory.resolve("parks.csv"))).hasSize(10).allSatisfy(park -> {
            for (String language : List.of("zh", "en", "ja", "ko")) {
                assertThat(park.getField("name_" + language)).isNotBlank();
            }
        });
        assertThat(values(enterprises, "industry")).hasSizeGreaterThanOrEqualTo(12);
        assertThat(values(enterprises, "site_kind")).hasSize(3);
        assertThat(values(enterprises, "staff_source")).hasSize(2);
        assertThat(values(enterprises, "evidence")).contains("POWER", "PRESENCE");
        assertThat(values(meters, "kind")).hasSize(2);
        assertThat(values(meters, "every")).contains("PT15M", "PT1H");
        assertThat(values(meters, "share")).contains("10000", "2000");
        assertThat(values(enterprises, "grid"))
                .anyMatch(path -> path.split("/").length == 5)
                .filteredOn(path -> path.startsWith("district-"))
                .hasSize(4 * 6);
        Map<String, Integer> perEnterprise = new HashMap<>();
        meters.forEach(row -> perEnterprise.merge(row.getField("enterprise_id"), 1, Integer::sum));
        assertThat(perEnterprise.values()).contains(1, 2, 3, 4);
    }

    @Test
    void enterprisesAndGridsHaveNamesInTheLanguagesOfTheirPark() {
        Recordings.writeRegistry(Recordings.scenario("seed-parks", 1), directory);
        Map<String, NamedCsvRecord> grids = new HashMap<>();
        Recordings.csv(directory.resolve("grids.csv")).forEach(row -> grids.put(row.getField("path"), row));

        int named = 0;
        for (NamedCsvRecord row : Recordings.csv(directory.resolve("enterprises.csv"))) {
            String id = row.getField("enterprise_id");
            String number = id.substring(id.length() - 4);
            boolean made = row.getField("name").endsWith(number + "公司");
            named += made ? 1 : 0;
            for (String column : List.of("name_en", "name_ja", "name_ko")) {
                String name = row.getField(column);
                assertThat(made ? name.endsWith(" " + number) : name.isEmpty())
                        .as(id)
                        .isTrue();
            }
            for (String path = row.getField("grid"); !path.isEmpty(); path = above(path)) {
                assertThat(grids.containsKey(path)).as(path).isTrue();
            }
        }
        assertThat(named).isGreaterThan(10_000);
        assertThat(grids.get("jingkai/street-2").getFields())
                .containsExactly("jingkai/street-2", "第2街道", "Subdistrict 2", "第2街道", "제2가도");
        assertThat(grids.get("jingkai").getField("name_en")).isEqualTo("Jingkai");
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    @Test
    void aParkWithAChineseShortNameAloneHasNoFurtherNames() {
        Recordings.writeRegistry(Recordings.scenario("tiny", 1), directory);

        assertThat(directory.resolve("grids.csv")).doesNotExist();
        assertThat(Recordings.csv(directory.resolve("enterprises.csv")).get(0).getHeader())
                .doesNotContain("name_en");
    }

    private static Set<String> values(List<NamedCsvRecord> rows, String column) {
        Set<String> values = new HashSet<>();
        rows.forEach(row -> values.add(row.getField(column)));
        return values;
    }
}
