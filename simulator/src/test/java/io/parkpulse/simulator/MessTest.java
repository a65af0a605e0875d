package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --mess} a recording has everything that goes wrong, and each thing where it can be found. */
class MessTest {

    private static final long DAY = 86_400_000;
    private static final long QUARTER = 900_000;

    @TempDir
    Path directory;

    private final Map<String, NamedCsvRecord> meters = new HashMap<>();
    private final Map<String, NamedCsvRecord> enterprises = new HashMap<>();
    private final Set<String> reasons = new HashSet<>();

    /** By meter and instant the revision and the value of the reading that stands. */
    private final Map<String, TreeMap<Long, double[]>> standing = new HashMap<>();

    private long latestSoFar;
    private long latestBehind;
    private int twice;

    private void read(Scenario scenario) throws IOException {
        Recordings.write(scenario, 1, true, directory);
        Recordings.csv(directory.resolve("meters.csv")).forEach(row -> meters.put(row.getField("meter_id"), row));
        Recordings.csv(directory.resolve("enterprises.csv"))
                .forEach(row -> enterprises.put(row.getField("enterprise_id"), row));
        for (String stream : List.of("power", "headcount", "checkin")) {
            latestSoFar = 0;
            Set<String> seen = new HashSet<>();
            for (byte[] line : lines(directory.resolve(stream + ".jsonl"))) {
                String reason = judge(stream, line);
                if (!reason.isEmpty()) {
                    reasons.add(reason);
                } else if (!seen.add(new String(line, StandardCharsets.UTF_8))) {
                    twice++;
                }
            }
        }
        standing.forEach(this::judgeNeighbours);
    }

    private static List<byte[]> lines(Path file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(java.util.Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        assertThat(start).isEqualTo(bytes.length);
        return lines;
    }

    /** The reason of section 3 for which a record is dead by itself; empty if it is not. */
    private String judge(String stream, byte[] line) {
        JsonNode record;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            if (text.contains(":NaN")) {
                return "bad-value";
            }
            record = Recordings.json(text);
        } catch (CharacterCodingException e) {
            return "malformed";
        } catch (IOException e) {
            return "malformed";
        }
        boolean power = stream.equals("power");
        String subject = record.path(power ? "meter" : "enterprise").asText();
        boolean complete = switch (stream) {
            case "power" ->
                record.path("value").isNumber() && !record.path("unit").asText().equals("GWh");
            case "headcount" -> record.path("count").isNumber() && record.has("source");
            default -> Set.of("IN", "OUT").contains(record.path("direction").asText());
        };
        if (!record.isObject() || !record.has("at") || !complete) {
            return "malformed";
        }
        long at;
        try {
            at = Recordings.millis(record.get("at"));
        } catch (DateTimeException e) {
            return "bad-time";
        }
        if (at < 946_684_800_000L) {
            return "bad-time";
        }
        double value = record.path(power ? "value" : "count").asDouble();
        boolean blank = subject.isEmpty()
                || stream.equals("checkin") && record.path("person").asText().isEmpty()
                || stream.equals("headcount") && record.path("source").asText().isEmpty();
        if (blank || value < 0 || value > 1e15 || stream.equals("headcount") && value % 1 != 0) {
            return "bad-value";
        }
        if (!(power ? meters : enterprises).containsKey(subject)) {
            return power ? "unknown-meter" : "unknown-enterprise";
        }
        NamedCsvRecord row = enterprises.get(power ? meters.get(subject).getField("enterprise_id") : subject);
        String to = row.getField("valid_to");
        if (!to.isEmpty() && at > Instant.parse(to).toEpochMilli()) {
            return "outside-validity";
        }
        if (record.has("received") && at > Recordings.millis(record.get("received")) + 300_000) {
            return "future";
        }
        latestBehind = Math.max(latestBehind, latestSoFar - at);
        latestSoFar = Math.max(latestSoFar, at);
        if (power && meters.get(subject).getField("kind").equals("CUMULATIVE")) {
            double rev = record.path("rev").asDouble();
            standing.computeIfAbsent(subject, id -> new TreeMap<>())
                    .merge(at, new double[] {rev, value}, (one, two) -> one[0] > two[0] ? one : two);
        }
        return "";
    }

    private void judgeNeighbours(String meter, TreeMap<Long, double[]> readings) {
        NamedCsvRecord row = meters.get(meter);
        double unitsAnHour =
                Double.parseDouble(row.getField("rated_kva")) * 1200 / Double.parseDouble(row.getField("wh_per_unit"));
        double modulus = Double.parseDouble(row.getField("modulus"));
        List<Long> times = List.copyOf(readings.keySet());
        int valid = 0;
        for (int i = 1; i < times.size(); i++) {
            double before = readings.get(times.get(valid))[1];
            double now = readings.get(times.get(i))[1];
            double hours = (times.get(i) - times.get(valid)) / 3_600_000.0;
            if (hours >= 4) {
                reasons.add("(silent)");
            }
            boolean lastOne = i + 1 == times.size();
            double next = lastOne ? now : readings.get(times.get(i + 1))[1];
            boolean returns = !lastOne && next >= before && next - before <= 2 * hours * unitsAnHour;
            boolean falls = now < before;
            if (falls && !returns) {
                reasons.add(before > 0.9 * modulus ? "(rolls over)" : "(reset)");
            } else if (falls) {
                reasons.add("glitch");
                continue;
            } else if (now - before > hours * unitsAnHour) {
                assertThat(returns).as(meter + " at " + times.get(i)).isTrue();
                reasons.add("implausible");
                continue;
            }
            valid = i;
        }
    }

    private static final Set<String> DEAD = Set.of(
            "malformed",
            "bad-time",
            "bad-value",
            "unknown-meter",
            "unknown-enterprise",
            "outside-validity",
            "future",
            "implausible",
            "glitch");

    @Test
    void theTinyParkHasEveryDeadLetterReasonOfARecording() throws IOException {
        read(Recordings.scenario("tiny", 1));

        assertThat(reasons).containsAll(DEAD);
    }

    @Test
    void soHasAProvinceWhoseMetersResetRollOverAndFallSilentAndWhoseRecordsComeLateTwiceAndRevised()
            throws IOException {
        read(Recordings.province(1, 1, 1000));
        String power = Files.readString(directory.resolve("power.jsonl"), StandardCharsets.ISO_8859_1);

        assertThat(reasons).containsAll(DEAD).contains("(reset)", "(rolls over)", "(silent)");
        assertThat(power).contains("\"event\":\"RESET\"").contains("\"rev\":1");
        assertThat(latestBehind).isBetween(4 * 3_600_000L, DAY - QUARTER);
        assertThat(twice).isGreaterThan(100);
    }
}
