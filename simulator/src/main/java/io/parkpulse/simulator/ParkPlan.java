package io.parkpulse.simulator;

import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Park;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** A seed park: drafts of its enterprises, and the ways to bend them to a sum. */
final class ParkPlan {

    private final Park park;
    private final String prefix;
    private final String shortName;
    private final SimulatedDays days;
    private final TimeStyle style;
    private final Noise noise;
    private final List<DraftEnterprise> drafts = new ArrayList<>();
    private final List<List<DraftEnterprise>> sharing = new ArrayList<>();

    /**
     * @param prefix of the ids of its enterprises
     * @param shortName Chinese, of which enterprises' names are made
     */
    ParkPlan(Park park, String prefix, String shortName, SimulatedDays days, TimeStyle style, Noise noise) {
        this.park = park;
        this.prefix = prefix;
        this.shortName = shortName;
        this.days = days;
        this.style = style;
        this.noise = noise.of(park.id());
    }

    /**
     * Batch 1 opened on 10 February, batch 2 a week later; batch 3 opens a week after the last day. No article gives
     * dates: these are chosen.
     */
    static LocalDate opening(int batch) {
        return batch == 3
                ? SeedParks.LAST_DAY.plusWeeks(1)
                : LocalDate.of(2020, 2, 10).plusWeeks(batch - 1L);
    }

    DraftEnterprise add(Industry industry, SiteKind kind, Size size) {
        int ordinal = drafts.size() + 1;
        String number = Integer.toString(10_000 + ordinal).substring(1);
        DraftEnterprise draft =
                new DraftEnterprise(park, days, style, prefix + number, industry, kind, size, noise.of(ordinal));
        draft.name = shortName + industry.chinese() + number + "公司";
        drafts.add(draft);
        return draft;
    }

    /** One of these, drawn by lot for the {@code ordinal}-th enterprise. */
    <T> T draw(List<T> among, int ordinal) {
        return among.get(noise.of("draw").between(0, among.size() - 1, ordinal));
    }

    /** So many of these, drawn by lot. */
    Set<DraftEnterprise> lot(List<DraftEnterprise> among, int count, String name) {
        Noise lots = noise.of(name);
        return Set.copyOf(among.stream()
                .sorted(Comparator.comparingLong(
                                (DraftEnterprise draft) -> lots.of(draft.id).seed())
                        .thenComparing(draft -> draft.id))
                .limit(count)
                .toList());
    }

    /** Plans the days of these, {@code atWork} of them working on the last day. */
    void plan(List<DraftEnterprise> among, int atWork) {
        Set<DraftEnterprise> working = lot(among, atWork, "at-work");
        for (DraftEnterprise draft : among) {
            draft.plan(working.contains(draft));
        }
    }

    List<DraftEnterprise> drafts() {
        return List.copyOf(drafts);
    }

    /** Makes the registered persons of these add up to {@code total}, roughly as they were. */
    static void register(List<DraftEnterprise> among, long total) {
        long[] parts = Apportionment.divide(
                total,
                longs(among, draft -> draft.registered),
                longs(among, draft -> 1),
                longs(among, draft -> 100_000));
        for (int i = 0; i < parts.length; i++) {
            among.get(i).registered = (int) parts[i];
            among.get(i).required = (int) parts[i];
        }
    }

    /** Makes the persons that return to these on the last day add up to {@code total}, at least one to each. */
    static void bringBack(List<DraftEnterprise> among, long total) {
        long[] parts = Apportionment.divide(
                total,
                longs(among, draft -> draft.returned[draft.lastDay()]),
                longs(among, draft -> 1),
                longs(among, draft -> draft.registered - draft.online[draft.lastDay()]));
        for (int i = 0; i < parts.length; i++) {
            DraftEnterprise draft = among.get(i);
            draft.returned[draft.lastDay()] = (int) parts[i];
        }
    }

    static long[] longs(List<DraftEnterprise> among, ToIntFunction<DraftEnterprise> number) {
        return among.stream().mapToLong(number::applyAsInt).toArray();
    }

    /**
     * Puts tenants on one meter, in equal parts of whole percents (the first has what is left). Their energy then says
     * nothing about each of them, so presence is their evidence.
     */
    void share(List<DraftEnterprise> tenants) {
        tenants.forEach(DraftEnterprise::withoutMeter);
        sharing.add(List.copyOf(tenants));
    }

    List<Premises> premises() {
        List<Premises> result = new ArrayList<>();
        Set<DraftEnterprise> shared =
                Set.copyOf(sharing.stream().flatMap(List::stream).toList());
        for (DraftEnterprise draft : drafts) {
            if (!shared.contains(draft)) {
                result.add(draft.premises());
            }
        }
        for (List<DraftEnterprise> tenants : sharing) {
            result.add(onOneMeter(tenants));
        }
        return result;
    }

    private Premises onOneMeter(List<DraftEnterprise> tenants) {
        int percent = 100 / tenants.size();
        List<Meter.Share> shares = new ArrayList<>();
        for (DraftEnterprise tenant : tenants) {
            int mine = shares.isEmpty() ? 100 - percent * (tenants.size() - 1) : percent;
            shares.add(new Meter.Share(tenant.id, mine * 100));
        }
        long greatest =
                tenants.stream().mapToLong(DraftEnterprise::greatestDayWh).sum();
        // A last digit of 100 Wh or more, so that each percent of it is a whole number of Wh.
        long whPerUnit = Meters.whPerUnit(greatest, 10);
        DraftEnterprise first = tenants.get(0);
        Meter meter = Meters.meter(
                first.id + "-S",
                shares,
                MeterKind.CUMULATIVE,
                whPerUnit,
                greatest,
                List.of(first.industry.curve(first.siteKind), Industry.IDLE),
                1);
        List<Premises.Energy> energies = new ArrayList<>();
        for (int day = 0; day < days.count(); day++) {
            long wh = 0;
            boolean working = false;
            for (DraftEnterprise tenant : tenants) {
                wh += tenant.energyWh[day];
                working |= tenant.atWork[day];
            }
            energies.add(first.energy(wh * 100 / whPerUnit * whPerUnit / 100, working));
        }
        return new Premises(
                tenants.stream().map(DraftEnterprise::occupant).toList(), List.of(first.load(meter, energies)));
    }
}
