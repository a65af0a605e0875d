package io.parkpulse.simulator;

import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The check-ins of persons, sorted by instant: those of CHECKIN enterprises on site, and everybody's online.
 *
 * <p>A day's persons come in within the day, the night shift at its evening; some go out at noon and come back; one in
 * twenty-five forgets to check out. A day's events are packed into longs and sorted; what lies after midnight waits.
 */
final class CheckinLines implements StreamLines {

    /** A packed event: second since the past (24 bits), enterprise (20), person (17), direction (1), mode (1). */
    private static final int SECOND_SHIFT = 39;

    private static final int ENTERPRISE_SHIFT = 19;
    private static final int PERSON_SHIFT = 2;
    private static final int OUT = 2;
    private static final int ONLINE = 1;
    private static final int MOST_PERSONS = 1 << (ENTERPRISE_SHIFT - PERSON_SHIFT);
    private static final int MOST_ENTERPRISES = 1 << (SECOND_SHIFT - ENTERPRISE_SHIFT);

    private static final int FORGETFUL = 40;
    private static final int LUNCHING_OUT = 120;
    private static final int MINUTE = 60;

    private static final byte[] PERSON = LineWriter.ascii("{\"person\":\"p");
    private static final byte[] ENTERPRISE = LineWriter.ascii("\",\"enterprise\":\"");
    private static final byte[] AT = LineWriter.ascii("\",\"at\":");
    private static final byte[] CAME_IN = LineWriter.ascii(",\"direction\":\"IN\"");
    private static final byte[] WENT_OUT = LineWriter.ascii(",\"direction\":\"OUT\"");
    private static final byte[] IS_ONLINE = LineWriter.ascii(",\"mode\":\"ONLINE\"");
    private static final byte[] END = LineWriter.ascii("}");

    private final SimulatedDays days;
    private final Noise noise;
    private final List<Staff> enterprises = new ArrayList<>();
    private long[] events = new long[1 << 16];
    private int first;
    private int end;
    private long expectedLines;

    CheckinLines(SimulatedDays days, Noise noise) {
        this.days = days;
        this.noise = noise;
    }

    private record Staff(byte[] id, int registered, Shifts shifts, TimeStyle style, int[] returned, int[] online) {}

    @Override
    public Stream stream() {
        return Stream.CHECKIN;
    }

    @Override
    public void add(Premises premises) {
        premises.occupants().forEach(this::add);
    }

    private void add(Premises.Occupant occupant) {
        boolean byCheckin = occupant.row().staffSource() == StaffSource.CHECKIN;
        int[] returned = occupant.days().stream()
                .mapToInt(people -> byCheckin ? people.returned() : 0)
                .toArray();
        int[] online =
                occupant.days().stream().mapToInt(Premises.People::online).toArray();
        long both = Arrays.stream(returned).asLongStream().sum()
                + Arrays.stream(online).asLongStream().sum();
        if (both == 0) {
            return;
        }
        int registered = Math.toIntExact(occupant.row().staffRegistered());
        for (int day = days.past(); day < returned.length; day++) {
            if (returned[day] + online[day] > registered) {
                throw new IllegalStateException(occupant.row().id() + " has more people than are registered");
            }
        }
        if (registered >= MOST_PERSONS || enterprises.size() >= MOST_ENTERPRISES) {
            throw new IllegalStateException("too many people or enterprises to pack");
        }
        byte[] id = LineWriter.ascii(occupant.row().id());
        enterprises.add(new Staff(id, registered, occupant.shifts(), occupant.style(), returned, online));
        expectedLines += 2 * both;
    }

    @Override
    public long expectedLines() {
        return expectedLines;
    }

