package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.index.DayColumn;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnterpriseNamesTest {
    @RegisterExtension
    final Closing closing = new Closing();

    @Test
    void aDayOfAnEnterpriseThatIsNewIsNamedAfterARestartAsWell() throws Exception {
        Roster first =
                Roster.of(new Registries().park("P1").enterprise("E1", "P1").build());
        Roster next = first.succeededBy(new Registries()
                .park("P1")
                .enterprise("E1", "P1")
                .enterprise("E2", "P1")
                .build());
        LocalDate date = LocalDate.of(2020, 3, 16);
        EnterpriseDay day = new EnterpriseDay(date.toEpochDay(), 1, "P1", new long[DayColumn.COUNT]);
        var before = closing.later(Followers.harness(new EnterpriseNames(first)));
        var after = closing.later(Followers.harness(new EnterpriseNames(first)));
        before.open();
        before.processBroadcastElement(new RosterUpdate(next.toBytes()), 0);
        after.initializeState(before.snapshot(1, 1));
        after.open();
        after.processElement(day, 0);

        assertThat(after.extractOutputValues())
                .containsExactly(new EnterprisePoint(
                        "E2", Instant.parse("2020-03-15T16:00:00Z").toEpochMilli(), day));
    }
}
