package io.parkpulse.simulator;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Park;
import io.parkpulse.model.StaffSource;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A province by its meters: Zhejiang on 2020-02-10, as in State Grid Zhejiang's worked example of its 企业复工电力指数.
 *
 * <p>Of 333,427 enterprises 64,590 are at work, 19.37 %; those draw 40,541.65 万kWh of the 128,807.02 万kWh of all
 * baselines, 31.47 %; the index is 25.42. Other numbers of enterprises keep the proportions.
 *
 * <p>Chosen: everything else. 90 counties in 11 cities stand for parks, as many as the province has; one meter each,
 * read every quarter-hour; 2 % of the enterprises are large, 18 % medium, and the larger ones came back first. One in
 * 200 has a gate that counts, one in 100 a door. Enterprises are worked out anew whenever they are asked for.
 */
final class Province implements Scenario {

    static final String NAME = "province";
    static final int ENTERPRISES = 333_427;
    static final LocalDate LAST_DAY = LocalDate.of(2020, 2, 10);

    /** The least number with which each county has enterprises of all kinds. */
    static final int FEWEST = 900;

    /** What the packed events of check-ins and the ids have room for. */
    static final int MOST = 999_999;

    private static final int AT_WORK = 64_590;
    private static final BigInteger ENERGY_AT_WORK = BigInteger.valueOf(4_054_165);
    private static final BigInteger BASELINES = BigInteger.valueOf(12_880_702);

