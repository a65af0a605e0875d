package io.parkpulse.simulator;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Park;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * An enterprise of a seed park while its plan is being drawn up: first as its industry and size suggest, then bent
 * until the park's published figures come out.
 */
final class DraftEnterprise {

    /** An enterprise at work draws at least this much of its baseline, well above any method's θ of 30 %. */
    static final int LEAST_AT_WORK = 380;

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
    final Industry industry;
    final SiteKind siteKind;
    final TreeSet<String> tiers = new TreeSet<>();
    final Noise noise;

    String name;
    String grid = "";
    String priority = "";
    int registered;
    int required;
    StaffSource source;
    Evidence evidence = Evidence.POWER;
    Process process;
    Shifts shifts;
    long baselineWh;
    long standbyWh;
    long capacityWh;
    int meters;
    MeterKind kind;
    int everyQuarters = 1;

    /** Whether its meters send nothing on the last day. */
    boolean unreadOnLastDay;

    /** Whether it works, day by day; what it draws, who comes, who works online. */
    final boolean[] atWork;

    final long[] energyWh;
    final int[] returned;
    final int[] online;

    private final Park park;
    private final SimulatedDays days;
    private final TimeStyle style;

    DraftEnterprise(
            Park park,
            SimulatedDays days,
            TimeStyle style,
            String id,
            Industry industry,
            SiteKind siteKind,
            Size size,
            Noise noise) {
        this.park = park;
        this.days = days;
        this.style = style;
        this.id = id;
        this.industry = industry;
        this.siteKind = siteKind;
        this.noise = noise;
        registered = size.persons(noise, KEY_STAFF);
        required = registered;
        shifts = siteKind == SiteKind.OFFICE_BUILDING ? Shifts.DAY : industry.shifts();
        // Three shifts are never inside together, so gates would not see everybody who came.
        source = size.compareTo(Size.MEDIUM) >= 0 && shifts != Shifts.THREE
                ? StaffSource.HEADCOUNT
                : StaffSource.CHECKIN;
        process = siteKind == SiteKind.OFFICE_BUILDING ? Process.OFFICE : industry.process();
        baselineWh = (long) registered * industry.kilowattHoursPerHead() * noise.between(600, 1500, KEY_ENERGY);
        capacityWh = permille(baselineWh, noise.between(1150, 1450, KEY_CAPACITY));
        standbyWh = permille(baselineWh, noise.between(60, 200, KEY_STANDBY));
        meters = size.meters(noise, KEY_METERS);
        kind = noise.chance(INTERVAL_METERS, KEY_KIND) ? MeterKind.INTERVAL : MeterKind.CUMULATIVE;
        atWork = new boolean[days.count()];
        energyWh = new long[days.count()];
        returned = new int[days.count()];
        online = new int[days.count()];
    }

    static long permille(long whole, long permille) {
        return whole * permille / 1000;
    }

    int lastDay() {
        return days.count() - 1;
    }

    /** Reads its gates or doors instead of its meter. */
    DraftEnterprise byPresence() {
        evidence = Evidence.PRESENCE;
        return this;
    }

    DraftEnterprise withoutMeter() {
        meters = 0;
        return byPresence();
    }

    DraftEnterprise every(int quarters) {
        everyQuarters = quarters;
        return this;
    }

    DraftEnterprise tier(String... words) {
        tiers.addAll(List.of(words));
        return this;
    }

    /** Plans all days from whether it works on the last one: weekends are quieter, and some only came back lately. */
    DraftEnterprise plan(boolean atWorkOnLastDay) {
        int level = noise.between(620, 980, KEY_LEVEL);
        int attendance = noise.between(650, 950, KEY_ATTENDANCE);
        for (int day = 0; day < days.count(); day++) {
            Noise today = noise.of(KEY_DAYS + (long) (lastDay() - day));
            int before = lastDay() - day;
            boolean back = !noise.of("back").chance(NOT_YET_BACK * before, 0);
            atWork[day] = atWorkOnLastDay
                    && (before == 0 || back && noise.of("weekend").chance(shifts.working(days.weekday(day)), day));
            int load = before == 0 ? 1000 : shifts.load(days.weekday(day));
            if (atWork[day]) {
                int ratio = level * load / 1000 * today.between(960, 1040, 1) / 1000;
                energyWh[day] = permille(baselineWh, Math.max(LEAST_AT_WORK, ratio));
                returned[day] = Math.max(1, (int) ((long) registered * attendance / 1000 * load / 1000));
            } else {
                energyWh[day] = permille(standbyWh, today.between(800, 1050, 1));
                returned[day] = registered > MEANT_TO_BE_GUARDED && evidence == Evidence.POWER ? 2 : 0;
            }
        }
        return this;
    }

    /** The plan as premises of its own. */
    Premises premises() {
        List<Premises.Load> loads = new ArrayList<>();
        long greatest = greatestDayWh();
        long whPerUnit = meters == 0 ? 0 : Meters.whPerUnit(greatest / meters, 1);
        List<LoadCurve> curves = List.of(industry.curve(siteKind), Industry.IDLE);
        // Meters share the load as 1, 2, 3, …: a supply for the works, smaller ones for halls and the canteen.
        long parts = (long) meters * (meters + 1) / 2;
        for (int part = 1, before = 0; part <= meters; before += part, part++) {
            Meter meter = Meters.meter(
                    id + "-" + part,
                    List.of(new Meter.Share(id, 10_000)),
                    kind,
                    whPerUnit,
                    greatest * part / parts + 1,
                    curves,
                    everyQuarters);
            List<Premises.Energy> energies = new ArrayList<>();
            for (int day = 0; day < days.count(); day++) {
                long ticks = energyWh[day] * 100 / whPerUnit;
                long mine = ticks * (before + part) / parts - ticks * before / parts;
                Premises.Energy energy = energy(mine * whPerUnit / 100, atWork[day]);
                energies.add(unreadOnLastDay && day == lastDay() ? energy.unread() : energy);
            }
            loads.add(load(meter, energies));
        }
        return new Premises(List.of(occupant()), loads);
    }

    Premises.Load load(Meter meter, List<Premises.Energy> energies) {
        return new Premises.Load(meter, "", style, energies);
    }

    Premises.Energy energy(long wh, boolean working) {
        return new Premises.Energy(wh, working ? industry.curve(siteKind) : Industry.IDLE);
    }

    Premises.Occupant occupant() {
        List<Premises.People> people = new ArrayList<>();
        for (int day = 0; day < days.count(); day++) {
            people.add(new Premises.People(returned[day], online[day]));
        }
        int gates = source == StaffSource.CHECKIN ? 0 : registered < 300 ? 1 : registered < 1000 ? 2 : 3;
        return new Premises.Occupant(row(), shifts, gates, style, people);
    }

    long greatestDayWh() {
        long greatest = Math.max(capacityWh, baselineWh);
        for (long wh : energyWh) {
            greatest = Math.max(greatest, wh);
        }
        return greatest;
    }

    private Enterprise row() {
        return new Enterprise(
                id,
                park.id(),
                name,
                List.copyOf(tiers),
                industry.id(),
                siteKind.id(),
                grid,
                priority,
                registered,
                required,
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
