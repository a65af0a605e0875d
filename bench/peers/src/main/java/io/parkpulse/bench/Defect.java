package io.parkpulse.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A defect that readings have in the field. They make a recording of one day, with a park for each: one enterprise with one
 * meter, which takes 1 kWh in each quarter of an hour.
 */
enum Defect {
    NONE("none", "", 96),
    RESET("a register that is reset", "", 96) {
        @Override
        void describe(int quarter, List<String> lines) {
            if (quarter < 48) {
                super.describe(quarter, lines);
            } else {
                lines.add(line(quarter, quarter - 47, quarter == 48 ? ",\"event\":\"RESET\"" : ""));
            }
        }
    },
    ROLLOVER("a register that rolls over", "10000", 96) {
        @Override
        void describe(int quarter, List<String> lines) {
            lines.add(line(quarter, (9_950 + quarter) % 10_000, ""));
        }
    },
    EXCHANGE("a new meter at noon, of which nobody said", "", 96) {
        @Override
        void describe(int quarter, List<String> lines) {
            lines.add(line(quarter, quarter <= 48 ? FIRST + quarter : quarter - 48, ""));
        }
    },
    GLITCH("a reading of 12 in between", "", 96) {
        @Override
        void describe(int quarter, List<String> lines) {
            lines.add(line(quarter, quarter == 40 ? 12 : FIRST + quarter, ""));
        }
    },
    JUMP("a reading a million too high", "", 96) {
        @Override
        void describe(int quarter, List<String> lines) {
            lines.add(line(quarter, FIRST + quarter + (quarter == 40 ? 1_000_000 : 0), ""));
        }
    },
    CORRECTED("a wrong reading and its correction", "", 96) {
        @Override
        void describe(int quarter, List<String> lines) {
            if (quarter == 40) {
                lines.add(line(quarter, FIRST + quarter + 5, ""));
                lines.add(line(quarter, FIRST + quarter, ",\"rev\":1"));
            } else {
                super.describe(quarter, lines);
            }
        }
    },
    UNIT("a reading in Wh", "", 96) {
        @Override
        void describe(int quarter, List<String> lines) {
            lines.add(
                    quarter == 40
                            ? line(quarter, (FIRST + quarter) * 1000, ",\"unit\":\"Wh\"")
                            : line(quarter, FIRST + quarter, ""));
        }
    },
    LATE("a reading that comes three hours late", "", 96),
    BROKEN("a line that breaks off before each", "", 96) {
        @Override
        void describe(int quarter, List<String> lines) {
            super.describe(quarter, lines);
            lines.add(0, lines.get(0).substring(0, 30));
        }
    };

    private static final OffsetDateTime START = OffsetDateTime.parse("2020-03-16T00:00:00+08:00");
    private static final int FIRST = 5_000;
    private static final int QUARTERS = 96;

    private final String text;
    private final String modulus;
    private final int rightKwh;

    Defect(String text, String modulus, int rightKwh) {
        this.text = text;
        this.modulus = modulus;
        this.rightKwh = rightKwh;
    }

    /** What is wrong. */
    String text() {
        return text;
    }

    /** The energy of the day that is known, Wh. */
    long rightWh() {
        return rightKwh * 1000L;
    }

    /** The key of the day's figures. */
    String key() {
        return FigureFile.dailyKey(START.toLocalDate(), name());
    }

    /** Adds the lines of the reading that ends a quarter of an hour. */
    void describe(int quarter, List<String> lines) {
        lines.add(line(quarter, FIRST + quarter, ""));
    }

    String line(int quarter, int value, String more) {
        return String.format(
                Locale.ROOT,
                "{\"meter\":\"M-%s\",\"at\":\"%s\",\"value\":%d%s}",
                name(),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(START.plusMinutes(15L * quarter)),
                value,
                more);
    }

    /** Writes the recording. */
    static void write(Path recording) throws IOException {
        Files.createDirectories(recording);
        List<String> parks = new ArrayList<>(List.of("park_id"));
        List<String> enterprises = new ArrayList<>(List.of("enterprise_id,park_id,baseline_wh"));
        List<String> meters = new ArrayList<>(List.of("meter_id,enterprise_id,modulus,rated_kva"));
        for (Defect defect : values()) {
            parks.add(defect.name());
            enterprises.add("E-" + defect + "," + defect + ",96000");
            meters.add("M-" + defect + ",E-" + defect + "," + defect.modulus + ",50");
        }
        Files.write(recording.resolve("parks.csv"), parks);
        Files.write(recording.resolve("enterprises.csv"), enterprises);
        Files.write(recording.resolve("meters.csv"), meters);
        try (BufferedWriter out = Files.newBufferedWriter(recording.resolve("power.jsonl"))) {
            for (int quarter = 0; quarter <= QUARTERS; quarter++) {
                for (Defect defect : values()) {
                    for (String line : linesAt(defect, quarter)) {
                        out.write(line);
                        out.write('\n');
                    }
                }
            }
        }
    }

    private static List<String> linesAt(Defect defect, int quarter) {
        List<String> lines = new ArrayList<>();
        if (defect == LATE && quarter == 40) {
            return Collections.emptyList();
        }
        defect.describe(quarter, lines);
        if (defect == LATE && quarter == 52) {
            defect.describe(40, lines);
        }
        return lines;
    }
}
