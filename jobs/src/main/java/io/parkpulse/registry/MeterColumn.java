package io.parkpulse.registry;

import io.parkpulse.message.Message;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Spelling;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A column of {@code meters.csv} in which rows agree that hold at the same time: together they are the register. */
enum MeterColumn {
    KIND("kind", MeterKind.CUMULATIVE, row -> row.word("kind", Words.KINDS, null)),
    SIGNED("signed", Boolean.FALSE, MeterColumn::signed),
    WH_PER_UNIT("wh_per_unit", new BigDecimal("1e3"), row -> decimal(row, "wh_per_unit")),
    MODULUS("modulus", BigDecimal.ZERO, row -> decimal(row, "modulus")),
    RATED_KVA("rated_kva", BigDecimal.ZERO, row -> decimal(row, "rated_kva")),
    EVERY("every", Duration.ofMinutes(15), MeterColumn::every),
    SERIAL("serial", "", row -> Spelling.strip(row.text("serial")));

    /** Far beyond any meter, and four times it is still a long way from the end of the longs. */
    private static final Duration LONGEST_EVERY = Duration.ofDays(36_525);

    private final String column;
    private final Object usual;
    private final Function<Row, Object> reader;

    MeterColumn(String column, Object usual, Function<Row, Object> reader) {
        this.column = column;
        this.usual = usual;
        this.reader = reader;
    }

    /** Its name in the header. */
    String column() {
        return column;
    }

    /** What a blank says where no other row says more; zero and the empty text are none. */
    Object usual() {
        return usual;
    }

    /** What the cell of a row says, which is not blank; equal for equal values. Null if it is nothing, and reported. */
    Object read(Row row) {
        return reader.apply(row);
    }

    /** A value as a cell says it; empty for none. */
    String print(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? "" : decimal.toPlainString();
        }
        return value.toString();
    }

    private static BigDecimal decimal(Row row, String column) {
        BigDecimal value = row.positive(column, null);
        return value == null ? null : value.stripTrailingZeros(); // so that 1000.0 equals 1e3
    }

    /** Spreadsheets write truth in capitals, whatever it was read as. */
    private static Boolean signed(Row row) {
        return switch (Spelling.strip(row.text("signed"))) {
            case "TRUE" -> Boolean.TRUE;
            case "FALSE" -> Boolean.FALSE;
            default -> row.word("signed", Words.TRUTH, null);
        };
    }

    private static Duration every(Row row) {
        try {
            Duration duration = Duration.parse(Spelling.strip(row.text("every")));
            if (duration.compareTo(LONGEST_EVERY) <= 0 && duration.toMillis() > 0) {
                return Duration.ofMillis(duration.toMillis());
            }
        } catch (DateTimeException e) {
            // What was expected is said below.
        }
        row.problem("every", Message.of("registry.every"));
        return null;
    }

    private static final class Words {
        static final Map<String, MeterKind> KINDS = new LinkedHashMap<>();
        static final Map<String, Boolean> TRUTH = new LinkedHashMap<>();

        static {
            Arrays.stream(MeterKind.values()).forEach(kind -> KINDS.put(kind.name(), kind));
            TRUTH.put("true", true);
            TRUTH.put("false", false);
        }
    }
}
