package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.exact.Numbers;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.EnterpriseReader;
import io.parkpulse.model.Instants;
import io.parkpulse.model.Names;
import io.parkpulse.model.Spelling;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/**
 * A row of an enterprise as the topic has it: the texts of the file, by column. A cell that is not as the registry wants it
 * is an {@link IllegalArgumentException}; the job refuses such a row, too.
 */
final class EnterpriseCells implements EnterpriseReader.Cells {
    private final JsonNode row;

    private EnterpriseCells(JsonNode row) {
        this.row = row;
    }

    /**
     * What figures are computed with. The row does not say what baselines the registry keeps apart: a blank energy is 0.
     *
     * @param zone of its park, in which dates of its validity begin
     * @throws IllegalArgumentException if a cell is not as the registry wants it
     */
    static Enterprise read(EnterpriseReader reader, String id, JsonNode row, ZoneId zone) {
        EnterpriseCells cells = new EnterpriseCells(row);
        return reader.read(cells, id, cells.text("park_id"), column -> 0)
                .during(
                        cells.instant("valid_from", zone, Long.MIN_VALUE),
                        cells.instant("valid_to", zone, Long.MAX_VALUE));
    }

    @Override
    public String text(String column) {
        String text = row.path(column).asText("");
        return Spelling.isBlank(text) ? "" : text;
    }

    @Override
    public String path(String column, int maxLevels) {
        return text(column);
    }

    @Override
    public Long whole(String column, long min, long max, long blank) {
        String text = Spelling.strip(text(column));
        Long value = text.isEmpty() ? Long.valueOf(blank) : Numbers.whole(text);
        return value != null && value >= min && value <= max ? value : unexpected(column);
    }

    @Override
    public <T> T word(String column, Map<String, T> words, T blank) {
        String text = Spelling.strip(text(column));
        return text.isEmpty() ? blank : words.containsKey(text) ? words.get(text) : unexpected(column);
    }

    @Override
    public Names names() {
        return new Names(text("name_zh"), text("name_en"), text("name_ja"), text("name_ko"));
    }

    @Override
    public boolean sound() {
        return true;
    }

    private long instant(String column, ZoneId zone, long blank) {
        String text = Spelling.strip(text(column));
        if (text.isEmpty()) {
            return blank;
        }
        LocalDate date = Instants.date(text);
        Long instant = date == null
                ? Instants.parse(text)
                : Long.valueOf(date.atStartOfDay(zone).toInstant().toEpochMilli());
        return instant == null ? unexpected(column) : instant;
    }

    private <T> T unexpected(String column) {
        throw new IllegalArgumentException(column + " is \"" + text(column) + "\"");
    }
}
