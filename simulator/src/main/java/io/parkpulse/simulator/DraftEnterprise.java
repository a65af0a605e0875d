package io.parkpulse.simulator;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Names;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An enterprise of a park while its plan is being drawn up: first as its traits say and its industry and size suggest,
 * then bent until the park's figures come out.
 */
final class DraftEnterprise {

    /** An enterprise at work draws at least this much of its baseline, well above any method's θ of 30 %. */
    static final int LEAST_AT_WORK = 380;

    private static final Map<Language, Catalogue> WORDS =
            Arrays.stream(Language.values()).collect(Collectors.toMap(Function.identity(), Catalogue::in));

    private static final int INTERVAL_METERS = 125;
    private static final int NOT_YET_BACK = 12;
    private static final int MEANT_TO_BE_GUARDED = 40;

    private static final int KEY_STAFF = 1;
    private static final int KEY_ENERGY = 2;
    private static final int KEY_CAPACITY = 3;
    private static final int KEY_STANDBY = 4;
    private static final int KEY_METERS = 5;
    private static final int KEY_KIND = 7;
    private static final int KEY_LEVEL = 8;
    private static final int KEY_ATTENDANCE = 9;
    private static final int KEY_DAYS = 100;

    final String id;
    final Traits traits;
    final Process process;
    final long baselineWh;
    final long standbyWh;
    final long capacityWh;
    final int meters;
    final MeterKind meterKind;

    /** Path of the grid in which it lies; empty for none. */
    final String grid;

    /** What its meters see on a day of work, and when it stands still. */
    final LoadCurve working;

    final LoadCurve idle;

    /** Persons on the books. */
    int registered;

    /** Whether it works, day by day; what it draws, who comes. */
    final boolean[] atWork;

    final long[] energyWh;
    final int[] returned;

    private final ParkFile park;
    private final SimulatedDays days;
    private final Noise noise;
    private final String number;
    private final Choice.Place it;
    private final Industry industry;
    private final SiteKind siteKind;
    private final Shifts shifts;
    private final StaffSource source;
    private final Evidence evidence;

