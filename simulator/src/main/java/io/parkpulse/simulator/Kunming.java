package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.List;

/**
 * 昆明经济技术开发区: 国家生态工业园区工作动态 2020-1, 30 March 2020.
 *
 * <p>“全区439户规模以上企业陆续复工，复工率已达98%”; “‘区、街道、社区、小区、楼栋（单元）长’五级网格化管理模式 … 覆盖66个小区”; “分别为
 * 独立厂区、商贸物流、楼宇经济等不同类别企业和个体工商户提供针对性的服务”.
 *
 * <p>Chosen: 430 for the numerator, which is not printed (429 to 432 round to 98 %); 161 small ones, 118 at work; how the
 * 66 estates lie in streets and communities; only office buildings have the fifth level.
 */
final class Kunming implements SeedPark {

    private static final int ABOVE_SCALE = 439;
    private static final int ABOVE_SCALE_AT_WORK = 430;
    private static final int OTHERS = 161;
    private static final int OTHERS_AT_WORK = 118;
    private static final int ESTATES = 66;
    private static final int ESTATES_OF_A_COMMUNITY = 5;
    private static final int COMMUNITIES_OF_A_STREET = 4;

    private static final List<SiteKind> KINDS = List.of(
            SiteKind.OWN_SITE,
            SiteKind.OWN_SITE,
            SiteKind.OWN_SITE,
            SiteKind.TRADE_LOGISTICS,
            SiteKind.OFFICE_BUILDING);
    private static final List<Industry> WORKS =
            List.of(Industry.FOOD, Industry.EQUIPMENT, Industry.BIOTECH, Industry.MATERIALS);

    @Override
    public Park park() {
        return new Park(
                "kunming",
                "昆明经济技术开发区",
                "Kunming Economic and Technological Development Zone",
                "昆明経済技術開発区",
                "쿤밍 경제기술개발구",
                "yunnan/kunming",
                SimulatedDays.ZONE,
                3,
                2,
                ParkPlan.opening(2),
                "sichuan-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "KM", "昆明", days, TimeStyle.OFFSET, noise);
        List<DraftEnterprise> aboveScale = new ArrayList<>();
        List<DraftEnterprise> others = new ArrayList<>();
        for (int i = 0; i < ABOVE_SCALE + OTHERS; i++) {
            SiteKind kind = plan.draw(KINDS, i);
            Industry industry = switch (kind) {
                case OWN_SITE -> plan.draw(WORKS, 1000 + i);
                case TRADE_LOGISTICS -> Industry.LOGISTICS;
                case OFFICE_BUILDING -> Industry.TRADE;
            };
            boolean above = i < ABOVE_SCALE;
            DraftEnterprise draft = plan.add(industry, kind, above ? Size.MEDIUM : Size.MICRO)
                    .tier(above ? "above-scale" : "small-micro");
            draft.grid = cell(i % ESTATES, kind);
            (above ? aboveScale : others).add(draft);
        }
        plan.plan(aboveScale, ABOVE_SCALE_AT_WORK);
        plan.plan(others, OTHERS_AT_WORK);
        return plan;
    }

    private static String cell(int estate, SiteKind kind) {
        int community = estate / ESTATES_OF_A_COMMUNITY;
        int street = community / COMMUNITIES_OF_A_STREET;
        String path = "jingkai/street-" + (street + 1) + "/community-" + (community + 1) + "/estate-" + (estate + 1);
        return kind == SiteKind.OFFICE_BUILDING ? path + "/building-1" : path;
    }
}
