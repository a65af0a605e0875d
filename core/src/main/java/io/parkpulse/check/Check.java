package io.parkpulse.check;

import io.parkpulse.ingest.Mistake;
import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.ingest.RecordReader;
import io.parkpulse.message.Message;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.EnterpriseRow;
import io.parkpulse.roster.IdIndex;
import io.parkpulse.roster.Roster;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Goes over the records of a recording once, in any order, and finds what is likely a misunderstanding. Records are read
 * as they are for figures. Memory is bounded: of very many readings and persons, those of a part of the meters and
 * persons are looked at together.
 *
 * <p>Not thread-safe, and of one recording.
 */
public final class Check {
    private static final byte[] NOTHING = {};
    private static final int MOST_READINGS = 4_000_000;
    private static final int MOST_OF_PEOPLE = 2_000_000;

    private final Roster roster;
    private final RecordReader reader;
    private final RecordGlance glance = new RecordGlance();
    private final Heard heard;
    private final Sample readings;
    private final Sample people;
    private final Persons persons = new Persons(MOST_OF_PEOPLE);
    private final List<DeadFinder> deadFinders = DeadFinder.all();
    private final OtherSource otherSource = new OtherSource();
    private final List<Finder> finders;
    private final Map<String, ZoneId> zones = new HashMap<>();

    public Check(Roster roster) {
        this.roster = roster;
        roster.registry().parks().forEach(park -> zones.put(park.id(), park.zone()));
        this.reader = new RecordReader(roster);
        this.heard = new Heard(roster);
        this.readings = new Sample(roster.count(Subject.METER), MOST_READINGS);
        this.people = new Sample(roster.count(Subject.ENTERPRISE), MOST_OF_PEOPLE);
        this.finders = List.of(
                new NoRecordApplied(),
                new EveryDiffers(),
                otherSource,
                new Twice(),
                new Overlaps(),
                new SeveralValues(),
                new StartStamped(),
                new Falling(),
                new NobodyHolds(this::rowsOf),
                new Jump(),
                new BaselineFar(),
                new NeverHeard(),
                new MoreReturnedThanRegistered(roster),
                new PersonIds(),
                new TwoPlaces(roster),
                new OverCapacity(),
                new NoRating());
    }

    /**
     * Looks at a record.
     *
     * @param line in its file, from 1
     */
    public void read(Stream stream, byte[] buffer, int offset, int length, long line) {
        boolean valid = reader.read(stream, buffer, offset, length);
        heard.count(stream, valid);
        if (!valid) {
            dead(stream, buffer, offset, length, line);
            return;
        }
        Observation record = reader.observation(0, line, NOTHING);
        heard.name(stream.subject(), record.subject());
        heard.at(record.at());
        switch (stream) {
            case POWER -> {
                heard.reading(record.subject(), record.at());
                MeterReadings.add(record, readings);
            }
            case HEADCOUNT -> people(record);
            case CHECKIN -> {
                persons.add(record);
                people(record);
            }
        }
    }

    /** Looks at a line that is too long to be a record. */
    public void tooLong(Stream stream, long bytes, long line) {
        heard.count(stream, false);
        take(new DeadRecord(
                stream,
                line,
                DeadReason.MALFORMED,
                Mistake.ofRecord(Message.of("record.long_line", "bytes", bytes)),
                null));
    }

    private void dead(Stream stream, byte[] buffer, int offset, int length, long line) {
        DeadReason reason = reader.reason();
        Mistake mistake = reader.mistake();
        byte[] id = glance.read(stream, buffer, offset, length) ? glance.id() : null;
        int number = id == null ? IdIndex.NONE : roster.index(stream.subject()).find(id, 0, id.length);
        if (number != IdIndex.NONE) {
            heard.name(stream.subject(), number);
            if (stream == Stream.POWER && reason == DeadReason.OUTSIDE_VALIDITY) {
                // Read while nobody has it, which is what to look for.
                heard.reading(number, glance.at());
            }
        }
        take(new DeadRecord(stream, line, reason, mistake, id == null ? null : new String(id, StandardCharsets.UTF_8)));
    }

    private void take(DeadRecord dead) {
        for (DeadFinder finder : deadFinders) {
            if (finder.take(dead)) {
                return;
            }
        }
    }

    private void people(Observation record) {
        EnterpriseRow row = roster.rows(record.subject()).at(record.at());
        if (row != null
                && otherSource.isCounted(record, row.enterprise())
                && (record.stream() == Stream.HEADCOUNT || record.in() && !record.online())) {
            EnterprisePeople.add(record, people);
        }
    }

    /** Whether a record is valid by itself; then one of all can be applied. */
    public boolean appliesAny() {
        return heard.valid() > 0;
    }

    /** Records looked at. */
    public long records() {
        return heard.read();
    }

    /**
     * What was found, the weightiest first. Asked once.
     *
     * @param whole whether all records of the recording were read, and not its beginning only
     */
    public List<Finding> findings(boolean whole) {
        if (whole) {
            heard.end();
        }
        meters();
        for (int enterprise = 0; enterprise < roster.count(Subject.ENTERPRISE); enterprise++) {
            long[][] rows = people.take(enterprise);
            if (rows.length > 0) {
                EnterprisePeople shown = new EnterprisePeople(enterprise, new LocalDay(zone(rowsOf(enterprise))), rows);
                finders.forEach(finder -> finder.people(shown));
            }
        }
        finders.forEach(finder -> finder.persons(persons));
        finders.forEach(finder -> finder.heard(heard));
        List<Finding> all = new ArrayList<>();
        deadFinders.forEach(finder -> all.add(finder.finding(heard)));
        finders.forEach(finder -> all.add(finder.finding()));
        all.removeIf(Objects::isNull);
        all.sort(Finding.WEIGHTIEST_FIRST);
        return all;
    }

    private void meters() {
        Map<String, EnterpriseEnergies> energies = new LinkedHashMap<>();
        List<Meter> silent = new ArrayList<>();
        for (int number = 0; number < roster.count(Subject.METER); number++) {
            long[][] own = readings.take(number);
            Meter meter = roster.meter(number).meter();
            if (own.length == 0) {
                silent.add(meter);
                continue;
            }
            MeterReadings shown =
                    new MeterReadings(meter, zone(rowsOf(owners(meter).get(0))), own);
            finders.forEach(finder -> finder.meter(shown));
            for (String owner : owners(meter)) {
                energies.computeIfAbsent(owner, id -> new EnterpriseEnergies(rowsOf(id), zone(rowsOf(id))))
                        .add(shown);
            }
        }
        // What some of its meters say is no day of an enterprise.
        for (Meter meter : silent) {
            for (String owner : owners(meter)) {
                if (energies.containsKey(owner)) {
                    energies.get(owner).addSilent(meter);
                }
            }
        }
        energies.values().forEach(of -> finders.forEach(finder -> finder.energies(of)));
    }

    private static List<String> owners(Meter meter) {
        return meter.rows().stream().map(Meter.Row::enterprise).distinct().toList();
    }

    private List<Enterprise> rowsOf(String enterprise) {
        byte[] id = enterprise.getBytes(StandardCharsets.UTF_8);
        return rowsOf(roster.index(Subject.ENTERPRISE).find(id, 0, id.length));
    }

    private List<Enterprise> rowsOf(int enterprise) {
        return roster.rows(enterprise).stream().map(EnterpriseRow::enterprise).toList();
    }

    /** The one of the days of an enterprise: its parks have the same. */
    private ZoneId zone(List<Enterprise> rows) {
        return zones.get(rows.get(0).park());
    }
}