    /**
     * @param noise of the park
     * @param place in the park, from 0
     */
    DraftEnterprise(ParkFile park, SimulatedDays days, Noise noise, Traits traits, int place) {
        this.park = park;
        this.days = days;
        this.traits = traits;
        this.noise = noise.of(place + 1L);
        number = Integer.toString(10_001 + place).substring(1);
        id = or(traits.id, park.ids() + number);
        it = new Choice.Place(traits.kinds, noise.of("draw"), place);
        industry = traits.kinds.industry().of(it);
        siteKind = traits.kinds.siteKind().of(it);
        Size size = traits.kinds.size().of(it);
        registered = traits.persons == null ? size.persons(this.noise, KEY_STAFF) : traits.persons.intValue();
        grid = traits.grid.of(it).of(place, registered);
        shifts = or(traits.shifts, or(siteKind.shifts(), industry.shifts()));
        process = or(traits.process, or(siteKind.process(), industry.process()));
        // Three shifts are never inside together, so gates would not see everybody who came.
        source = or(
                traits.staffSource, size.gates() && shifts.count() < 3 ? StaffSource.HEADCOUNT : StaffSource.CHECKIN);
        meters = traits.tenantsOfAMeter > 1
                ? 0
                : traits.meters == null ? size.meters(this.noise, KEY_METERS) : traits.meters.of(it);
        evidence = or(traits.evidence, meters == 0 ? Evidence.PRESENCE : Evidence.POWER);
        meterKind = or(
                traits.meterKind,
                this.noise.chance(INTERVAL_METERS, KEY_KIND) ? MeterKind.INTERVAL : MeterKind.CUMULATIVE);
        baselineWh = or(
                traits.baselineWh,
                (long) registered * industry.kilowattHoursPerHead() * this.noise.between(600, 1500, KEY_ENERGY));
        capacityWh = or(traits.capacityWh, permille(baselineWh, this.noise.between(1150, 1450, KEY_CAPACITY)));
        standbyWh = or(traits.standbyWh, permille(baselineWh, this.noise.between(60, 200, KEY_STANDBY)));
        working = or(traits.load, industry.curve(siteKind));
        idle = or(traits.load, Industries.STANDARD.idle());
        atWork = new boolean[days.count()];
        energyWh = new long[days.count()];
        returned = new int[days.count()];
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    static long permille(long whole, long permille) {
        return whole * permille / 1000;
    }

    /** Plans all days from whether it works on the last one: weekends are quieter, and some only came back lately. */
    void plan(boolean atWorkOnLastDay) {
        int level = noise.between(620, 980, KEY_LEVEL);
        int attendance = noise.between(650, 950, KEY_ATTENDANCE);
        planPast();
        for (int day = days.past(); day < days.count(); day++) {
            int before = days.count() - 1 - day;
            Noise today = noise.of(KEY_DAYS + (long) before);
            boolean back = !noise.of("back").chance(NOT_YET_BACK * before, 0);
            atWork[day] = atWorkOnLastDay
                    && (before == 0
                            || traits.energyWh != null
                            || back && noise.of("weekend").chance(shifts.working(days.weekday(day)), day));
            int load = before == 0 ? 1000 : shifts.load(days.weekday(day));
            if (atWork[day]) {
                int ratio = level * load / 1000 * today.between(960, 1040, 1) / 1000;
                energyWh[day] = permille(baselineWh, Math.max(LEAST_AT_WORK, ratio));
                returned[day] = Math.max(1, (int) ((long) registered * attendance / 1000 * load / 1000));
            } else {
                energyWh[day] = permille(standbyWh, today.between(800, 1050, 1));
                returned[day] = registered > MEANT_TO_BE_GUARDED && evidence == Evidence.POWER ? 2 : 0;
            }
            energyWh[day] = at(traits.energyWh, before, energyWh[day], Long.MAX_VALUE);
            returned[day] = (int) at(traits.returned, before, returned[day], mostOnSite(day));
        }
    }

    /** Usual days: weekends are quieter, and the mean day is the baseline. Nobody counted people then. */
    private void planPast() {
        int past = days.past();
        long[] weights = new long[past];
        for (int day = 0; day < past; day++) {
            int load = shifts.load(days.weekday(day));
            weights[day] =
                    load * noise.of(KEY_DAYS + (long) days.count() - 1 - day).between(960, 1040, 1) / 1000 + 1;
            atWork[day] = shifts.working(days.weekday(day)) > 0;
        }
        long least = Math.min(standbyWh, baselineWh);
        long[] usual = Apportionment.divide(
                baselineWh * past,
                weights,
                LongStream.generate(() -> least).limit(past).toArray(),
                LongStream.generate(() -> Math.max(capacityWh, baselineWh))
                        .limit(past)
                        .toArray());
        System.arraycopy(usual, 0, energyWh, 0, past);
    }

    private long at(Traits.Trend trend, int before, long otherwise, long most) {
        long value = trend == null ? otherwise : trend.at(before);
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(id + ": on a day " + before + " before the last one it would be " + value
                    + ", expected 0 to " + most);
        }
        return value;
    }

    /** The persons that do not work elsewhere. */
    int mostOnSite(int day) {
        return registered - online(day);
    }

    private int online(int day) {
        return registered * (day == days.count() - 1 ? traits.onlineOnLastDay : traits.onlineBefore) / 100;
    }

    long greatestDayWh() {
        long greatest = Math.max(capacityWh, baselineWh);
        for (long wh : energyWh) {
            greatest = Math.max(greatest, wh);
        }
        return greatest;
    }

    Premises.Occupant occupant() {
        List<Premises.People> people = new ArrayList<>();
        for (int day = 0; day < days.count(); day++) {
            people.add(new Premises.People(returned[day], online(day)));
        }
        int gates = source == StaffSource.CHECKIN ? 0 : registered < 300 ? 1 : registered < 1000 ? 2 : 3;
        return new Premises.Occupant(row(), shifts, gates, park.times(), people);
    }

    /** In the languages in which its park has a short name; its plain name is Chinese already. */
    private Names names() {
        Names place = park.shortNames();
        return new Names(
                "", name(place.en(), Language.EN), name(place.ja(), Language.JA), name(place.ko(), Language.KO));
    }

    private String name(String place, Language language) {
        return place.isEmpty() ? "" : place + " " + WORDS.get(language).word("industry", industry.id()) + " " + number;
    }

    private Enterprise row() {
        String tiers = traits.tiers.of(it);
        return new Enterprise(
                id,
                park.park().id(),
                or(traits.name, park.shortNames().zh() + industry.chinese() + number + "公司"),
                traits.name == null ? names() : Names.NONE,
                tiers.isEmpty() ? List.of() : List.copyOf(new TreeSet<>(List.of(tiers.split(";")))),
                industry.id(),
                siteKind.id(),
                grid,
                traits.priority.of(it),
                registered,
                registered,
                source,
                evidence,
                baselineWh,
                standbyWh,
                capacityWh,
                process,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
    }
}
