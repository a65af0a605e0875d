package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Understands a row of an enterprise as figures are computed with it. The topic has the texts of the file. */
final class EnterpriseParser {
    private EnterpriseParser() {}

    /**
     * The enterprise of a row.
     *
     * @param zone of its park, in which dates of its validity begin
     * @throws IllegalArgumentException if a cell is not as the registry wants it; the job refuses such a row, too
     * @throws DateTimeException if a time is none
     * @throws ArithmeticException if a number is not whole
     */
    static Enterprise parse(String id, JsonNode row, ZoneId zone) {
        long registered = whole(row, "staff_registered", 0);
        String evidence = text(row, "evidence");
        String process = text(row, "process").toUpperCase(Locale.ROOT);
        String source = text(row, "staff_source");
        return new Enterprise(
                id,
                text(row, "park_id").intern(),
                text(row, "name"),
                tiers(text(row, "tiers")),
                text(row, "industry").intern(),
                text(row, "site_kind").intern(),
                text(row, "grid").intern(),
                text(row, "priority").intern(),
                registered,
                whole(row, "staff_required", registered),
                source.isEmpty() ? StaffSource.CHECKIN : StaffSource.valueOf(source),
                evidence.isEmpty() ? null : Evidence.valueOf(evidence),
                whole(row, "baseline_wh", 0),
                whole(row, "standby_wh", 0),
                whole(row, "capacity_wh", 0),
                process.isEmpty() ? Process.DISCRETE : Process.valueOf(process),
                instant(text(row, "valid_from"), zone, Long.MIN_VALUE),
                instant(text(row, "valid_to"), zone, Long.MAX_VALUE));
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asText("").strip();
    }

    private static List<String> tiers(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(tier -> !tier.isEmpty())
                .map(String::intern)
                .distinct()
                .toList();
    }

    private static long whole(JsonNode row, String column, long usual) {
        String text = text(row, column);
        return text.isEmpty() ? usual : new BigDecimal(text).longValueExact();
    }

    private static long instant(String text, ZoneId zone, long always) {
        if (text.isEmpty()) {
            return always;
        }
        return (text.indexOf('T') < 0 && text.indexOf('t') < 0
                        ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                        : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant())
                .toEpochMilli();
    }
}