    private static final List<String> CITIES = List.of(
            "hangzhou",
            "ningbo",
            "wenzhou",
            "jiaxing",
            "huzhou",
            "shaoxing",
            "jinhua",
            "quzhou",
            "zhoushan",
            "taizhou",
            "lishui");
    private static final List<String> NAMES = List.of("杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "衢州", "舟山", "台州", "丽水");
    private static final int[] COUNTIES = {13, 10, 12, 7, 5, 6, 9, 6, 4, 9, 9};

    private static final List<Industry> INDUSTRIES = List.of(
            Industry.TEXTILE,
            Industry.TEXTILE,
            Industry.EQUIPMENT,
            Industry.EQUIPMENT,
            Industry.CHEMICALS,
            Industry.ELECTRONICS,
            Industry.AUTO,
            Industry.FOOD,
            Industry.TRADE,
            Industry.LOGISTICS);

    private static final int LARGE_PERMILLE = 20;
    private static final int MEDIUM_PERMILLE = 180;
    private static final int LARGE_AT_WORK_PERMILLE = 550;
    private static final int MEDIUM_AT_WORK_PERMILLE = 300;
    private static final int STREETS = 8;
    private static final int WITH_GATE = 200;
    private static final int WITH_DOOR = 100;
    private static final int SCALE_BITS = 20;

    private final SimulatedDays days;
    private final int enterprises;
    private final Noise noise;
    private final List<Park> parks = new ArrayList<>();

    Province(long seed, int days, int enterprises) {
        this.days = SimulatedDays.endingOn(LAST_DAY, days);
        this.enterprises = enterprises;
        this.noise = new Noise(seed).of(NAME);
        for (int city = 0; city < COUNTIES.length; city++) {
            for (int county = 1; county <= COUNTIES[city]; county++) {
                String number = Integer.toString(100 + county).substring(1);
                String english = Character.toUpperCase(CITIES.get(city).charAt(0))
                        + CITIES.get(city).substring(1);
                parks.add(new Park(
                        CITIES.get(city) + "-" + number,
                        NAMES.get(city) + "区县" + number,
                        english + " county " + number,
                        NAMES.get(city) + "区県" + number,
                        "",
                        "zhejiang/" + CITIES.get(city),
                        SimulatedDays.ZONE,
                        0,
                        0,
                        null,
                        "zhejiang-2020"));
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SimulatedDays days() {
        return days;
    }

    @Override
    public List<Park> parks() {
        return List.copyOf(parks);
    }

    private enum Scale {
        /** A hundred thousand kWh on a mean day. */
        LARGE(100_000, Size.LARGE, List.of("above-scale", "four-above")),
        /** Six thousand. */
        MEDIUM(6_000, Size.MEDIUM, List.of("above-scale")),
        /** Nine hundred. */
        SMALL(900, Size.SMALL, List.of("small-micro"));

        private final long kilowattHours;
        private final Size size;
        private final List<String> tiers;

        Scale(long kilowattHours, Size size, List<String> tiers) {
            this.kilowattHours = kilowattHours;
            this.size = size;
            this.tiers = tiers;
        }
    }

    /** How many of each scale there are and work, and by what the energy of those that work must be scaled. */
    private static final class Totals {
        final int[] count = new int[Scale.values().length];
        final int[] working = new int[Scale.values().length];
        long factor;
    }

    @Override
    public void premises(Consumer<Premises> consumer) {
        Totals totals = totals();
        int[] ordinals = new int[totals.count.length];
        for (int i = 0; i < enterprises; i++) {
            Scale scale = scale(i);
            boolean atWork = isAtWork(totals, scale, ordinals[scale.ordinal()]++);
            consumer.accept(premises(i, scale, atWork, totals.factor));
        }
    }

    private Totals totals() {
        Totals totals = new Totals();
        for (int i = 0; i < enterprises; i++) {
            totals.count[scale(i).ordinal()]++;
        }
        int[] working = totals.working;
        working[0] = totals.count[0] * LARGE_AT_WORK_PERMILLE / 1000;
        working[1] = totals.count[1] * MEDIUM_AT_WORK_PERMILLE / 1000;
        working[2] = (int) ((long) enterprises * AT_WORK / ENTERPRISES) - working[0] - working[1];

        long baselines = 0;
        long energies = 0;
        int[] ordinals = new int[totals.count.length];
        for (int i = 0; i < enterprises; i++) {
            Scale scale = scale(i);
            baselines += baselineWh(i, scale);
            if (isAtWork(totals, scale, ordinals[scale.ordinal()]++)) {
                energies += workingWh(i, scale);
            }
        }
        totals.factor = BigInteger.valueOf(baselines)
                .multiply(ENERGY_AT_WORK)
                .shiftLeft(SCALE_BITS)
                .divide(BASELINES.multiply(BigInteger.valueOf(energies)))
                .longValueExact();
        return totals;
    }

    private Scale scale(int i) {
        int place = noise.of("scale").between(0, 999, i);
        return place < LARGE_PERMILLE
                ? Scale.LARGE
                : place < LARGE_PERMILLE + MEDIUM_PERMILLE ? Scale.MEDIUM : Scale.SMALL;
    }

    /** Spreads those at work evenly over their scale. */
    private static boolean isAtWork(Totals totals, Scale scale, int ordinal) {
        long working = totals.working[scale.ordinal()];
        int count = totals.count[scale.ordinal()];
        return (ordinal + 1) * working / count > ordinal * working / count;
    }

    private long baselineWh(int i, Scale scale) {
        return scale.kilowattHours * noise.of("baseline").between(500, 1500, i);
    }

    private long workingWh(int i, Scale scale) {
        return DraftEnterprise.permille(baselineWh(i, scale), noise.of("level").between(600, 1000, i));
    }

    private Premises premises(int i, Scale scale, boolean atWork, long factor) {
        Noise own = noise.of(i);
        Industry industry = INDUSTRIES.get(own.between(0, INDUSTRIES.size() - 1, 1));
        SiteKind kind = switch (industry) {
            case TRADE -> SiteKind.OFFICE_BUILDING;
            case LOGISTICS -> SiteKind.TRADE_LOGISTICS;
            default -> SiteKind.OWN_SITE;
        };
        String id = "ZJ" + Integer.toString(1_000_001 + i).substring(1);
        long baseline = baselineWh(i, scale);
        long capacity = DraftEnterprise.permille(baseline, own.between(1200, 1450, 2));
        long standby = DraftEnterprise.permille(baseline, own.between(40, 180, 3));
        boolean gate = i % WITH_GATE == 0;
        boolean door = !gate && i % WITH_DOOR == 1;
        // Where nobody counts people the register is blank too, or the staff return would be a share of the unknown.
        int persons = gate || door ? scale.size.persons(own, 4) : 0;
        Enterprise row = new Enterprise(
                id,
                parks.get(own.between(0, parks.size() - 1, 5)).id(),
                industry.chinese() + id.substring(2),
                scale.tiers,
                industry.id(),
                kind.id(),
                "street-" + own.between(1, STREETS, 6),
                own.chance(10, 7) ? "key" : "",
                persons,
                persons,
                gate ? StaffSource.HEADCOUNT : StaffSource.CHECKIN,
                Evidence.POWER,
                baseline,
                standby,
                capacity,
                industry.process(),
                Long.MIN_VALUE,
                Long.MAX_VALUE);
        List<LoadCurve> curves = List.of(industry.curve(kind), Industry.IDLE);
        long whPerUnit = Meters.whPerUnit(capacity, 1);
        Meter meter = Meters.meter(
                id + "-1", List.of(new Meter.Share(id, 10_000)), MeterKind.CUMULATIVE, whPerUnit, capacity, curves, 1);
        Premises.Energy[] energies = new Premises.Energy[days.count()];
        Premises.People[] people = new Premises.People[days.count()];
        int returned = atWork ? persons * 7 / 10 : 0;
        for (int day = 0; day < energies.length; day++) {
            // On the last day as published, on each day before it half a percent less.
            int before = energies.length - 1 - day;
            long wh = atWork
                    ? (workingWh(i, scale) * factor >> SCALE_BITS) * (200 - before) / 200
                    : DraftEnterprise.permille(standby, own.between(800, 1100, 8));
            energies[day] = new Premises.Energy(wh * 100 / whPerUnit * whPerUnit / 100, curves.get(atWork ? 0 : 1));
            people[day] = new Premises.People(returned, 0);
        }
        return new Premises(
                List.of(new Premises.Occupant(
                        row, industry.shifts(), gate ? 1 : 0, TimeStyle.OFFSET, Arrays.asList(people))),
                List.of(new Premises.Load(meter, "", TimeStyle.OFFSET, Arrays.asList(energies))));
    }
}
