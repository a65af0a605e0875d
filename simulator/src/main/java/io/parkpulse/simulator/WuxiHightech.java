package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.List;

/**
 * 无锡高新区: 中国高新技术产业导报 on the national high-tech zones, after 22 February 2020.
 *
 * <p>“无锡高新区累计已有7800家企业复工，其中5302家工业企业已100%复工。845家规上工业企业实现100%复产，员工返岗率达80%，
 * 百强工业企业平均产能利用率达70%。全行业复工复产电力指数达到83.98”.
 *
 * <p>Chosen: 8,400 enterprises in all, the 600 at a standstill all outside industry, so W = 7800/8400; then 83.98 =
 * 50 W + 50 P asks for P = 1.6796 − 13/14 = 105,144/140,000, which is what the energies of all enterprises over their
 * baselines are made to be. The hundred leaders use between 64 and 76 % each, weighted by capacity 70 %. Large works are
 * read every quarter-hour, all others every hour.
 */
final class WuxiHightech implements SeedPark {

    private static final int ENTERPRISES = 8400;
    private static final int AT_WORK = 7800;
    private static final int INDUSTRIAL = 5302;
    private static final int ABOVE_SCALE = 845;
    private static final int TOP = 100;

    private static final int OUTPUT_NUMERATOR = 105_144;
    private static final int OUTPUT_DENOMINATOR = 140_000;
    private static final int STAFF_RETURN_PERCENT = 80;
    private static final long UTILISATION_PPM = 700_000;
    private static final int UTILISATION_SPREAD_PPM = 60_000;
    private static final long MILLION = 1_000_000;
    private static final int HOURLY = 4;

    private static final List<Industry> LEADERS = List.of(
            Industry.SEMICONDUCTOR,
            Industry.ELECTRONICS,
            Industry.ELECTRONICS,
            Industry.AUTO,
            Industry.EQUIPMENT,
            Industry.TEXTILE);
    private static final List<Industry> WORKS = List.of(
            Industry.ELECTRONICS,
            Industry.ELECTRONICS,
            Industry.AUTO,
            Industry.EQUIPMENT,
            Industry.EQUIPMENT,
            Industry.MATERIALS,
            Industry.CHEMICALS,
            Industry.BIOTECH,
            Industry.FOOD);
    private static final List<Industry> SERVICES = List.of(Industry.SOFTWARE, Industry.LOGISTICS, Industry.TRADE);

