package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A stream on its bad days: of 1000 lines about two come twice and two come up to six hours late, and every
 * quarter-hour one record comes that cannot be used.
 */
final class MessyLines extends LineWriter {

    private static final int TWICE = 2;
    private static final int LATE = 4;
    private static final int LATEST_QUARTERS = 24;

    private final Noise noise;
    private final List<String> defects;
    private final TreeMap<Long, List<byte[]>> held = new TreeMap<>();
    private long reached = Long.MIN_VALUE;
    private long ordinal;

    /**
     * @param known the id of a subject of the stream that the registry has
     */
    MessyLines(OutputStream out, long shiftSeconds, Stream stream, String known, Noise noise) {
        super(out, shiftSeconds);
        this.noise = noise;
        this.defects = defects(stream).stream()
                .map(template -> template.replace("$known", known))
                .toList();
    }

    private static List<String> defects(Stream stream) {
        DataFiles files = DataFiles.builtIn();
        YamlMap streams = files.read("dead-letters.yaml");
        streams.keys();
        List<String> defects = streams.values(stream.id(), "a record", text -> text);
        files.end();
        return defects;
    }

    @Override
    void reach(long epochSecond) throws IOException {
        if (epochSecond == reached) {
            return;
        }
        reached = epochSecond;
        while (!held.isEmpty() && held.firstKey() <= epochSecond) {
            for (byte[] line : held.pollFirstEntry().getValue()) {
                line(line);
            }
        }
        long quarters = epochSecond / SimulatedDays.QUARTER_SECONDS;
        String defect = defects.get((int) (quarters % defects.size()))
                .replace("$at", Long.toString(shifted(epochSecond) * 1000))
                .replace("$past", Long.toString((shifted(epochSecond) - 2L * SimulatedDays.DAY_SECONDS) * 1000));
        line((defect + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    void end() throws IOException {
        super.end();
        long key = ordinal++;
        int luck = noise.between(0, 999, key);
        if (luck < TWICE) {
            line(lastLine());
        } else if (luck < LATE) {
            long due =
                    reached + (long) noise.of("late").between(1, LATEST_QUARTERS, key) * SimulatedDays.QUARTER_SECONDS;
            held.computeIfAbsent(due, instant -> new ArrayList<>()).add(lastLine());
            withdraw();
        }
    }

    @Override
    public void close() throws IOException {
        for (List<byte[]> lines : held.values()) {
            for (byte[] line : lines) {
                line(line);
            }
        }
        super.close();
    }
}
