package io.parkpulse.simulator;

import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Park;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.util.List;

/**
 * 昆山高新区: 中国高新技术产业导报, after 22 February 2020.
 *
 * <p>“现在员工还未全部返岗，产能已恢复至正常的50%左右” (昆山丘钛微电子科技有限公司); “截至2月22日，已成功监管昆山高新区21家规模企业做好食品
 * 安全工作”.
 *
 * <p>Chosen: what 丘钛's 50 % consist of: 1,500 of 2,500 people are back (60 %), its energy is 16/35 of the way from
 * standby to capacity, and 0.7 × 16/35 + 0.3 × 0.6 = 0.5. It is the one member of the tag {@code qiutai}. Of 300
 * enterprises 261 work, among them all 21 whose canteens are supervised, tag {@code food-safety}.
 */
final class KunshanHightech implements SeedPark {

    private static final int ENTERPRISES = 300;
    private static final int AT_WORK = 261;
    private static final int FOOD_SAFETY = 21;
    private static final int ABOVE_SCALE = 110;

    private static final int QIUTAI_STAFF = 2500;
    private static final int QIUTAI_RETURNED = 1500;
    private static final long QIUTAI_STANDBY_WH = 14_000_000;
    private static final long QIUTAI_RANGE_WH = 84_000_000;

    private static final List<Industry> INDUSTRIES = List.of(
            Industry.ELECTRONICS, Industry.ELECTRONICS, Industry.EQUIPMENT, Industry.MATERIALS, Industry.BIOTECH);

    @Override
    public Park park() {
        return new Park(
                "kunshan-hightech",
                "昆山高新技术产业开发区",
                "Kunshan National High-tech Industrial Development Zone",
                "昆山国家高新技術産業開発区",
                "쿤산 국가 하이테크산업개발구",
                "jiangsu/suzhou/kunshan",
                SimulatedDays.ZONE,
                1,
                1,
                ParkPlan.opening(1),
                "jiangsu-2020");
    }

    @Override
    public ParkPlan plan(SimulatedDays days, Noise noise) {
        ParkPlan plan = new ParkPlan(park(), "KS", "昆山", days, TimeStyle.MILLIS, noise);
        DraftEnterprise qiutai = plan.add(Industry.ELECTRONICS, SiteKind.OWN_SITE, Size.LARGE);
        for (int i = 1; i < ENTERPRISES; i++) {
            Size size = i < ABOVE_SCALE ? Size.MEDIUM : i % 2 == 0 ? Size.SMALL : Size.MICRO;
            DraftEnterprise draft = plan.add(plan.draw(INDUSTRIES, i), SiteKind.OWN_SITE, size)
                    .tier(i < ABOVE_SCALE ? "above-scale" : "small-micro");
            draft.priority = i <= FOOD_SAFETY ? "food-safety" : "";
        }
        plan.plan(plan.drafts().subList(0, FOOD_SAFETY + 1), FOOD_SAFETY + 1);
        plan.plan(plan.drafts().subList(FOOD_SAFETY + 1, ENTERPRISES), AT_WORK - FOOD_SAFETY - 1);
        qiutai(qiutai);
        return plan;
    }

    private static void qiutai(DraftEnterprise draft) {
        draft.name = "昆山丘钛微电子科技有限公司";
        draft.tier("above-scale").priority = "qiutai";
        draft.process = Process.DISCRETE;
        draft.source = StaffSource.HEADCOUNT;
        draft.registered = QIUTAI_STAFF;
        draft.required = QIUTAI_STAFF;
        draft.standbyWh = QIUTAI_STANDBY_WH;
        draft.capacityWh = QIUTAI_STANDBY_WH + QIUTAI_RANGE_WH;
        draft.baselineWh = QIUTAI_RANGE_WH;
        // With three meters their last digit is 400 Wh, which the day's energy is a multiple of.
        draft.meters = 3;
        draft.kind = MeterKind.CUMULATIVE;
        long energy = QIUTAI_STANDBY_WH + QIUTAI_RANGE_WH * 16 / 35;
        for (int day = 0; day <= draft.lastDay(); day++) {
            int before = draft.lastDay() - day;
            draft.atWork[day] = true;
            draft.energyWh[day] = energy - before * 1_400_000L;
            draft.returned[day] = QIUTAI_RETURNED - 20 * before;
        }
    }
}
