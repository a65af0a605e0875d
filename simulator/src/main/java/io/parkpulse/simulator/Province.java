package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Park;
import io.parkpulse.model.StaffSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A province by its meters: of any number of enterprises the same part is at work, and draws the same part of all
 * baselines. Counties stand for parks. Each enterprise has one meter, read every quarter-hour; few have a gate or a door
 * where people are counted.
 *
 * <p>Enterprises are worked out anew whenever they are asked for, and need not fit in memory.
 */
final class Province implements Scenario {

    /** What the packed events of check-ins and the ids have room for. */
    static final int MOST = 999_999;

    private static final int SCALE_BITS = 20;

    private final Numbers numbers;
    private final SimulatedDays days;
    private final int enterprises;
    private final Noise noise;

    Province(Numbers numbers, SimulatedDays days, int enterprises, Noise noise) {
        this.numbers = numbers;
        this.days = days;
        this.enterprises = enterprises;
        this.noise = noise;
    }

    /** What a file says of it. */
    static final class Numbers {
        final String region;
        final int enterprises;
        final int fewest;

        private final String ids;
        private final ParkFile.Share working;
        private final ParkFile.Share output;
        private final List<Park> parks = new ArrayList<>();
        private final Choice<Industry> industry;
        private final Choice<SiteKind> siteKind;
        private final List<Scale> scales = new ArrayList<>();
        private final int streets;
        private final int keyPermille;
        private final int withGate;
        private final int withDoor;

        Numbers(YamlMap map) {
            region = map.text("region");
            ids = map.text("ids");
            enterprises = map.whole("enterprises", 1, MOST);
            fewest = map.whole("fewest", 1, MOST);
            working = ParkFile.Share.read(map, "work_rate", true);
            output = ParkFile.Share.read(map, "output_rate", true);
            industry = Choice.read(map, "industry", Choice.Form.of(Industries.STANDARD.industries()), null);
            siteKind = Choice.read(
                    map, "site_kind", Choice.Form.of(Industries.STANDARD.siteKinds()), null, Choice.By.INDUSTRY);
            streets = map.whole("streets", 1, 1000);
            keyPermille = map.whole("key_permille", 0, 1000);
            withGate = map.whole("one_in_with_gate", 2, MOST);
            withDoor = map.whole("one_in_with_door", 2, MOST);
            int permille = 0;
            for (YamlMap scale : map.maps("scales")) {
                permille += scale.whole("permille", 1, 1000);
                scales.add(new Scale(
                        scale.word("size", Industries.STANDARD.sizes()),
                        scale.values("tiers", "a text", text -> text),
                        permille,
                        scale.whole("at_work_permille", 0, 1000, 1000),
                        scale.whole("kwh", 1, 1_000_000)));
            }
            if (permille != 1000) {
                map.problem("scales", "some with 1000 permille together, not " + permille);
            }
            String method = ParkFile.method(map);
            for (YamlMap city : map.maps("cities")) {
                String id = city.text("id");
                for (int county = 1; county <= city.whole("counties", 1, 99); county++) {
                    parks.add(county(
                            id, city.text("zh"), Integer.toString(100 + county).substring(1), method));
                }
            }
        }

        private Park county(String city, String chinese, String number, String method) {
            return new Park(
                    city + "-" + number,
                    chinese + "区县" + number,
                    city.substring(0, 1).toUpperCase(Locale.ROOT) + city.substring(1) + " county " + number,
                    chinese + "区県" + number,
                    "",
                    region + "/" + city,
                    SimulatedDays.ZONE,
                    0,
                    0,
                    null,
                    method);
        }
    }

    /**
     * Enterprises of one size.
     *
     * @param permille how many of 1000 are of it or of one before it
     * @param atWorkPermille how many of 1000 work; those of the last scale are what is left
     */
    private record Scale(Size size, List<String> tiers, int permille, int atWorkPermille, long kilowattHours) {}

    @Override
    public SimulatedDays days() {
        return days;
    }

    @Override
    public List<Park> parks() {
        return List.copyOf(numbers.parks);
    }

    /** How many of each scale there are and work, and by what the energy of those that work must be scaled. */
    private record Totals(int[] count, int[] working, long factor) {
        /** Spreads those at work evenly over their scale. */
        boolean isAtWork(int scale, int ordinal) {
            return (ordinal + 1L) * working[scale] / count[scale] > (long) ordinal * working[scale] / count[scale];
        }
    }

    @Override
    public void premises(Consumer<Premises> consumer) {
        Totals totals = totals();
        int[] ordinals = new int[numbers.scales.size()];
        for (int i = 0; i < enterprises; i++) {
            int scale = scale(i);
            consumer.accept(
                    premises(i, numbers.scales.get(scale), totals.isAtWork(scale, ordinals[scale]++), totals.factor));
        }
    }

