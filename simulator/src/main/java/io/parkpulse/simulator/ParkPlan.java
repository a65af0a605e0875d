package io.parkpulse.simulator;

import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Draws up the enterprises of a park so that the last day has the figures that its file asks for. */
final class ParkPlan {

    private static final long MILLION = 1_000_000;
    private static final int PPM_OF_PERCENT = 10_000;
    private static final int MOST_PERSONS = 100_000;

    private final ParkFile park;
    private final SimulatedDays days;
    private final int today;
    private final List<DraftEnterprise> drafts = new ArrayList<>();

    /**
     * @param noise of the scenario
     * @throws IllegalArgumentException if no enterprises like these have those figures
     */
    ParkPlan(ParkFile park, SimulatedDays days, Noise noise) {
        this.park = park;
        this.days = days;
        this.today = days.count() - 1;
        Noise own = noise.of(park.park().id());
        for (ParkFile.Cohort cohort : park.cohorts()) {
            int first = drafts.size();
            for (Traits traits : cohort.parts()) {
                for (int i = 0; i < traits.count; i++) {
                    drafts.add(new DraftEnterprise(park, days, own, traits, drafts.size()));
                }
            }
            plan(cohort, drafts.subList(first, drafts.size()), own.of("at-work"));
        }
        if (park.returned() != null || park.returnedPercent() != null) {
            bringBack();
        }
        Noise spread = noise.of("utilisation");
        park.cohorts().stream()
                .flatMap(cohort -> cohort.parts().stream())
                .filter(traits -> traits.utilisation != null)
                .forEach(traits -> utiliseCapacity(traits, spread));
        if (park.output() != null) {
            fitOutput();
        }
    }

    /** Of the cohort so many work, drawn by lot. */
    private static void plan(ParkFile.Cohort cohort, List<DraftEnterprise> among, Noise lots) {
        if (cohort.persons() != null) {
            long[] parts = divide(
                    "persons_in_all",
                    cohort.persons(),
                    longs(among, draft -> draft.registered),
                    longs(among, draft -> 1),
                    longs(among, draft -> MOST_PERSONS));
            for (int i = 0; i < parts.length; i++) {
                among.get(i).registered = (int) parts[i];
            }
        }
        Set<DraftEnterprise> working = Set.copyOf(among.stream()
                .sorted(Comparator.comparingLong(
                                (DraftEnterprise draft) -> lots.of(draft.id).seed())
                        .thenComparing(draft -> draft.id))
                .limit(cohort.atWork())
                .toList());
        among.forEach(draft -> draft.plan(working.contains(draft)));
    }

