package io.parkpulse.live;

import io.parkpulse.enterprise.Agenda;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.roster.Roster;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Names the enterprises of days, which travel by number. */
final class EnterpriseNames extends RichMapFunction<EnterpriseDay, EnterprisePoint> {
    private static final long serialVersionUID = 1L;

    private final Roster roster;
    private transient Map<String, ZoneId> zones;

    EnterpriseNames(Roster roster) {
        this.roster = roster;
    }

    @Override
    public void open(OpenContext context) {
        zones = new HashMap<>();
        roster.registry().parks().forEach(park -> zones.put(park.id(), park.zone()));
    }

    @Override
    public EnterprisePoint map(EnterpriseDay day) {
        long from = Agenda.wholeDay(day.epochDay(), zones.get(day.park())).from();
        return new EnterprisePoint(roster.enterpriseId(day.enterprise()), from, day);
    }
}
