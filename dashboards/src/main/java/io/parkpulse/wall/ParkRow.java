package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import java.time.DateTimeException;
import java.time.ZoneId;

/** A park of the registry, as far as the server must know it. */
record ParkRow(String method, ZoneId zone, String region, String parkClass, String batch) {
    static ParkRow of(JsonNode row) {
        String method = row.path("method").asText("");
        String zone = row.path("zone").asText("");
        try {
            return new ParkRow(
                    method.isBlank() ? Method.DEFAULT_ID : method,
                    zone.isBlank() ? Park.USUAL_ZONE : ZoneId.of(zone),
                    row.path("region").asText(""),
                    row.path("park_class").asText(""),
                    row.path("batch").asText(""));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone " + zone + ": expected a zone such as Asia/Shanghai", e);
        }
    }
}
