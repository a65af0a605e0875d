package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.roster.Roster;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.junit.jupiter.api.Test;

class CurrentRosterTest {
    private static final Roster FIRST = Roster.of(new Registries().build());
    private static final Roster NEXT =
            FIRST.succeededBy(new Registries().park("P1").enterprise("E1", "P1").build());

    private final Map<String, byte[]> entries = new HashMap<>();
    private final BroadcastState<String, byte[]> state = state();

    /** As far as it is used. */
    @SuppressWarnings("unchecked")
    private BroadcastState<String, byte[]> state() {
        return (BroadcastState<String, byte[]>) Proxy.newProxyInstance(
                CurrentRosterTest.class.getClassLoader(),
                new Class<?>[] {BroadcastState.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "get" -> entries.get(given[0]);
                    case "put" -> entries.put((String) given[0], (byte[]) given[1]);
                    case "remove" -> entries.remove(given[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void theLastRosterIsThereAfterARestart() throws Exception {
        new CurrentRoster(FIRST).updateRegistry(new RosterUpdate(NEXT.toBytes()), state);

        assertThat(new CurrentRoster(FIRST).get(state).toBytes()).isEqualTo(NEXT.toBytes());
    }

    @Test
    void aRosterThatAnEarlierReleaseKeptIsReadAndReplaced() throws Exception {
        state.put("last", NEXT.toBytes());
        CurrentRoster roster = new CurrentRoster(FIRST);

        assertThat(roster.get(state).toBytes()).isEqualTo(NEXT.toBytes());
        roster.updateRegistry(new RosterUpdate(FIRST.toBytes()), state);

        assertThat(new CurrentRoster(NEXT).get(state).toBytes()).isEqualTo(FIRST.toBytes());
    }
}
