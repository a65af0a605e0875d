package io.parkpulse.live;

import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.pipeline.RosterFollower;
import io.parkpulse.roster.Roster;
import java.time.ZoneId;
import org.apache.flink.util.Collector;

/** Names the enterprises of days, which travel by number. */
final class EnterpriseNames extends RosterFollower<EnterpriseDay, EnterprisePoint> {
    private static final long serialVersionUID = 1L;

    EnterpriseNames(Roster roster) {
        super(roster);
    }

    @Override
    public void processElement(EnterpriseDay day, ReadOnlyContext context, Collector<EnterprisePoint> out)
            throws Exception {
        Roster current = roster();
        ZoneId zone = current.zones().get(current.zoneOf(current.groupOf(day.enterprise())));
        long from = WindowSchedule.wholeDay(day.epochDay(), zone).from();
        out.collect(new EnterprisePoint(current.enterpriseId(day.enterprise()), from, day));
    }
}
