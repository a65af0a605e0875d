package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;

/** A park of the registry, as far as the server must know it. */
record ParkRow(String method, ZoneId zone, String region, String parkClass, String batch) {
    /** Where days begin above parks, and in parks that name no zone. */
    static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    /** The method of parks that name none, and of scopes with several. */
    static final String DEFAULT_METHOD = "zhejiang-2020";

    static ParkRow of(JsonNode row) {
        String method = row.path("method").asText("");
        String zone = row.path("zone").asText("");
        try {
            return new ParkRow(
                    method.isBlank() ? DEFAULT_METHOD : method,
                    zone.isBlank() ? DEFAULT_ZONE : ZoneId.of(zone),
                    row.path("region").asText(""),
                    row.path("park_class").asText(""),
                    row.path("batch").asText(""));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone " + zone + ": expected a zone such as Asia/Shanghai", e);
        }
    }
}
