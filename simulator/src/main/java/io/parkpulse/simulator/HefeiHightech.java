package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.List;

/**
 * 合肥高新技术产业开发区: 国家生态工业园区工作动态 2020-1, 30 March 2020.
 *
 * <p>“三类54家企业的73项产品服务”; “管委会领导包联20家重点企业，五个企业服务组300多名‘服务专员’覆盖所有企业”. No rate is printed.
 *
 * <p>Chosen: 240 enterprises, 132 at work, so that the park lags behind; the 54 of the product list, tag {@code
 * anti-epidemic}, all work, and 20 of them are the key enterprises; the grid is the five service groups.
 */
final class HefeiHightech implements SeedPark {

    private static final int ENTERPRISES = 240;
    private static final int AT_WORK = 132;
    private static final int ANTI_EPIDEMIC = 54;
    private static final int KEY = 20;
    private static final int SERVICE_GROUPS = 5;

    private static final List<Industry> ANTI_EPIDEMIC_INDUSTRIES =
            List.of(Industry.BIOTECH, Industry.BIOTECH, Industry.SOFTWARE);
    private static final List<Industry> INDUSTRIES =
            List.of(Industry.SOFTWARE, Industry.ELECTRONICS, Industry.BIOTECH, Industry.EQUIPMENT);

    @Override
    public Park park() {
        return new Park(
                "hefei-hightech",
                "合肥高新技术产业开发区",
                "Hefei National High-tech Industry Development Zone",
                "合肥国家高新技術産業開発区",
                "허페이 국가 하이테크산업개발구",
                "anhui/hefei",
                SimulatedDays.ZONE,
                2,
                1,
                ParkPlan.opening(1),
                "wuhan-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "HF", "合肥", days, TimeStyle.OFFSET, noise);
        List<DraftEnterprise> antiEpidemic = new ArrayList<>();
        List<DraftEnterprise> others = new ArrayList<>();
        for (int i = 0; i < ENTERPRISES; i++) {
            Industry industry = plan.draw(i < ANTI_EPIDEMIC ? ANTI_EPIDEMIC_INDUSTRIES : INDUSTRIES, i);
            SiteKind kind = industry == Industry.SOFTWARE ? SiteKind.OFFICE_BUILDING : SiteKind.OWN_SITE;
            Size size = i < KEY ? Size.LARGE : i % 3 == 0 ? Size.MEDIUM : Size.SMALL;
            DraftEnterprise draft =
                    plan.add(industry, kind, size).tier(size == Size.SMALL ? "small-micro" : "above-scale");
            if (i < KEY) {
                draft.tier("key");
            }
            if (i < ANTI_EPIDEMIC) {
                draft.priority = "anti-epidemic";
            }
            draft.grid = "service-group-" + (1 + i % SERVICE_GROUPS);
            (i < ANTI_EPIDEMIC ? antiEpidemic : others).add(draft);
        }
        plan.plan(antiEpidemic, ANTI_EPIDEMIC);
        plan.plan(others, AT_WORK - ANTI_EPIDEMIC);
        return plan;
    }
}
