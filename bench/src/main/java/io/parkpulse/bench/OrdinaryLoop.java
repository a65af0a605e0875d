package io.parkpulse.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * P0: the power figures of a clean recording as a competent engineer would first write them. Every line becomes an object
 * by databind, meters are looked up in a map, steps are kept for the whole recording, and the windows are added up when
 * everything is read.
 */
final class OrdinaryLoop {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofHours(48);

    private final ObjectMapper mapper = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private final CleanRegistry registry;
    private final Map<String, MeterState> meters = new HashMap<>();
    private final Map<String, List<EnterpriseState>> parks = new TreeMap<>();
    private Instant first;
    private Instant last;

    record Reading(String meter, String at, BigDecimal value, String unit, String event, Long rev) {}

    private static final class EnterpriseState {
        final long baselineWh;
        int meters;
        long[] energyWh = new long[512];
        long[] coveredMs = new long[512];

        EnterpriseState(long baselineWh) {
            this.baselineWh = baselineWh;
        }

        void add(int step, long wh, long ms) {
            if (step >= energyWh.length) {
                energyWh = Arrays.copyOf(energyWh, 2 * step);
                coveredMs = Arrays.copyOf(coveredMs, 2 * step);
            }
            energyWh[step] += wh;
            coveredMs[step] += ms;
        }

        long energy(int step) {
            return step >= 0 && step < energyWh.length ? energyWh[step] : 0;
        }

        long covered(int step) {
            return step >= 0 && step < coveredMs.length ? coveredMs[step] : 0;
        }
    }

    private static final class MeterState {
        final EnterpriseState enterprise;
        final BigDecimal whPerUnit;
        final Duration every;
        Instant lastAt;
        long lastWh;

        MeterState(EnterpriseState enterprise, Meter meter) {
            this.enterprise = enterprise;
            this.whPerUnit = meter.register().whPerUnit();
            this.every = Duration.ofMillis(meter.register().everyMillis());
        }
    }

    private static final class ParkTotals {
        long metered;
        long matched;
        long resumed;
        long resumedWh;
        long matchedBaselineWh;
        long energyWh;

        void add(EnterpriseState enterprise, long energy, long covered, long windowMs) {
            energyWh += energy;
            if (enterprise.meters == 0) {
                return;
            }
            metered++;
            if (enterprise.baselineWh == 0 || covered / enterprise.meters * 10 < windowMs * 8) {
                return;
            }
            matched++;
            matchedBaselineWh += enterprise.baselineWh;
            if (energy * 10 >= enterprise.baselineWh * 3) {
                resumed++;
                resumedWh += energy;
            }
        }

        FigureFile.Figures figures() {
            boolean known = metered > 0 && matched * 2 >= metered;
            return new FigureFile.Figures(
                    known ? FigureFile.rate(resumed, metered) : FigureFile.NONE,
                    known && matchedBaselineWh > 0 ? FigureFile.rate(resumedWh, matchedBaselineWh) : FigureFile.NONE,
                    Long.toString(energyWh));
        }
    }

    OrdinaryLoop(CleanRegistry registry) {
        this.registry = registry;
        Map<String, EnterpriseState> enterprises = new HashMap<>();
        for (Enterprise row : registry.enterprises()) {
            EnterpriseState state = new EnterpriseState(row.baselineWh());
            enterprises.put(row.id(), state);
            parks.computeIfAbsent(row.park(), key -> new ArrayList<>()).add(state);
        }
        for (Meter meter : registry.meters()) {
            EnterpriseState owner = enterprises.get(meter.rows().get(0).enterprise());
            owner.meters++;
            meters.put(meter.id(), new MeterState(owner, meter));
        }
    }

