package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.List;

/**
 * 陕西航空经济技术开发区: 中国园区体制改革创新系列报道⑩, after 5 March 2020.
 *
 * <p>“截至目前，区内48家规上企业实现全面复工，复工率达到100%。”
 *
 * <p>Chosen: 22 smaller enterprises, 15 of them at work (“对于辖区未复工的企业，开发区主动服务”); sizes and energies.
 */
final class ShaanxiAviation implements SeedPark {

    private static final int ABOVE_SCALE = 48;
    private static final int OTHERS = 22;
    private static final int OTHERS_AT_WORK = 15;

    private static final List<Industry> INDUSTRIES =
            List.of(Industry.AEROSPACE, Industry.AEROSPACE, Industry.EQUIPMENT, Industry.MATERIALS);

    @Override
    public Park park() {
        return new Park(
                "shaanxi-aviation",
                "陕西航空经济技术开发区",
                "Shaanxi Aviation Economic-Technological Development Area",
                "陝西航空経済技術開発区",
                "산시 항공 경제기술개발구",
                "shaanxi/hanzhong",
                SimulatedDays.ZONE,
                1,
                1,
                ParkPlan.opening(1),
                "zhejiang-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "SX", "陕航", days, TimeStyle.ZULU, noise);
        List<DraftEnterprise> aboveScale = new ArrayList<>();
        List<DraftEnterprise> others = new ArrayList<>();
        for (int i = 0; i < ABOVE_SCALE + OTHERS; i++) {
            if (i < ABOVE_SCALE) {
                aboveScale.add(
                        plan.add(plan.draw(INDUSTRIES, i), SiteKind.OWN_SITE, i % 8 == 0 ? Size.LARGE : Size.MEDIUM)
                                .tier("above-scale"));
            } else {
                others.add(plan.add(Industry.EQUIPMENT, SiteKind.OWN_SITE, Size.SMALL)
                        .tier("small-micro"));
            }
        }
        plan.plan(aboveScale, ABOVE_SCALE);
        plan.plan(others, OTHERS_AT_WORK);
        return plan;
    }
}
