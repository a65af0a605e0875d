package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.List;

/**
 * 天津东丽经济技术开发区: 中国园区体制改革创新系列报道⑩, after 5 March 2020.
 *
 * <p>“目前，经开区在地企业285家，已复工232家，复工率81.4%；‘四上企业’138家，复工138家，复工率100%。” Main industries are
 * “汽车零部件、新能源新材料、医疗器械”.
 *
 * <p>Chosen: that 255 are judged by their meters and 30 small ones in office buildings by who comes; sizes and energies;
 * the tag of the makers of medical devices.
 */
final class Dongli implements SeedPark {

    private static final int ENTERPRISES = 285;
    private static final int AT_WORK = 232;
    private static final int FOUR_ABOVE = 138;
    private static final int IN_OFFICES = 30;

    private static final List<Industry> MAIN =
            List.of(Industry.AUTO, Industry.AUTO, Industry.MATERIALS, Industry.BIOTECH, Industry.EQUIPMENT);
    private static final List<Industry> OTHERS =
            List.of(Industry.AUTO, Industry.EQUIPMENT, Industry.LOGISTICS, Industry.FOOD, Industry.TRADE);

    @Override
    public Park park() {
        return new Park(
                "dongli",
                "天津东丽经济技术开发区",
                "Tianjin Dongli Economic-Technological Development Area",
                "天津東麗経済技術開発区",
                "톈진 둥리 경제기술개발구",
                "tianjin/dongli",
                SimulatedDays.ZONE,
                2,
                1,
                ParkPlan.opening(1),
                "binhai-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "DL", "东丽", days, TimeStyle.OFFSET, noise);
        List<DraftEnterprise> fourAbove = new ArrayList<>();
        List<DraftEnterprise> others = new ArrayList<>();
        for (int i = 0; i < ENTERPRISES; i++) {
            DraftEnterprise draft;
            if (i < FOUR_ABOVE) {
                Industry industry = plan.draw(MAIN, i);
                draft = plan.add(industry, SiteKind.OWN_SITE, i % 15 == 0 ? Size.LARGE : Size.MEDIUM)
                        .tier("four-above", "above-scale");
                if (industry == Industry.BIOTECH) {
                    draft.priority = "medical-supplies";
                }
                fourAbove.add(draft);
            } else {
                boolean office = i >= ENTERPRISES - IN_OFFICES;
                Industry industry = office ? Industry.SOFTWARE : plan.draw(OTHERS, i);
                SiteKind kind = office
                        ? SiteKind.OFFICE_BUILDING
                        : industry == Industry.LOGISTICS ? SiteKind.TRADE_LOGISTICS : SiteKind.OWN_SITE;
                draft = plan.add(industry, kind, i % 3 == 0 ? Size.SMALL : Size.MICRO)
                        .tier("small-micro");
                if (office) {
                    draft.withoutMeter();
                }
                others.add(draft);
            }
            draft.grid = "zone-" + (1 + i % 3);
        }
        plan.plan(fourAbove, FOUR_ABOVE);
        plan.plan(others, AT_WORK - FOUR_ABOVE);
        return plan;
    }
}