    /** Takes a line of {@code power.jsonl}. */
    void line(String line) {
        try {
            add(mapper.readValue(line, Reading.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a plain reading: " + line, e);
        }
    }

    /** Takes {@code power.jsonl} of a recording. */
    void read(Path recording) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(recording.resolve("power.jsonl"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                line(line);
            }
        }
    }

    /** Writes the figures of what was read. */
    void write(Duration every, Path out) throws IOException {
        try (FigureFile file = new FigureFile(out)) {
            writeDaily(file);
            writeTrailing(every, file);
        }
    }

    private void add(Reading reading) {
        MeterState meter = meters.get(reading.meter());
        Instant at = OffsetDateTime.parse(reading.at()).toInstant();
        long wh = reading.value()
                .multiply(meter.whPerUnit)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        if (first == null) {
            first = at;
        }
        if (reading.unit() != null || reading.event() != null || reading.rev() != null) {
            throw new IllegalArgumentException("not a plain reading: " + reading);
        }
        if (last != null && (at.isBefore(last) || Duration.between(last, at).compareTo(DAY) > 0)) {
            throw new IllegalArgumentException("a recording in order and without gaps is needed: " + reading);
        }
        last = at;
        if (meter.lastAt != null) {
            if (wh < meter.lastWh || !at.isAfter(meter.lastAt)) {
                throw new IllegalArgumentException("the register falls: " + reading);
            }
            spread(meter, at, wh - meter.lastWh);
        }
        meter.lastAt = at;
        meter.lastWh = wh;
    }

    private void spread(MeterState meter, Instant at, long energyWh) {
        Duration interval = Duration.between(meter.lastAt, at);
        if (interval.compareTo(LONGEST) > 0) {
            return;
        }
        boolean covered = interval.compareTo(meter.every.multipliedBy(4)) <= 0;
        long from = meter.lastAt.toEpochMilli();
        long to = at.toEpochMilli();
        long given = 0;
        for (long start = from; start < to; ) {
            long end = Math.min(to, (start / STEP.toMillis() + 1) * STEP.toMillis());
            long upToHere = Math.multiplyExact(energyWh, end - from) / (to - from);
            meter.enterprise.add(stepOf(start), upToHere - given, covered ? end - start : 0);
            given = upToHere;
            start = end;
        }
    }

    /** Steps since the one the recording begins in. */
    private int stepOf(long millis) {
        return Math.toIntExact(millis / STEP.toMillis() - first.toEpochMilli() / STEP.toMillis());
    }

    private void writeDaily(FigureFile file) throws IOException {
        LocalDate date = first.atZone(registry.zone()).toLocalDate();
        while (true) {
            Instant from = date.atStartOfDay(registry.zone()).toInstant();
            Instant to = date.plusDays(1).atStartOfDay(registry.zone()).toInstant();
            if (to.isAfter(last)) {
                return;
            }
            for (Map.Entry<String, List<EnterpriseState>> park : parks.entrySet()) {
                ParkTotals totals = new ParkTotals();
                for (EnterpriseState enterprise : park.getValue()) {
                    long energy = 0;
                    long covered = 0;
                    for (int step = stepOf(from.toEpochMilli()); step < stepOf(to.toEpochMilli()); step++) {
                        energy += enterprise.energy(step);
                        covered += enterprise.covered(step);
                    }
                    totals.add(
                            enterprise,
                            energy,
                            covered,
                            Duration.between(from, to).toMillis());
                }
                file.write(FigureFile.dailyKey(date, park.getKey()), totals.figures());
            }
            date = date.plusDays(1);
        }
    }

    private void writeTrailing(Duration every, FigureFile file) throws IOException {
        int windowSteps = (int) DAY.dividedBy(STEP);
        for (Map.Entry<String, List<EnterpriseState>> park : parks.entrySet()) {
            List<EnterpriseState> enterprises = park.getValue();
            long[] energy = new long[enterprises.size()];
            long[] covered = new long[enterprises.size()];
            long end = first.toEpochMilli() / STEP.toMillis() * STEP.toMillis() + STEP.toMillis();
            for (int step = 0; end <= last.toEpochMilli(); step++, end += STEP.toMillis()) {
                boolean asked = end % every.toMillis() == 0;
                ParkTotals totals = new ParkTotals();
                for (int i = 0; i < energy.length; i++) {
                    EnterpriseState enterprise = enterprises.get(i);
                    energy[i] += enterprise.energy(step) - enterprise.energy(step - windowSteps);
                    covered[i] += enterprise.covered(step) - enterprise.covered(step - windowSteps);
                    if (asked) {
                        totals.add(enterprise, energy[i], covered[i], DAY.toMillis());
                    }
                }
                if (asked) {
                    file.write(FigureFile.trailingKey(Instant.ofEpochMilli(end), park.getKey()), totals.figures());
                }
            }
        }
    }
}
