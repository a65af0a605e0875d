package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import java.util.List;

/**
 * 内蒙古鄂尔多斯上海庙经济开发区: 国家生态工业园区工作动态 2020-1, 30 March 2020.
 *
 * <p>“对辖区内24个企业和7个居民小区进行逐一排查，调动企业、开发区、居民小区、网格员等多方力量实行4级管控”; “辖区煤矿企业以山东籍工人居多 …
 * 园区整体实行煤矿与镇区隔离管控”. No rate is printed.
 *
 * <p>Chosen: ten mines, six chemical works, four hauliers, four others; 21 at work; a cell for the mines, one for the
 * town. On the last day nothing comes from the meters of the mines and of the chemical works next to them, 11 of 24
 * enterprises, so that the park is one of which too little is known.
 */
final class Shanghaimiao implements SeedPark {

    private static final int ENTERPRISES = 24;
    private static final int AT_WORK = 21;
    private static final int MINES = 10;
    private static final int CHEMICALS = 6;
    private static final int HAULIERS = 4;
    private static final int UNREAD = MINES + 1;

    @Override
    public Park park() {
        return new Park(
                "shanghaimiao",
                "上海庙经济开发区",
                "Shanghaimiao Economic Development Zone",
                "上海廟経済開発区",
                "상하이먀오 경제개발구",
                "neimenggu/ordos",
                SimulatedDays.ZONE,
                3,
                2,
                ParkPlan.opening(2),
                "zhejiang-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "SM", "上海庙", days, TimeStyle.ZULU, noise);
        for (int i = 0; i < ENTERPRISES; i++) {
            boolean heavy = i < MINES + CHEMICALS;
            DraftEnterprise draft;
            if (heavy) {
                Size size = i % 4 == 0 ? Size.LARGE : Size.MEDIUM;
                draft = plan.add(i < MINES ? Industry.MINING : Industry.CHEMICALS, SiteKind.OWN_SITE, size)
                        .tier("above-scale");
            } else {
                boolean haulier = i < MINES + CHEMICALS + HAULIERS;
                draft = plan.add(haulier ? Industry.LOGISTICS : Industry.TRADE, SiteKind.TRADE_LOGISTICS, Size.SMALL)
                        .tier("small-micro");
            }
            draft.unreadOnLastDay = i < UNREAD;
            draft.grid = i < MINES ? "mines/mine-" + (i + 1) : "town";
        }
        plan.plan(List.copyOf(plan.drafts()), AT_WORK);
        return plan;
    }
}
