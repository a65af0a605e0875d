package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.List;

/**
 * 邯郸经济技术开发区: 中国园区体制改革创新系列报道⑩, 5 March 2020.
 *
 * <p>“实施四大片区、五大行业、六大属地监管机制，对全区所有企业进行精细划分，实现了企业疫情防控和复工复产的网格化管理。” No rate is
 * printed.
 *
 * <p>Chosen: which industries the five are; 180 enterprises, at least one in each of the 4 × 5 × 6 cells; that its batch
 * opens a week after the last day, so that it is not due yet; 58 at work already, by leave.
 */
final class Handan implements SeedPark {

    private static final int DISTRICTS = 4;
    private static final int TERRITORIES = 6;
    private static final int ENTERPRISES = 180;
    private static final int AT_WORK = 58;

    private static final List<Industry> FIVE =
            List.of(Industry.EQUIPMENT, Industry.MATERIALS, Industry.FOOD, Industry.TEXTILE, Industry.AUTO);

    @Override
    public Park park() {
        return new Park(
                "handan",
                "邯郸经济技术开发区",
                "Handan Economic and Technological Development Zone",
                "邯鄲経済技術開発区",
                "한단 경제기술개발구",
                "hebei/handan",
                SimulatedDays.ZONE,
                4,
                3,
                ParkPlan.opening(3),
                "zhejiang-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "HD", "邯郸", days, TimeStyle.OFFSET, noise);
        for (int i = 0; i < ENTERPRISES; i++) {
            Size size = i % 4 == 0 ? Size.MEDIUM : Size.SMALL;
            int cell = i % (DISTRICTS * FIVE.size() * TERRITORIES);
            Industry industry = FIVE.get(cell % FIVE.size());
            int district = 1 + cell / FIVE.size() % DISTRICTS;
            int territory = 1 + cell / (FIVE.size() * DISTRICTS);
            DraftEnterprise draft = plan.add(industry, SiteKind.OWN_SITE, size)
                    .tier(size == Size.MEDIUM ? "above-scale" : "small-micro");
            draft.grid = "district-" + district + "/territory-" + territory;
        }
        plan.plan(plan.drafts(), AT_WORK);
        return plan;
    }
}
