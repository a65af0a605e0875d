package io.parkpulse.wall;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lines and rows such as a job writes, for tests. */
final class Lines {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final String METHOD = "wuhan-2020";

    private Lines() {}

    /** Figures of a scope, as they begin after {@code method}. */
    static final class Body {
        private final Map<String, String> figures = new LinkedHashMap<>();

        Body rate(String measure, long n, long d, String printed) {
            figures.put(
                    measure,
                    "{\"n\":" + n + ",\"d\":" + d + ",\"percent\":" + 100.0 * n / d + ",\"printed\":\"" + printed
                            + "\"}");
            return this;
        }

        Body index(double value, String printed) {
            figures.put("resumption_index", "{\"value\":" + value + ",\"printed\":\"" + printed + "\"}");
            return this;
        }

        Body unknown(String measure) {
            figures.put(measure, "null");
            return this;
        }

        Body count(String measure, long count) {
            figures.put(measure, Long.toString(count));
            return this;
        }

        private String text() {
            StringBuilder text = new StringBuilder();
            figures.forEach((name, value) ->
                    text.append(",\"").append(name).append("\":").append(value));
            return text.append('}').toString();
        }
    }

    /** A park in which {@code atWork} of ten enterprises are at work, all else following from it. */
    static Body tenEnterprises(int atWork) {
        return new Body()
                .rate("enterprise_resumption", atWork, 10, atWork + "0.00%")
                .rate("power_work_rate", atWork, 10, atWork + "0.00%")
                .rate("power_output_rate", atWork * 1_000L, 10_000, atWork + "0.00%")
                .index(atWork * 10, atWork + "0.00")
                .rate("staff_return", atWork * 5L, 50, atWork + "0.00%")
                .count("present", atWork * 4L)
                .rate("capacity_utilisation", atWork * 900L, 10_000, atWork * 9 + ".00%")
                .rate("coverage", 864_000_000, 864_000_000, "100%")
                .count("enterprises", 10)
                .count("metered", 10)
                .count("matched", 10)
                .count("silent", 0);
    }

    static String window(String scope, Instant end, Body figures) {
        return "{\"scope\":" + quoted(scope) + ",\"end\":\"" + end + "\",\"local\":\"" + local(end)
                + "\",\"window\":\"PT24H\",\"method\":\"" + METHOD + "\"" + figures.text();
    }

    private static String local(Instant end) {
        OffsetDateTime time = end.atZone(ZONE).toOffsetDateTime();
        return time.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX"));
    }

    static String day(String scope, String day, String status, int revision, Body figures) {
        return "{\"scope\":" + quoted(scope) + ",\"day\":\"" + day + "\",\"status\":\"" + status + "\",\"revision\":"
                + revision + ",\"method\":\"" + METHOD + "\"" + figures.text();
    }

    /** An enterprise with a baseline of 1 kWh and five registered persons, of whom all or none came. */
    static String enterprise(String day, String park, String id, long coveredMs, long energyWh, boolean atWork) {
        boolean matched = coveredMs >= 86_400_000L * 8 / 10;
        return "{\"day\":\"" + day + "\",\"park\":" + quoted(park) + ",\"enterprise\":" + quoted(id)
                + ",\"window_ms\":86400000,\"metered\":true,\"covered_ms\":" + coveredMs + ",\"energy_wh\":" + energyWh
                + ",\"baseline_wh\":1000,\"matched\":" + matched + ",\"power_resumed\":" + atWork + ",\"returned\":"
                + (atWork ? 5 : 0) + ",\"staff_registered\":5,\"online\":0,\"at_work\":" + atWork
                + ",\"used_wh\":null,\"capacity_wh\":null}";
    }

    static String park(String id, String name, String region, String opensOn) {
        return row(
                "park_id",
                id,
                "name_zh",
                name,
                "name_en",
                name + " (en)",
                "name_ja",
                name + " (ja)",
                "name_ko",
                name + " (ko)",
                "region",
                region,
                "zone",
                ZONE.getId(),
                "park_class",
                "2",
                "batch",
                "2",
                "opens_on",
                opensOn,
                "method",
                METHOD,
                "baseline",
                "autumn-2019",
                "baseline_from",
                "2019-10-08",
                "baseline_to",
                "2019-11-30");
    }

    /** An enterprise whose capacity is 1 kWh a day, and whose utilisation goes by energy alone. */
    static String producer(String day, String park, String id, long energyWh) {
        boolean resumed = energyWh >= 300;
        return enterprise(day, park, id, 86_400_000, energyWh, resumed)
                .replace("\"used_wh\":null,\"capacity_wh\":null", "\"used_wh\":" + energyWh + ",\"capacity_wh\":1000");
    }

    /** The row of a {@link #producer}. */
    static String producerRow(String id, String park) {
        return enterpriseRow(id, park, id)
                .replace("\"evidence\":", "\"capacity_wh\":\"1000\",\"process\":\"continuous\",\"evidence\":");
    }

    static String enterpriseRow(String id, String park, String name) {
        return row(
                "enterprise_id", id,
                "park_id", park,
                "name", name,
                "tiers", "above-scale;top-100",
                "industry", "auto",
                "site_kind", "own-site",
                "grid", "a/b",
                "priority", "",
                "staff_registered", "5",
                "baseline_wh", "1000",
                "evidence", "",
                "valid_from", "",
                "valid_to", "");
    }

    static String method() {
        return "{\"threshold\":\"0.30\",\"comparator\":\"GE\",\"output\":\"ALL\",\"weight_work\":\"0.5\","
                + "\"weight_output\":\"0.5\",\"rounding\":\"HALF_UP\",\"decimals\":\"2\",\"index_decimals\":\"2\","
                + "\"count_online\":\"false\",\"coverage_gate\":\"0.80\",\"scope_gate\":\"0.50\",\"source\":{\"text\":"
                + "\"a publication\",\"link\":\"https://example.org/method\"}}";
    }

    private static String row(String... cells) {
        ObjectNode row = WallModel.JSON.createObjectNode();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        return row.toString();
    }

    static String quoted(String text) {
        return WallModel.JSON.getNodeFactory().textNode(text).toString();
    }
}
