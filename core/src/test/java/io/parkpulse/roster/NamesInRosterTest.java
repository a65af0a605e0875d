package io.parkpulse.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.index.Methods;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamesInRosterTest {
    private static final Park PARK =
            new Park("P1", "", "", "", "", "tianjin", ZoneId.of("Asia/Shanghai"), 0, 0, null, "zhejiang-2020");

    private static Enterprise enterprise(String id) {
        return Registries.row(id, "P1").inside("", "", "street-1", "").build();
    }

    private static Roster roster(Names ofE2, Map<String, Names> grids) {
        return Roster.of(new Registry(
                List.of(PARK),
                List.of(enterprise("E1"), enterprise("E2").named(ofE2)),
                List.of(),
                Methods.builtIn(),
                grids));
    }

    @Test
    void namesTravelWithTheRoster() {
        Roster named =
                roster(new Names("湖光", "Huguang", "", ""), Map.of("street-1", new Names("一街", "Street 1", "", "")));

        assertThat(RegistryCodec.decode(named.toBytes()).registry()).isEqualTo(named.registry());
    }
}
