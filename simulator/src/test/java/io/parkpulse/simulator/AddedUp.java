package io.parkpulse.simulator;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One local day of an undisturbed recording, added up in the plainest way: every reading counts, every meter is read all
 * day. It is the published definitions written down a second time, without windows, gates or a streaming job.
 */
final class AddedUp {

    private final long from;
    private final long to;
    private final Map<String, String> methodOfPark = new HashMap<>();
    private final Map<String, String> regionOfPark = new HashMap<>();
    private final Map<String, Firm> firms = new TreeMap<>();

    private static final class Firm {
        NamedCsvRecord row;
        long energy;
        long covered;
        int meters;
        final Set<String> persons = new HashSet<>();
        final Set<String> online = new HashSet<>();
        final TreeMap<Long, Map<String, Long>> counts = new TreeMap<>();

        long number(String column) {
            String text = row.getField(column);
            return text.isEmpty() ? 0 : Long.parseLong(text);
        }

        long returned() {
            if (row.getField("staff_source").equals("CHECKIN")) {
                return persons.size();
            }
            return counts.values().stream()
                    .mapToLong(gates ->
                            gates.values().stream().mapToLong(Long::longValue).sum())
                    .max()
                    .orElse(0);
        }
    }

    private record Register(BigDecimal whPerUnit, boolean cumulative, long every, List<NamedCsvRecord> shares) {}

    /** How a method compares and prints; what the tests need of contract 4.4. */
    private record Rules(boolean above, boolean resumedOnly, RoundingMode rounding, int decimals, boolean online) {
        static Rules of(String method) {
            return switch (method) {
                case "zhejiang-2020" -> new Rules(false, true, RoundingMode.HALF_UP, 2, false);
                case "wuhan-2020" -> new Rules(false, false, RoundingMode.HALF_UP, 2, false);
                case "sichuan-2020" -> new Rules(true, false, RoundingMode.HALF_UP, 0, false);
                case "jiangsu-2020" -> new Rules(true, false, RoundingMode.HALF_UP, 1, false);
                case "binhai-2020" -> new Rules(false, false, RoundingMode.FLOOR, 1, true);
                default -> throw new IllegalArgumentException(method);
            };
        }
    }

    /** A measure: n and d are null for the index. */
    record Figure(Long n, Long d, String printed) {}

    AddedUp(Path recording, LocalDate day) {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        from = day.atStartOfDay(zone).toInstant().toEpochMilli();
        to = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        for (NamedCsvRecord park : Recordings.csv(recording.resolve("parks.csv"))) {
            methodOfPark.put(park.getField("park_id"), park.getField("method"));
            regionOfPark.put(park.getField("park_id"), park.getField("region"));
        }
        for (NamedCsvRecord row : Recordings.csv(recording.resolve("enterprises.csv"))) {
            Firm firm = new Firm();
            firm.row = row;
            firms.put(row.getField("enterprise_id"), firm);
        }
        energies(recording);
        people(recording);
    }

    private void energies(Path recording) {
        Map<String, Register> registers = new HashMap<>();
        for (NamedCsvRecord row : Recordings.csv(recording.resolve("meters.csv"))) {
            registers
                    .computeIfAbsent(
                            row.getField("meter_id"),
                            id -> new Register(
                                    new BigDecimal(row.getField("wh_per_unit")),
                                    row.getField("kind").equals("CUMULATIVE"),
                                    java.time.Duration.parse(row.getField("every"))
                                            .toMillis(),
                                    new ArrayList<>()))
                    .shares
                    .add(row);
            firms.get(row.getField("enterprise_id")).meters++;
        }
        Map<String, Long> last = new HashMap<>();
        Recordings.eachObject(recording.resolve("power.jsonl"), reading -> {
            String id = reading.get("meter").textValue();
            Register register = registers.get(id);
            BigDecimal unit = reading.has("unit") ? new BigDecimal("1000") : register.whPerUnit;
            long wh = reading.get("value")
                    .decimalValue()
                    .multiply(unit)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            Long before = register.cumulative ? last.put(id, wh) : Long.valueOf(0);
            long at = Recordings.millis(reading.get("at"));
            if (before != null && from < at && at <= to) {
                share(register, wh - before);
            }
        });
    }

    private void share(Register register, long wh) {
        long points = 0;
        for (NamedCsvRecord row : register.shares) {
            long before = wh * points / 10_000;
            points += Long.parseLong(row.getField("share"));
            Firm firm = firms.get(row.getField("enterprise_id"));
            firm.energy += wh * points / 10_000 - before;
            firm.covered += register.every;
        }
    }

    private void people(Path recording) {
        Recordings.eachObject(recording.resolve("checkin.jsonl"), event -> {
            long at = Recordings.millis(event.get("at"));
            if (from <= at && at < to && event.get("direction").textValue().equals("IN")) {
                Firm firm = firms.get(event.get("enterprise").textValue());
                boolean online = event.path("mode").asText().equals("ONLINE");
                (online ? firm.online : firm.persons).add(event.get("person").textValue());
            }
        });
        Recordings.eachObject(recording.resolve("headcount.jsonl"), count -> {
            long at = Recordings.millis(count.get("at"));
            if (from <= at && at < to) {
                firms.get(count.get("enterprise").textValue())
                        .counts
                        .computeIfAbsent(at, instant -> new HashMap<>())
                        .put(count.get("source").textValue(), count.get("count").longValue());
            }
        });
    }

