package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.model.Enterprise;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryFunctionTest {
    @RegisterExtension
    final Closing closing = new Closing();

    private static final Roster NOBODY = Roster.of(new Registries().build());

    private static KeyedOneInputStreamOperatorTestHarness<Integer, RegistryRecord, RosterUpdate> harness()
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Integer, RegistryRecord, RosterUpdate> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new RegistryFunction(NOBODY)), row -> 0, Types.INT);
        harness.setup();
        return harness;
    }

    private static RegistryRecord park(String id) {
        return row("park/" + id, "{\"park_id\":\"" + id + "\"}", false);
    }

    private static RegistryRecord enterprise(String id, String park) {
        String json = "{\"enterprise_id\":\"" + id + "\",\"park_id\":\"" + park + "\"}";
        return row("enterprise/" + id + "/", json, true);
    }

    private static RegistryRecord row(String key, String json, boolean complete) {
        return new RegistryRecord(key, json.getBytes(StandardCharsets.UTF_8), complete);
    }

    private static List<String> enterprises(RosterUpdate update) throws Exception {
        return Roster.read(update.roster()).registry().enterprises().stream()
                .map(Enterprise::id)
                .toList();
    }

    @Test
    void rowsThatComeTogetherMakeOneRosterAndWakeItsGroupsOnce() throws Exception {
        var harness = closing.later(harness());
        harness.open();
        harness.processElement(park("P1"), 0);
        harness.setProcessingTime(5_000);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.processElement(enterprise("E1", "P1"), 0);
        harness.setProcessingTime(10_000);

        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(update -> assertThat(enterprises(update)).containsExactly("E1"));
        assertThat(harness.getSideOutput(RegistryFunction.ROLL_CALLS)).hasSize(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void rowsThatFollowEachOtherBelongTogetherWheneverTheSecondsOfTheClockBegin() throws Exception {
        var harness = closing.later(harness());
        harness.open();
        harness.setProcessingTime(900);
        harness.processElement(park("P1"), 0);
        harness.processElement(enterprise("E1", "P1"), 0);
        harness.setProcessingTime(1_100);
        harness.processElement(enterprise("E2", "P1"), 0);
        harness.setProcessingTime(2_050);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.setProcessingTime(2_150);

        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(update -> assertThat(enterprises(update)).containsExactly("E1", "E2"));
    }

    @Test
    void rowsThatNeverCeaseAreLookedAtAllTheSame() throws Exception {
        var harness = closing.later(harness());
        harness.open();
        harness.processElement(park("P1"), 0);
        for (int number = 1; number <= 25; number++) {
            harness.processElement(enterprise("E" + number, "P1"), 0);
            harness.setProcessingTime(number * 500);
        }

        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void aRowOfAParkThatIsNotKnownIsRefusedOnceAndAppliedOnceTheParkComesAfterARestart() throws Exception {
        var before = closing.later(harness());
        var after = closing.later(harness());
        before.open();
        before.processElement(park("P1"), 0);
        before.processElement(enterprise("E1", "P1"), 0);
        before.processElement(enterprise("E2", "P2"), 0);
        before.setProcessingTime(10_000);
        before.processElement(park("P3"), 0);
        before.setProcessingTime(20_000);
        assertThat(before.getSideOutput(RefusedRow.OUTPUT))
                .singleElement()
                .satisfies(refused ->
                        assertThat(refused.getValue().source()).isEqualTo("parkpulse.registry|enterprise/E2/"));

        after.initializeState(before.snapshot(1, 1));
        after.open();
        after.processElement(park("P2"), 0);
        after.setProcessingTime(30_000);
        assertThat(after.extractOutputValues())
                .singleElement()
                .satisfies(update -> assertThat(enterprises(update)).containsExactly("E1", "E2"));
    }

    @Test
    void rowsThatAreNotLookedAtYetAreInTheCheckpoint() throws Exception {
        var before = closing.later(harness());
        var after = closing.later(harness());
        before.open();
        before.processElement(park("P1"), 0);
        after.initializeState(before.snapshot(1, 1));
        after.open();
        after.processElement(enterprise("E1", "P1"), 0);
        after.setProcessingTime(10_000);

        assertThat(after.extractOutputValues()).hasSize(1);
        assertThat(after.getSideOutput(RefusedRow.OUTPUT)).isNull();
    }
}