    /** Draws up the events of a day that is not of the past; before the first one the night shift is inside already. */
    private void plan(int day) {
        int past = days.past();
        if (day == past) {
            for (int i = 0; i < enterprises.size(); i++) {
                plan(i, -1, past);
            }
            Arrays.sort(events, 0, end);
            while (first < end && events[first] < 0) {
                first++;
            }
        }
        for (int i = 0; i < enterprises.size(); i++) {
            plan(i, day - past, day);
        }
        Arrays.sort(events, first, end);
    }

    @Override
    public void write(int day, int quarter, LineWriter out) throws IOException {
        if (days.isOfPast(day)) {
            return;
        }
        if (quarter == 0) {
            plan(day);
        }
        int until = (day - days.past()) * SimulatedDays.DAY_SECONDS + (quarter + 1) * SimulatedDays.QUARTER_SECONDS;
        long start = days.startSecond(days.past());
        out.reach(start + until - SimulatedDays.QUARTER_SECONDS);
        while (first < end && events[first] >> SECOND_SHIFT < until) {
            long event = events[first++];
            int index = (int) (event >> ENTERPRISE_SHIFT) & (MOST_ENTERPRISES - 1);
            long person = event >> PERSON_SHIFT & (MOST_PERSONS - 1);
            Staff it = enterprises.get(index);
            out.begin()
                    .put(PERSON)
                    .putHex(noise.of("person").bits((long) index << 20 | person))
                    .put(ENTERPRISE)
                    .put(it.id)
                    .put(AT)
                    .putTime(start + (event >> SECOND_SHIFT), it.style)
                    .put((event & OUT) != 0 ? WENT_OUT : CAME_IN);
            if ((event & ONLINE) != 0) {
                out.put(IS_ONLINE);
            }
            out.put(END).end();
        }
    }

    /** @param day counted from the end of the past */
    private void plan(int index, int day, int planOf) {
        Staff it = enterprises.get(index);
        Noise own = noise.of(index).of(day);
        int online = it.online[planOf];
        int onSite = it.registered - online;
        // Mostly the same people every day; who is absent changes slowly.
        int from = onSite == 0 ? 0 : noise.of("first").between(0, onSite - 1, index) + day + 1;
        for (int i = 0; i < it.returned[planOf]; i++) {
            int person = (from + i) % onSite;
            int shift = person % it.shifts.count();
            Noise chance = own.of(person);
            int in = it.shifts.start(shift) * MINUTE - chance.between(0, 25 * MINUTE, 1);
            int out = it.shifts.end(shift) * MINUTE + chance.between(0, 35 * MINUTE, 2);
            add(index, person, day, in, 0);
            if (!it.shifts.lastsOverMidnight(shift) && chance.chance(LUNCHING_OUT, 3)) {
                int middle = (in + out) / 2;
                add(index, person, day, middle - chance.between(0, 20 * MINUTE, 4), OUT);
                add(index, person, day, middle + chance.between(10 * MINUTE, 40 * MINUTE, 5), 0);
            }
            if (!chance.chance(FORGETFUL, 6)) {
                add(index, person, day, out, OUT);
            }
        }
        for (int i = 0; i < online; i++) {
            int person = it.registered - 1 - i;
            Noise chance = own.of(person);
            add(index, person, day, 9 * 3600 - chance.between(0, 40 * MINUTE, 1), ONLINE);
            if (!chance.chance(FORGETFUL, 6)) {
                add(index, person, day, 18 * 3600 + chance.between(0, 90 * MINUTE, 2), ONLINE | OUT);
            }
        }
    }

    private void add(int index, int person, int day, int secondOfDay, int flags) {
        if (end == events.length) {
            if (first > events.length / 2) {
                System.arraycopy(events, first, events, 0, end - first);
                end -= first;
                first = 0;
            } else {
                events = Arrays.copyOf(events, 2 * events.length);
            }
        }
        long second = (long) day * SimulatedDays.DAY_SECONDS + secondOfDay;
        events[end++] =
                second << SECOND_SHIFT | (long) index << ENTERPRISE_SHIFT | (long) person << PERSON_SHIFT | flags;
    }
}
