package io.parkpulse.simulator;

import io.parkpulse.files.OutputFile;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import io.parkpulse.model.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

    /** Writes all files into an existing, empty directory and returns how many lines each stream has. */
    public Map<Stream, Long> writeTo(Path directory, Progress progress) throws IOException {
        SimulatedDays days = scenario.days();
        Noise noise = new Noise(seed).of("recording");
        RegisterFaults faults = mess ? RegisterFaults.of(noise.of("faults")) : RegisterFaults.none();
        List<StreamLines> streams = List.of(
                new PowerLines(days, noise.of("power"), faults),
                new HeadcountLines(days, noise.of("headcount")),
                new CheckinLines(days, noise.of("checkin")));
        Map<Subject, String> known = new EnumMap<>(Subject.class);

        try (RegistryWriter registry = new RegistryWriter(scenario, directory, shiftDays, days.past() == 0)) {
            scenario.parks().forEach(registry::write);
            Consumer<Premises> add = premises -> {
                if (known.isEmpty() && !premises.loads().isEmpty()) {
                    known.put(Subject.METER, premises.loads().get(0).meter().id());
                    known.put(
                            Subject.ENTERPRISE,
                            premises.occupants().get(0).row().id());
                }
                registry.write(premises);
                streams.forEach(stream -> stream.add(premises));
            };
            scenario.premises(add);
            if (mess) {
                add.accept(departed());
            }
        }

        long expected = streams.stream().mapToLong(StreamLines::expectedLines).sum();
        Map<Stream, Long> written = new EnumMap<>(Stream.class);
        long before = 0;
        for (StreamLines stream : streams) {
            LineWriter lines = open(directory, stream, known, noise);
            try (lines) {
                for (int quarter = 0; quarter < days.count() * SimulatedDays.QUARTERS; quarter++) {
                    stream.write(quarter / SimulatedDays.QUARTERS, quarter % SimulatedDays.QUARTERS, lines);
                    progress.at(before + lines.lines(), expected);
                }
            }
            // Only now are all late ones there.
            written.put(stream.stream(), lines.lines());
            before += lines.lines();
        }
        return written;
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

    private LineWriter open(Path directory, StreamLines lines, Map<Subject, String> known, Noise noise)
            throws IOException {
        Stream stream = lines.stream();
        OutputStream file = OutputFile.create(directory.resolve(stream.fileName()));
        long shift = (long) shiftDays * SimulatedDays.DAY_SECONDS;
        return mess
                ? new MessyLines(
                        file,
                        shift,
                        lines.stream(),
                        known.get(stream.subject()),
                        noise.of("mess").of(stream.id()))
                : new LineWriter(file, shift);
    }
}
