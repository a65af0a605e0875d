package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.alerts.Alert;
import io.parkpulse.enterprise.EmissionPolicy;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator in Flink's harness. */
class AlertFunctionTest {
    @RegisterExtension
    final Closing closing = new Closing();

    private static final long STEP = LiveSettings.STEP_MILLIS;
    private static final long HOUR = 3_600_000;
    private static final long OPEN = EmissionPolicy.live(STEP).openMillis();

    /** Monday, 2020-03-16, midnight in China. */
    private static final long BEGIN = Instant.parse("2020-03-15T16:00:00Z").toEpochMilli();

    private static Registries registry() {
        return new Registries()
                .park("P1", "tianjin/dongli", "Asia/Shanghai", "binhai-2020")
                .enterprise("E1", "P1");
    }

    /** Half of a thousand enterprises at work. */
    private static long[] low() {
        long[] sums = new long[Sum.COUNT];
        sums[Sum.ENTERPRISES.ordinal()] = 1_000;
        sums[Sum.AT_WORK.ordinal()] = 500;
        return sums;
    }

    private static int scope(Roster roster, String name) {
        return roster.scopes().stream().map(Roster.Scope::name).toList().indexOf(name);
    }

    @Test
    void anAlertOfAParkThatIsPushedWhileTheJobRunsIsRoutedByItsRegion() throws Exception {
        Roster first = Roster.of(registry().build());
        Roster next = first.succeededBy(registry()
                .park("P2", "jiangsu/wuxi", "Asia/Shanghai", "binhai-2020")
                .enterprise("E2", "P2")
                .build());
        var harness = harness(first);
        harness.open();
        pass(harness, BEGIN, BEGIN + HOUR);
        harness.processElement2(AlertContext.of(new RosterUpdate(next.toBytes())), BEGIN + HOUR);
        harness.processElement1(
                new FinalWindow(scope(next, "park:P2"), BEGIN + HOUR + STEP, low()), BEGIN + HOUR + STEP);
        pass(harness, BEGIN + HOUR, BEGIN + 30 * HOUR);

        List<Alert> emitted = harness.extractOutputValues();
        assertThat(emitted).extracting(Alert::scope).containsOnly("park:P2");
        assertThat(new AlertNotices("live", "").encode(emitted.get(0)).labels())
                .containsAllEntriesOf(Map.of("park", "P2", "region", "jiangsu/wuxi"));
    }

    @Test
    void anAlertThatFiresIsNotToldAsNewAfterARestart() throws Exception {
        Roster roster = Roster.of(registry().build());
        var whole = harness(roster);
        var before = harness(roster);
        var after = harness(roster);
        for (var running : List.of(whole, before)) {
            running.open();
            running.processElement1(new FinalWindow(scope(roster, "park:P1"), BEGIN + STEP, low()), BEGIN + STEP);
            pass(running, BEGIN, BEGIN + 30 * HOUR);
        }
        List<Alert> told = before.extractOutputValues();
        assertThat(told).extracting(Alert::change).containsExactly(Alert.Change.FIRED);

        after.initializeState(before.snapshot(1, 1));
        after.open();
        pass(whole, BEGIN + 30 * HOUR, BEGIN + 60 * HOUR);
        pass(after, BEGIN + 30 * HOUR, BEGIN + 60 * HOUR);
        List<Alert> all = whole.extractOutputValues();
        assertThat(all).hasSizeGreaterThan(told.size());
        assertThat(after.extractOutputValues()).isEqualTo(all.subList(told.size(), all.size()));
    }

    private KeyedTwoInputStreamOperatorTestHarness<Integer, FinalWindow, AlertContext, Alert> harness(Roster first)
            throws Exception {
        AlertFunction function =
                new AlertFunction(RegistryReader.builtInRules(), first, WindowSchedule.live(STEP, BEGIN));
        KeyedTwoInputStreamOperatorTestHarness<Integer, FinalWindow, AlertContext, Alert> harness =
                closing.later(new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(function), window -> 0, circumstance -> 0, Types.INT));
        harness.setup();
        return harness;
    }

    /** Steps go by in which records are applied. */
    private static void pass(
            KeyedTwoInputStreamOperatorTestHarness<Integer, FinalWindow, AlertContext, Alert> harness,
            long from,
            long to)
            throws Exception {
        for (long end = from + STEP; end <= to; end += STEP) {
            long[] none = new long[Stream.values().length];
            long[] marks = {RecordTally.mark(end - 1, STEP)};
            harness.processElement2(AlertContext.of(new RecordTally(none, none, none, 0, 0, end, marks)), end);
            harness.processBothWatermarks(new Watermark(end + OPEN));
        }
    }
}