    private Totals totals() {
        int[] count = new int[numbers.scales.size()];
        for (int i = 0; i < enterprises; i++) {
            count[scale(i)]++;
        }
        int[] working = new int[count.length];
        int left = (int) (enterprises * numbers.working.n() / numbers.working.d());
        for (int scale = 0; scale < count.length; scale++) {
            boolean last = scale == count.length - 1;
            working[scale] = last ? left : count[scale] * numbers.scales.get(scale).atWorkPermille / 1000;
            left -= working[scale];
        }
        Totals totals = new Totals(count, working, 0);
        long baselines = 0;
        long energies = 0;
        int[] ordinals = new int[count.length];
        for (int i = 0; i < enterprises; i++) {
            int scale = scale(i);
            baselines += baselineWh(i, numbers.scales.get(scale));
            if (totals.isAtWork(scale, ordinals[scale]++)) {
                energies += workingWh(i, numbers.scales.get(scale));
            }
        }
        long factor = BigInteger.valueOf(baselines)
                .multiply(BigInteger.valueOf(numbers.output.n()))
                .shiftLeft(SCALE_BITS)
                .divide(BigInteger.valueOf(numbers.output.d()).multiply(BigInteger.valueOf(energies)))
                .longValueExact();
        return new Totals(count, working, factor);
    }

    private int scale(int i) {
        int number = noise.of("scale").between(0, 999, i);
        int scale = 0;
        while (number >= numbers.scales.get(scale).permille) {
            scale++;
        }
        return scale;
    }

    private long baselineWh(int i, Scale scale) {
        return scale.kilowattHours * noise.of("baseline").between(500, 1500, i);
    }

    private long workingWh(int i, Scale scale) {
        return DraftEnterprise.permille(baselineWh(i, scale), noise.of("level").between(600, 1000, i));
    }

    private Premises premises(int i, Scale scale, boolean atWork, long factor) {
        Noise own = noise.of(i);
        Choice.Place place = new Choice.Place(new Choice.Kinds(numbers.industry, numbers.siteKind, null), own, 1);
        Industry industry = numbers.industry.of(place);
        SiteKind kind = numbers.siteKind.of(place);
        String id = numbers.ids + Integer.toString(1_000_001 + i).substring(1);
        long baseline = baselineWh(i, scale);
        long capacity = DraftEnterprise.permille(baseline, own.between(1200, 1450, 2));
        long standby = DraftEnterprise.permille(baseline, own.between(40, 180, 3));
        boolean gate = i % numbers.withGate == 0;
        boolean door = !gate && i % numbers.withDoor == 1;
        // Where nobody counts people the register is blank too, or the staff return would be a share of the unknown.
        int persons = gate || door ? scale.size.persons(own, 4) : 0;
        Enterprise row = new Enterprise(
                id,
                numbers.parks.get(own.between(0, numbers.parks.size() - 1, 5)).id(),
                industry.chinese() + Integer.toString(1_000_001 + i).substring(1),
                scale.tiers,
                industry.id(),
                kind.id(),
                "street-" + own.between(1, numbers.streets, 6),
                own.chance(numbers.keyPermille, 7) ? "key" : "",
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
        List<LoadCurve> curves = List.of(industry.curve(kind), Industries.STANDARD.idle());
        long whPerUnit = Meters.whPerUnit(capacity, 1);
        Meter meter = Meters.meter(
                id + "-1", List.of(new Meter.Share(id, 10_000)), MeterKind.CUMULATIVE, whPerUnit, capacity, curves, 1);
        List<Premises.Energy> energies = new ArrayList<>();
        int returned = atWork ? persons * 7 / 10 : 0;
        for (int before = days.count() - 1; before >= 0; before--) {
            // On the last day as published, on each day before it half a percent less.
            long wh = atWork
                    ? (workingWh(i, scale) * factor >> SCALE_BITS) * (200 - before) / 200
                    : DraftEnterprise.permille(standby, own.between(800, 1100, 8));
            energies.add(new Premises.Energy(wh * 100 / whPerUnit * whPerUnit / 100, curves.get(atWork ? 0 : 1)));
        }
        return new Premises(
                List.of(new Premises.Occupant(
                        row,
                        industry.shifts(),
                        gate ? 1 : 0,
                        TimeStyle.OFFSET,
                        Collections.nCopies(days.count(), new Premises.People(returned, 0)))),
                List.of(new Premises.Load(meter, "", TimeStyle.OFFSET, energies)));
    }
}
