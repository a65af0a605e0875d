package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.List;

/**
 * 南通高新区's science carriers (江海智汇园, 江海圆梦谷 and others): 中国高新技术产业导报, February 2020.
 *
 * <p>“江海智汇园、江海圆梦谷等近40家企业复工。其中，9家规模以上企业已全部复工，其余小微企业正有序推进。”
 *
 * <p>Chosen: 39 for “nearly 40”, of 72 enterprises, so that the park lags behind; the nine have meters, half of the
 * others are seen at the doors only.
 */
final class NantongHightech implements SeedPark {

    private static final int ENTERPRISES = 72;
    private static final int AT_WORK = 39;
    private static final int ABOVE_SCALE = 9;

    private static final List<Industry> INDUSTRIES =
            List.of(Industry.SOFTWARE, Industry.ELECTRONICS, Industry.BIOTECH, Industry.EQUIPMENT);
    private static final List<String> CARRIERS = List.of("jianghai-zhihui", "jianghai-yuanmeng", "other-carriers");

    @Override
    public Park park() {
        return new Park(
                "nantong-hightech",
                "南通高新技术产业开发区",
                "Nantong National High-tech Industrial Development Zone",
                "南通国家高新技術産業開発区",
                "난퉁 국가 하이테크산업개발구",
                "jiangsu/nantong",
                SimulatedDays.ZONE,
                3,
                2,
                ParkPlan.opening(2),
                "jiangsu-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "NT", "南通", days, TimeStyle.OFFSET, noise);
        List<DraftEnterprise> aboveScale = new ArrayList<>();
        List<DraftEnterprise> others = new ArrayList<>();
        for (int i = 0; i < ENTERPRISES; i++) {
            DraftEnterprise draft;
            if (i < ABOVE_SCALE) {
                draft = plan.add(plan.draw(INDUSTRIES, i), SiteKind.OWN_SITE, Size.MEDIUM)
                        .tier("above-scale");
                aboveScale.add(draft);
            } else {
                draft = plan.add(plan.draw(INDUSTRIES, i), SiteKind.OFFICE_BUILDING, Size.MICRO)
                        .tier("small-micro");
                if (i % 2 == 0) {
                    draft.withoutMeter();
                }
                others.add(draft);
            }
            draft.grid = CARRIERS.get(i % CARRIERS.size());
        }
        plan.plan(aboveScale, ABOVE_SCALE);
        plan.plan(others, AT_WORK - ABOVE_SCALE);
        return plan;
    }
}
