package io.parkpulse.simulator;

import io.parkpulse.files.OutputFile;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a scenario as a recording: registry and streams.
 *
 * @param scenario what is planned
 * @param seed of everything the plan leaves open: instants of check-ins, unevenness of loads, faults
 * @param mess whether devices and lines misbehave
 * @param shiftDays how many days later than planned it all happens, to the same minute; below 0 for earlier
 */
public record Simulation(Scenario scenario, long seed, boolean mess, int shiftDays) {

    /** A simulation of the days for which the scenario is planned. */
    public Simulation(Scenario scenario, long seed, boolean mess) {
        this(scenario, seed, mess, 0);
    }

    /** Id of the enterprise whose records {@code mess} sends after it has left. */
    static final String DEPARTED = "GONE1";

    /** Receives how far the writing has come. */
    public interface Progress {
        void at(long lines, long expectedLines);
    }

    /**
     * What was written.
     *
     * @param power lines of power.jsonl
     * @param headcount lines of headcount.jsonl
     * @param checkin lines of checkin.jsonl
     */
    public record Written(long power, long headcount, long checkin) {
        public long lines() {
            return power + headcount + checkin;
        }
    }

    /** Writes all files into an existing, empty directory. */
    public Written writeTo(Path directory, Progress progress) throws IOException {
        SimulatedDays days = scenario.days();
        Noise noise = new Noise(seed).of("recording");
        RegisterFaults faults = mess ? RegisterFaults.of(noise.of("faults")) : RegisterFaults.none();
        PowerLines power = new PowerLines(days, noise.of("power"), faults);
        HeadcountLines headcounts = new HeadcountLines(days, noise.of("headcount"));
        CheckinLines checkins = new CheckinLines(days, noise.of("checkin"));
        List<String> known = new ArrayList<>();

        try (RegistryWriter registry = new RegistryWriter(directory, shiftDays)) {
            scenario.parks().forEach(registry::write);
            Consumer<Premises> add = premises -> {
                if (known.isEmpty() && !premises.loads().isEmpty()) {
                    known.add(premises.loads().get(0).meter().id());
                    known.add(premises.occupants().get(0).row().id());
                }
                registry.write(premises);
                premises.loads().forEach(power::add);
                premises.occupants().forEach(headcounts::add);
                premises.occupants().forEach(checkins::add);
            };
            scenario.premises(add);
            if (mess) {
                add.accept(departed());
            }
        }

        long expected = power.expectedLines() + headcounts.expectedLines() + checkins.expectedLines();
        LineWriter powerLines = open(directory, Stream.POWER, known.get(0), noise);
        LineWriter headcountLines = open(directory, Stream.HEADCOUNT, known.get(1), noise);
        LineWriter checkinLines = open(directory, Stream.CHECKIN, known.get(1), noise);
        try (powerLines;
                headcountLines;
                checkinLines) {
            power.write(0, powerLines);
            for (int day = 0; day < days.count(); day++) {
                checkins.plan(day);
                for (int quarter = 0; quarter < SimulatedDays.QUARTERS; quarter++) {
                    headcounts.write(day, quarter, headcountLines);
                    checkins.write(day, quarter, checkinLines);
                    power.write(day * SimulatedDays.QUARTERS + quarter + 1, powerLines);
                    progress.at(powerLines.lines() + headcountLines.lines() + checkinLines.lines(), expected);
                }
            }
        }
        return new Written(powerLines.lines(), headcountLines.lines(), checkinLines.lines());
    }

    /** A firm that left the first park at the very start, and whose meter and doors nobody has taken down. */
    private Premises departed() {
        SimulatedDays days = scenario.days();
        Enterprise row = new Enterprise(
                DEPARTED,
                scenario.parks().get(0).id(),
                "已迁出企业",
                List.of(),
                "trade",
                "office-building",
                "",
                "",
                10,
                10,
                StaffSource.CHECKIN,
                Evidence.POWER,
                100_000,
                0,
                0,
                Process.OFFICE,
                Long.MIN_VALUE,
                days.startSecond(0) * 1000);
        Meter meter = new Meter(
                DEPARTED + "-1",
                List.of(new Meter.Share(DEPARTED, 10_000)),
                MeterKind.INTERVAL,
                BigDecimal.valueOf(1000),
                0,
                BigDecimal.valueOf(30),
                SimulatedDays.QUARTER_SECONDS * 1000L);
        Premises.Energy energy = new Premises.Energy(48_000, Industries.STANDARD.idle());
        return new Premises(
                List.of(new Premises.Occupant(
                        row,
                        Industries.STANDARD.shifts().get("day"),
                        0,
                        TimeStyle.OFFSET,
                        Collections.nCopies(days.count(), new Premises.People(3, 0)))),
                List.of(new Premises.Load(meter, "", TimeStyle.OFFSET, Collections.nCopies(days.count(), energy))));
    }

    private LineWriter open(Path directory, Stream stream, String known, Noise noise) throws IOException {
        OutputStream file = OutputFile.create(directory.resolve(stream.fileName()));
        long shift = (long) shiftDays * SimulatedDays.DAY_SECONDS;
        return mess
                ? new MessyLines(file, shift, stream, known, noise.of("mess").of(stream.id()))
                : new LineWriter(file, shift);
    }
}
