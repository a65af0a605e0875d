package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of meters are read as a second reader says, who looks at each millisecond by itself. */
class MeterTablesTest {
    private static final int TABLES = 2_000;
    private static final long LAST = 6;
    private static final List<String> COLUMNS = List.of(
            "meter_id",
            "enterprise_id",
            "share",
            "flow",
            "kind",
            "signed",
            "wh_per_unit",
            "modulus",
            "rated_kva",
            "every",
            "serial",
            "valid_from",
            "valid_to");

    /** The columns in which rows agree, and what a blank there says by itself. */
    private static final Map<String, String> USUAL = Map.of(
            "kind", "CUMULATIVE",
            "signed", "false",
            "wh_per_unit", "1000",
            "modulus", "0",
            "rated_kva", "0",
            "every", "PT15M",
            "serial", "");

    /** When enterprises are in a park: the first always, the others for a time. */
    private static final long[][] HELD = {{Long.MIN_VALUE, Long.MAX_VALUE}, {2, 4}, {1, Long.MAX_VALUE}};

    @TempDir
    Path dir;

    @Test
    void anyTableIsReadOrRefusedAsASecondReaderSays() {
        RegistryFiles files = new RegistryFiles(dir);
        files.enterprises("enterprise_id,park_id,valid_from,valid_to", "E0,P1,,", "E1,P1,2,4", "E2,P1,1,");
        int read = 0;
        int refused = 0;
        for (int seed = 0; seed < TABLES; seed++) {
            List<Map<String, String>> table = table(new Random(seed));
            List<String> lines = new ArrayList<>();
            lines.add(String.join(",", COLUMNS));
            table.forEach(row ->
                    lines.add(String.join(",", COLUMNS.stream().map(row::get).toList())));
            files.meters(lines.toArray(String[]::new));

            List<Meter> expected = secondReader(table);
            String which = String.join("\n", lines);

            try {
                assertThat(RegistryReader.read(dir).registry().meters())
                        .as(which)
                        .isEqualTo(expected);
                read += table.size() > 1 ? 1 : 0;
            } catch (RegistryException e) {
                assertThat(expected).as(which + "\n" + e.getMessage()).isNull();
                refused++;
            }
        }
        assertThat(read).as("tables of several rows that are read").isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    private static List<Map<String, String>> table(Random random) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Map<String, String> row = new HashMap<>();
            COLUMNS.forEach(column -> row.put(column, ""));
            row.put("meter_id", random.nextInt(6) == 0 ? "M2" : "M1");
            row.put("enterprise_id", "E" + random.nextInt(HELD.length));
            some(row, "share", random, 3, "5000", "5000", "4000", "10000");
            some(row, "flow", random, 2, "ADD", "SUBTRACT", "SUBTRACT");
            some(row, "kind", random, 7, "CUMULATIVE", "CUMULATIVE", "INTERVAL");
            some(row, "signed", random, 9, "false", "true");
            some(row, "wh_per_unit", random, 7, "1000", "1e3", "2000");
            some(row, "modulus", random, 12, "10");
            some(row, "rated_kva", random, 7, "5", "5.0");
            some(row, "every", random, 7, "PT15M", "PT900S", "PT1H");
            some(row, "serial", random, 7, "A", "B");
            if (random.nextBoolean() && !rows.isEmpty()) { // follows on the one before
                row.put("valid_from", rows.get(rows.size() - 1).get("valid_to"));
                some(row, "valid_to", random, 2, "3", "4", "5");
            } else {
                some(row, "valid_from", random, 3, "1", "2", "3");
                some(row, "valid_to", random, 2, "2", "3", "4");
            }
            rows.add(row);
        }
        return rows;
    }

    private static void some(Map<String, String> row, String column, Random random, int seldom, String... values) {
        if (random.nextInt(seldom) == 0) {
            row.put(column, values[random.nextInt(values.length)]);
        }
    }

    /** Null for a table that is refused. */
    private static List<Meter> secondReader(List<Map<String, String>> table) {
        Map<String, List<Map<String, String>>> byMeter = new TreeMap<>();
        table.forEach(row -> byMeter.computeIfAbsent(row.get("meter_id"), none -> new ArrayList<>())
                .add(row));
        List<Meter> meters = new ArrayList<>();
        for (Map.Entry<String, List<Map<String, String>>> meter : byMeter.entrySet()) {
            List<Map<String, Object>> registers = new ArrayList<>();
            for (Map<String, String> row : meter.getValue()) {
                registers.add(new HashMap<>());
                if (from(row) >= to(row)) {
                    return null;
                }
                long[] held = HELD[row.get("enterprise_id").charAt(1) - '0'];
                if (to(row) <= held[0] || from(row) >= held[1]) {
                    return null;
                }
            }
            if (!isSound(meter.getValue(), registers)) {
                return null;
            }
            List<Meter.Row> rows = new ArrayList<>();
            for (int i = 0; i < registers.size(); i++) {
                Map<String, String> row = meter.getValue().get(i);
                Register register = register(registers.get(i));
                if (register == null) {
                    return null;
                }
                rows.add(new Meter.Row(row.get("enterprise_id"), share(row), flow(row), register, from(row), to(row)));
            }
            meters.add(new Meter(meter.getKey(), rows));
        }
        return meters;
    }

    /** Looks at each instant; fills in what the rows' registers are. */
    private static boolean isSound(List<Map<String, String>> rows, List<Map<String, Object>> registers) {
        int most = 0;
        boolean adds = rows.stream().anyMatch(row -> flow(row) == Flow.ADD);
        for (long now = 0; now <= LAST; now++) {
            int sum = 0;
            Map<String, String> first = null;
            List<String> enterprises = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                Map<String, String> row = rows.get(i);
                if (now < from(row) || now >= to(row)) {
                    continue;
                }
                first = first == null ? row : first;
                sum += flow(row) == Flow.ADD ? share(row) : 0;
                if (enterprises.contains(row.get("enterprise_id"))) {
                    return false;
                }
                enterprises.add(row.get("enterprise_id"));
                for (String column : USUAL.keySet()) {
                    String firsts = first.get(column).isEmpty() ? USUAL.get(column) : first.get(column);
                    Object meaning = value(column, row.get(column).isEmpty() ? firsts : row.get(column));
                    Object before = registers.get(i).putIfAbsent(column, meaning);
                    if (!meaning.equals(value(column, firsts)) || before != null && !before.equals(meaning)) {
                        return false;
                    }
                }
            }
            if (sum > 10_000) {
                return false;
            }
            most = Math.max(most, sum);
        }
        return !adds || most == 10_000;
    }

    /** Null for one that there is not. */
    private static Register register(Map<String, Object> meanings) {
        BigDecimal whPerUnit = (BigDecimal) meanings.get("wh_per_unit");
        BigDecimal modulus = (BigDecimal) meanings.get("modulus");
        BigDecimal rated = (BigDecimal) meanings.get("rated_kva");
        boolean signed = (Boolean) meanings.get("signed");
        return signed && modulus.signum() > 0
                ? null
                : new Register(
                        (MeterKind) meanings.get("kind"),
                        signed,
                        whPerUnit,
                        modulus.multiply(whPerUnit)
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact(),
                        rated.signum() == 0 ? null : rated,
                        (Long) meanings.get("every"),
                        (String) meanings.get("serial"));
    }

    private static Object value(String column, String text) {
        return switch (column) {
            case "kind" -> MeterKind.valueOf(text);
            case "signed" -> Boolean.valueOf(text);
            case "every" -> Duration.parse(text).toMillis();
            case "serial" -> text;
            default -> new BigDecimal(new BigDecimal(text).toBigInteger());
        };
    }

    private static int share(Map<String, String> row) {
        return row.get("share").isEmpty() ? 10_000 : Integer.parseInt(row.get("share"));
    }

    private static Flow flow(Map<String, String> row) {
        return row.get("flow").isEmpty() ? Flow.ADD : Flow.valueOf(row.get("flow"));
    }

    private static long from(Map<String, String> row) {
        return row.get("valid_from").isEmpty() ? Long.MIN_VALUE : Long.parseLong(row.get("valid_from"));
    }

    private static long to(Map<String, String> row) {
        return row.get("valid_to").isEmpty() ? Long.MAX_VALUE : Long.parseLong(row.get("valid_to"));
    }
}