    @Override
    public Park park() {
        return new Park(
                "wuxi-hightech",
                "无锡高新技术产业开发区",
                "Wuxi National High-tech District",
                "無錫国家高新技術産業開発区",
                "우시 국가 하이테크산업개발구",
                "jiangsu/wuxi",
                SimulatedDays.ZONE,
                1,
                1,
                ParkPlan.opening(1),
                "jiangsu-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "WX", "无锡", days, TimeStyle.OFFSET, noise);
        List<DraftEnterprise> industrial = new ArrayList<>();
        List<DraftEnterprise> services = new ArrayList<>();
        for (int i = 0; i < ENTERPRISES; i++) {
            DraftEnterprise draft = i < INDUSTRIAL ? industrial(plan, i) : service(plan, i);
            draft.grid = "street-" + (1 + i % 6);
            (i < INDUSTRIAL ? industrial : services).add(draft);
        }
        plan.plan(industrial, INDUSTRIAL);
        plan.plan(services, AT_WORK - INDUSTRIAL);

        List<DraftEnterprise> all = plan.drafts();
        int today = days.count() - 1;
        List<DraftEnterprise> working =
                all.stream().filter(draft -> draft.atWork[today]).toList();
        List<DraftEnterprise> still =
                all.stream().filter(draft -> !draft.atWork[today]).toList();
        long registered = all.stream().mapToLong(draft -> draft.registered).sum();
        still.forEach(draft -> draft.returned[today] = 0);
        ParkPlan.bringBack(working, registered * STAFF_RETURN_PERCENT / 100);
        List<DraftEnterprise> leaders = industrial.subList(0, TOP);
        utiliseCapacity(leaders, noise.of("utilisation"), today);
        fitOutput(
                all,
                working.stream()
                        .filter(draft -> !draft.tiers.contains("top-100"))
                        .toList(),
                today);
        return plan;
    }

    private static DraftEnterprise industrial(ParkPlan plan, int i) {
        if (i < TOP) {
            return plan.add(plan.draw(LEADERS, i), SiteKind.OWN_SITE, Size.LARGE)
                    .tier("industrial", "above-scale", "top-100");
        }
        if (i < ABOVE_SCALE) {
            return plan.add(plan.draw(WORKS, i), SiteKind.OWN_SITE, Size.MEDIUM).tier("industrial", "above-scale");
        }
        return plan.add(plan.draw(WORKS, i), SiteKind.OWN_SITE, i % 4 == 0 ? Size.SMALL : Size.MICRO)
                .tier("industrial", "small-micro")
                .every(HOURLY);
    }

    private static DraftEnterprise service(ParkPlan plan, int i) {
        Industry industry = plan.draw(SERVICES, i);
        SiteKind kind = industry == Industry.SOFTWARE ? SiteKind.OFFICE_BUILDING : SiteKind.TRADE_LOGISTICS;
        return plan.add(industry, kind, i % 6 == 0 ? Size.SMALL : Size.MICRO)
                .tier("small-micro")
                .every(HOURLY);
    }

    /** Solves u = (wE uE + wH uH) / (wE + wH) for uE and so for the day's energy; staff is given. */
    private static void utiliseCapacity(List<DraftEnterprise> leaders, Noise noise, int today) {
        long[] spread = new long[leaders.size()];
        long weighted = 0;
        long capacity = 0;
        for (int i = 0; i < spread.length; i++) {
            spread[i] = noise.between(-UTILISATION_SPREAD_PPM, UTILISATION_SPREAD_PPM, i);
            weighted += leaders.get(i).capacityWh / 1000 * spread[i];
            capacity += leaders.get(i).capacityWh / 1000;
        }
        long shift = weighted / capacity;
        for (int i = 0; i < spread.length; i++) {
            DraftEnterprise draft = leaders.get(i);
            long staff = draft.returned[today] * MILLION / draft.required;
            long energyWeight = draft.process.energyWeight();
            long staffWeight = draft.process.staffWeight();
            long used = UTILISATION_PPM + spread[i] - shift;
            long energy = ((energyWeight + staffWeight) * used - staffWeight * staff) / energyWeight;
            long range = draft.capacityWh - draft.standbyWh;
            draft.energyWh[today] = draft.standbyWh + range / 1000 * energy / 1000;
        }
    }

    /** Scales what the others draw until the energy of all is the wanted share of all baselines. */
    private static void fitOutput(List<DraftEnterprise> all, List<DraftEnterprise> others, int today) {
        long baselines = all.stream().mapToLong(draft -> draft.baselineWh).sum();
        long energies = all.stream().mapToLong(draft -> draft.energyWh[today]).sum();
        long wanted = baselines / OUTPUT_DENOMINATOR * OUTPUT_NUMERATOR;
        long[] now = others.stream().mapToLong(draft -> draft.energyWh[today]).toArray();
        long[] least = others.stream()
                .mapToLong(draft -> DraftEnterprise.permille(draft.baselineWh, DraftEnterprise.LEAST_AT_WORK))
                .toArray();
        long[] greatest = others.stream().mapToLong(draft -> draft.capacityWh).toArray();
        long rest = wanted - energies;
        for (long wh : now) {
            rest += wh;
        }
        long[] fitted = Apportionment.divide(rest, now, least, greatest);
        for (int i = 0; i < fitted.length; i++) {
            others.get(i).energyWh[today] = fitted[i];
        }
    }
}
