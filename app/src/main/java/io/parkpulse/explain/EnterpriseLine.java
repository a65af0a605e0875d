package io.parkpulse.explain;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * What was observed of an enterprise on a local day, as it stands in {@code enterprises.jsonl}.
 *
 * @param park id of the park that counts it
 * @param windowMs measured length of the day
 * @param usedWh meaningful if {@code hasUtilisation}
 * @param capacityWh meaningful if {@code hasUtilisation}
 */
record EnterpriseLine(
        LocalDate day,
        String park,
        String enterprise,
        long windowMs,
        boolean metered,
        long coveredMs,
        long energyWh,
        long baselineWh,
        boolean matched,
        boolean powerResumed,
        long returned,
        long staffRegistered,
        long online,
        boolean atWork,
        boolean hasUtilisation,
        long usedWh,
        long capacityWh) {

    /** Is given lines. */
    @FunctionalInterface
    interface Each {
        void accept(EnterpriseLine line) throws IOException;
    }

    /** Gives all lines of the days wanted, in order. */
    static void read(Path file, Predicate<LocalDate> wanted, Each each) throws IOException {
        JsonLines.read(file, json -> {
            EnterpriseLine line = read(json, wanted);
            if (line != null) {
                each.accept(line);
            }
        });
    }

    private static EnterpriseLine read(JsonParser json, Predicate<LocalDate> wanted) throws IOException {
        LocalDate day = null;
        String park = null;
        String enterprise = null;
        long windowMs = 0;
        boolean metered = false;
        long coveredMs = 0;
        long energyWh = 0;
        long baselineWh = 0;
        boolean matched = false;
        boolean powerResumed = false;
        long returned = 0;
        long staffRegistered = 0;
        long online = 0;
        boolean atWork = false;
        Long usedWh = null;
        Long capacityWh = null;
        boolean skip = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (skip) {
                json.skipChildren();
                continue;
            }
            switch (name) {
                case "day" -> {
                    day = DailyLine.date(json);
                    skip = !wanted.test(day);
                }
                case "park" -> park = json.getText();
                case "enterprise" -> enterprise = json.getText();
                case "window_ms" -> windowMs = json.getLongValue();
                case "metered" -> metered = json.getBooleanValue();
                case "covered_ms" -> coveredMs = json.getLongValue();
                case "energy_wh" -> energyWh = json.getLongValue();
                case "baseline_wh" -> baselineWh = json.getLongValue();
                case "matched" -> matched = json.getBooleanValue();
                case "power_resumed" -> powerResumed = json.getBooleanValue();
                case "returned" -> returned = json.getLongValue();
                case "staff_registered" -> staffRegistered = json.getLongValue();
                case "online" -> online = json.getLongValue();
                case "at_work" -> atWork = json.getBooleanValue();
                case "used_wh" -> usedWh = nullable(json);
                case "capacity_wh" -> capacityWh = nullable(json);
                default -> json.skipChildren();
            }
        }
        JsonLines.require(json, JsonToken.END_OBJECT);
        if (skip) {
            return null;
        }
        if (day == null || park == null || enterprise == null || windowMs <= 0) {
            throw new JsonParseException(json, "a line without day, park, enterprise or window_ms");
        }
        boolean hasUtilisation = usedWh != null && capacityWh != null;
        return new EnterpriseLine(
                day,
                park,
                enterprise,
                windowMs,
                metered,
                coveredMs,
                energyWh,
                baselineWh,
                matched,
                powerResumed,
                returned,
                staffRegistered,
                online,
                atWork,
                hasUtilisation,
                hasUtilisation ? usedWh : 0,
                hasUtilisation ? capacityWh : 0);
    }

    private static Long nullable(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getLongValue();
    }
}
