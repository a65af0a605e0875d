package io.parkpulse.model;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A row of {@code parks.csv}.
 *
 * @param id unique, not blank
 * @param nameZh names in four languages; empty where the registry gives none
 * @param region path, widest first, e.g. {@code tianjin/dongli}; empty for none
 * @param zone the zone of the park's local days
 * @param parkClass 1 to 4 (分类: 1 automated … 4 labour-intensive); 0 for none
 * @param batch 1 to 3 (分批), the batch in which it may open; 0 for none
 * @param opensOn local date on which its batch may start; null for none
 * @param method id of the method its figures are computed with
 * @param turn local time at which, each day, its gates that count in and out begin anew
 */
public record Park(
        String id,
        String nameZh,
        String nameEn,
        String nameJa,
        String nameKo,
        String region,
        ZoneId zone,
        int parkClass,
        int batch,
        LocalDate opensOn,
        String method,
        LocalTime turn) {

    /** The zone of a park that names none. */
    public static final ZoneId USUAL_ZONE = ZoneId.of("Asia/Shanghai");

    /** The turn of a park that says none. */
    public static final LocalTime USUAL_TURN = LocalTime.of(4, 0);

    /** One with the usual turn. */
    public Park(
            String id,
            String nameZh,
            String nameEn,
            String nameJa,
            String nameKo,
            String region,
            ZoneId zone,
            int parkClass,
            int batch,
            LocalDate opensOn,
            String method) {
        this(id, nameZh, nameEn, nameJa, nameKo, region, zone, parkClass, batch, opensOn, method, USUAL_TURN);
    }

    /** Its names by language. */
    public Names names() {
        return new Names(nameZh, nameEn, nameJa, nameKo);
    }

    /** The first name that the registry gives, in the order of the languages; empty for none. */
    public String anyName() {
        return names().any();
    }
}