    Figure figure(String scope, String measure) {
        List<Firm> members =
                firms.values().stream().filter(firm -> isIn(firm.row, scope)).toList();
        Rules printing = scope.startsWith("park:")
                ? Rules.of(methodOfPark.get(scope.substring(5).split("/", 2)[0]))
                : Rules.of("zhejiang-2020");
        if (measure.equals("resumption_index")) {
            long[] w = sum(members, "power_work_rate");
            long[] p = sum(members, "power_output_rate");
            BigInteger n = BigInteger.valueOf(w[0])
                    .multiply(BigInteger.valueOf(p[1]))
                    .add(BigInteger.valueOf(p[0]).multiply(BigInteger.valueOf(w[1])))
                    .multiply(BigInteger.valueOf(50));
            BigInteger d = BigInteger.valueOf(w[1]).multiply(BigInteger.valueOf(p[1]));
            return new Figure(
                    null,
                    null,
                    new BigDecimal(n)
                            .divide(new BigDecimal(d), 2, printing.rounding)
                            .toPlainString());
        }
        long[] sum = sum(members, measure);
        return new Figure(sum[0], sum[1], print(sum[0], sum[1], printing));
    }

    private static String print(long n, long d, Rules rules) {
        if (n == d) {
            return "100%";
        }
        if (n == 0) {
            return "0%";
        }
        return BigDecimal.valueOf(n)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(d), rules.decimals, rules.rounding)
                        .toPlainString()
                + "%";
    }

    private boolean isIn(NamedCsvRecord row, String scope) {
        if (scope.startsWith("region:")) {
            return (regionOfPark.get(row.getField("park_id")) + "/").startsWith(scope.substring(7) + "/");
        }
        String[] parts = scope.substring("park:".length()).split("/", 2);
        if (!row.getField("park_id").equals(parts[0])) {
            return false;
        }
        if (parts.length == 1) {
            return true;
        }
        String[] condition = parts[1].split(":", 2);
        return switch (condition[0]) {
            case "tier" -> List.of(row.getField("tiers").split(";")).contains(condition[1]);
            case "priority" -> row.getField("priority").equals(condition[1]);
            default -> throw new IllegalArgumentException(scope);
        };
    }

    private long[] sum(List<Firm> members, String measure) {
        long n = 0;
        long d = 0;
        for (Firm firm : members) {
            Rules rules = Rules.of(methodOfPark.get(firm.row.getField("park_id")));
            long baseline = firm.number("baseline_wh");
            boolean covered = firm.meters > 0 && firm.covered == (to - from) * firm.meters;
            int compared = Long.compare(firm.energy * 10, baseline * 3);
            boolean resumed = covered && baseline > 0 && (rules.above ? compared > 0 : compared >= 0);
            boolean someone = firm.returned() > 0 || rules.online && !firm.online.isEmpty();
            switch (measure) {
                case "power_work_rate" -> {
                    n += resumed ? 1 : 0;
                    d += firm.meters > 0 ? 1 : 0;
                }
                case "power_output_rate" -> {
                    n += covered && (resumed || !rules.resumedOnly) ? firm.energy : 0;
                    d += covered ? baseline : 0;
                }
                case "enterprise_resumption" -> {
                    n += switch (firm.row.getField("evidence")) {
                        case "POWER" -> resumed ? 1 : 0;
                        case "PRESENCE" -> someone ? 1 : 0;
                        default -> resumed || someone ? 1 : 0;
                    };
                    d++;
                }
                case "staff_return" -> {
                    n += firm.returned();
                    d += firm.number("staff_registered");
                }
                case "capacity_utilisation" -> {
                    if (firm.number("capacity_wh") > 0) {
                        n += used(firm);
                        d += firm.number("capacity_wh");
                    }
                }
                case "coverage" -> {
                    n += firm.meters > 0 ? firm.covered / firm.meters : 0;
                    d += firm.meters > 0 ? to - from : 0;
                }
                default -> throw new IllegalArgumentException(measure);
            }
        }
        return new long[] {n, d};
    }

    /** Exact, then rounded down; for metered enterprises with people, as the articles' are. */
    private static long used(Firm firm) {
        long capacity = firm.number("capacity_wh");
        long standby = firm.number("standby_wh");
        String requiredText = firm.row.getField("staff_required");
        long required = requiredText.isEmpty() ? firm.number("staff_registered") : Long.parseLong(requiredText);
        long[] weights = switch (firm.row.getField("process")) {
            case "continuous" -> new long[] {10, 0};
            case "discrete" -> new long[] {7, 3};
            case "labour" -> new long[] {4, 6};
            case "office" -> new long[] {2, 8};
            default -> throw new IllegalArgumentException();
        };
        BigInteger range = BigInteger.valueOf(capacity - standby);
        BigInteger above =
                BigInteger.valueOf(Math.max(0, firm.energy - standby)).min(range);
        BigInteger returned = BigInteger.valueOf(firm.returned());
        BigInteger people = BigInteger.valueOf(required);
        BigInteger n = BigInteger.valueOf(weights[0])
                .multiply(above)
                .multiply(people)
                .add(BigInteger.valueOf(weights[1]).multiply(returned).multiply(range));
        BigInteger d = BigInteger.TEN.multiply(range).multiply(people);
        return BigInteger.valueOf(capacity).multiply(n).divide(d).longValueExact();
    }
}