    /** @param key what asks for the total */
    private static long[] divide(String key, long total, long[] weights, long[] least, long[] greatest) {
        try {
            return Apportionment.divide(total, weights, least, greatest);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static long[] longs(List<DraftEnterprise> among, ToLongFunction<DraftEnterprise> number) {
        return among.stream().mapToLong(number).toArray();
    }

    /** Divides those that return among the enterprises at work of which nothing else is said, at least one to each. */
    private void bringBack() {
        long registered = drafts.stream().mapToLong(draft -> draft.registered).sum();
        long rest = park.returned() != null ? park.returned() : registered * park.returnedPercent() / 100;
        List<DraftEnterprise> working = new ArrayList<>();
        for (DraftEnterprise draft : drafts) {
            if (draft.traits.returned != null) {
                rest -= draft.returned[today];
            } else if (draft.atWork[today]) {
                working.add(draft);
            } else {
                draft.returned[today] = 0;
            }
        }
        long[] parts = divide(
                park.returned() != null ? "returned" : "returned_percent",
                rest,
                longs(working, draft -> draft.returned[today]),
                longs(working, draft -> 1),
                longs(working, draft -> draft.mostOnSite(today)));
        for (int i = 0; i < parts.length; i++) {
            working.get(i).returned[today] = (int) parts[i];
        }
    }

    /** Solves u = (wE uE + wH uH) / (wE + wH) for uE and so for the day's energy; staff is given. */
    private void utiliseCapacity(Traits traits, Noise noise) {
        List<DraftEnterprise> among =
                drafts.stream().filter(draft -> draft.traits == traits).toList();
        int most = traits.utilisationSpread * PPM_OF_PERCENT;
        long[] spread = new long[among.size()];
        long weighted = 0;
        long capacity = 0;
        for (int i = 0; i < spread.length; i++) {
            spread[i] = noise.between(-most, most, i);
            weighted += among.get(i).capacityWh / 1000 * spread[i];
            capacity += among.get(i).capacityWh / 1000;
        }
        long shift = weighted / capacity;
        for (int i = 0; i < spread.length; i++) {
            DraftEnterprise draft = among.get(i);
            long staff = draft.returned[today] * MILLION / draft.registered;
            long energyWeight = draft.process.energyWeight();
            long staffWeight = draft.process.staffWeight();
            long used = traits.utilisation * PPM_OF_PERCENT + spread[i] - shift;
            long energy = ((energyWeight + staffWeight) * used - staffWeight * staff) / energyWeight;
            if (energy < 0 || energy > MILLION) {
                throw new IllegalArgumentException(
                        draft.id + " would have to use " + energy / PPM_OF_PERCENT + " % of its range of energy, as "
                                + draft.returned[today] + " of " + draft.registered + " return");
            }
            long range = draft.capacityWh - draft.standbyWh;
            draft.energyWh[today] = draft.standbyWh + range / 1000 * energy / 1000;
        }
    }

    /** Scales what those at work draw of which nothing else is said until the energy of all is that share. */
    private void fitOutput() {
        List<DraftEnterprise> others = drafts.stream()
                .filter(draft ->
                        draft.atWork[today] && draft.traits.utilisation == null && draft.traits.energyWh == null)
                .toList();
        long baselines = drafts.stream().mapToLong(draft -> draft.baselineWh).sum();
        long energies =
                drafts.stream().mapToLong(draft -> draft.energyWh[today]).sum();
        long[] now = longs(others, draft -> draft.energyWh[today]);
        long rest = baselines / park.output().d() * park.output().n() - energies;
        for (long wh : now) {
            rest += wh;
        }
        long[] fitted = divide(
                "output_rate",
                rest,
                now,
                longs(others, draft -> DraftEnterprise.permille(draft.baselineWh, DraftEnterprise.LEAST_AT_WORK)),
                longs(others, draft -> draft.capacityWh));
        for (int i = 0; i < fitted.length; i++) {
            others.get(i).energyWh[today] = fitted[i];
        }
    }

    /** The ids of its enterprises. */
    Stream<String> ids() {
        return drafts.stream().map(draft -> draft.id);
    }

    /** The grids in which its enterprises lie. */
    Stream<String> grids() {
        return drafts.stream()
                .map(draft -> draft.grid)
                .filter(path -> !path.isEmpty())
                .distinct();
    }

    /** Those with meters of their own or none, then those that share one. */
    List<Premises> premises() {
        List<Premises> result = new ArrayList<>();
        List<Premises> shared = new ArrayList<>();
        for (int i = 0; i < drafts.size(); ) {
            int tenants = drafts.get(i).traits.tenantsOfAMeter;
            (tenants > 1 ? shared : result).add(premises(drafts.subList(i, i + tenants)));
            i += tenants;
        }
        result.addAll(shared);
        return result;
    }

    /**
     * The meters of an enterprise, or that of several tenants. These share it in equal parts of whole percents (the first
     * has what is left); its energy says nothing about each of them, so presence is their evidence.
     */
    private Premises premises(List<DraftEnterprise> tenants) {
        DraftEnterprise first = tenants.get(0);
        boolean shared = tenants.size() > 1;
        int meters = shared ? 1 : first.meters;
        List<Premises.Load> loads = new ArrayList<>();
        long greatest =
                tenants.stream().mapToLong(DraftEnterprise::greatestDayWh).sum();
        // A shared one has a last digit of 100 Wh or more, so that each percent of it is a whole number of Wh.
        long whPerUnit = meters == 0 ? 0 : Meters.whPerUnit(greatest / meters, shared ? 10 : 1);
        // Meters share the load as 1, 2, 3, …: a supply for the works, smaller ones for halls and the canteen.
        long parts = (long) meters * (meters + 1) / 2;
        for (int part = 1, before = 0; part <= meters; before += part, part++) {
            Meter meter = Meters.meter(
                    first.id + "-" + (shared ? "S" : part),
                    shares(tenants),
                    shared ? MeterKind.CUMULATIVE : first.meterKind,
                    whPerUnit,
                    greatest * part / parts + (shared ? 0 : 1),
                    List.of(first.working, first.idle),
                    first.traits.everyQuarters);
            List<Premises.Energy> energies = new ArrayList<>();
            for (int day = 0; day < days.count(); day++) {
                long wh = 0;
                boolean working = false;
                for (DraftEnterprise tenant : tenants) {
                    wh += tenant.energyWh[day];
                    working |= tenant.atWork[day];
                }
                long ticks = wh * 100 / whPerUnit;
                long mine = ticks * (before + part) / parts - ticks * before / parts;
                energies.add(new Premises.Energy(
                        mine * whPerUnit / 100,
                        working ? first.working : first.idle,
                        day < today || !first.traits.notReadOnLastDay));
            }
            loads.add(new Premises.Load(meter, first.traits.unit, park.times(), energies));
        }
        return new Premises(tenants.stream().map(DraftEnterprise::occupant).toList(), loads);
    }

    private static List<Meter.Share> shares(List<DraftEnterprise> tenants) {
        int percent = 100 / tenants.size();
        List<Meter.Share> shares = new ArrayList<>();
        for (DraftEnterprise tenant : tenants) {
            int mine = shares.isEmpty() ? 100 - percent * (tenants.size() - 1) : percent;
            shares.add(new Meter.Share(tenant.id, mine * 100));
        }
        return shares;
    }
}
