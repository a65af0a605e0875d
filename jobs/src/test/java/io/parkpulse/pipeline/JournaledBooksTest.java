package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Groups whose books are beside a state of bytes, and what goes from such a state to one of objects and back. */
class JournaledBooksTest {
    @RegisterExtension
    final Closing closing = new Closing();

    private static final long AT = 1_584_288_000_000L;
    private static final long MINUTE = 60_000;
    private static final long QUARTER = 15 * MINUTE;
    private static final int QUARTERS = 4 * 36;
    private static final int PARKS = 3;
    private static final int MOST_SUBTASKS = 128;
    private static final WindowSchedule SCHEDULE = WindowSchedule.live(5 * MINUTE, AT);

    private static final SnapshotType CHECKPOINT = CheckpointType.CHECKPOINT;
    private static final SnapshotType SAVEPOINT = SavepointType.savepoint(SavepointFormatType.CANONICAL);

    private static final Roster ROSTER = Roster.of(registry(PARKS, 100));
    /** Another transformer, and one more park. */
    private static final Roster NEXT = ROSTER.succeededBy(registry(PARKS + 1, 200));

    private static final int REGISTRY_CHANGES = QUARTERS / 2;

    private static Registry registry(int parks, int ratedKva) {
        Registries registries = new Registries();
        for (int park = 0; park < parks; park++) {
            registries
                    .park("P" + park)
                    .enterprise("E" + park, "P" + park)
                    .meter("M" + park, "E" + park, BigDecimal.valueOf(ratedKva));
        }
        return registries.build();
    }

    /** How the job goes on from a quarter of an hour on. */
    private record Life(int until, StateBackend backend, int parallelism, SnapshotType endsWith) {}

    private static StateBackend heap() {
        return new HashMapStateBackend();
    }

    private static StateBackend bytes() {
        return new EmbeddedRocksDBStateBackend(false);
    }

    /** Flink's changelog around a state: a checkpoint has the log of what was written to it. */
    private static StateBackend logged(StateBackend around) throws Exception {
        Configuration changelog = new Configuration();
        changelog.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, true);
        StateBackend logged = StateBackendLoader.fromApplicationOrConfigOrDefault(
                around, changelog, new Configuration(), JournaledBooksTest.class.getClassLoader(), null);
        assertThat(logged).isNotSameAs(around);
        return logged;
    }

    /** What is given in each quarter of an hour: some of it late, some of it held, all of it the same in each run. */
    private static List<List<Observation>> readings(int bytesOfOne) {
        Random random = new Random(1);
        List<List<Observation>> quarters = new ArrayList<>();
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            quarters.add(new ArrayList<>());
        }
        long number = 0;
        for (int park = 0; park < PARKS; park++) {
            long register = 1_000_000;
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                register += random.nextInt(20_000);
                boolean glitch = random.nextInt(20) == 0;
                int late = random.nextInt(8) == 0 ? random.nextInt(100) : 0;
                byte[] raw = new byte[bytesOfOne];
                random.nextBytes(raw);
                quarters.get(Math.min(QUARTERS - 1, quarter + late))
                        .add(power(park, AT + quarter * QUARTER, glitch ? 10 : register, number++, raw));
            }
        }
        return quarters;
    }

    private static Observation power(int park, long at, long value, long number, byte[] raw) {
        byte[] id = ("M" + park).getBytes(StandardCharsets.UTF_8);
        int subject = ROSTER.index(Subject.METER).find(id, 0, id.length);
        return new Observation(
                ROSTER.groupOf(ROSTER.meter(subject).owner(0)),
                Observation.Kind.POWER,
                subject,
                at,
                value,
                0,
                0,
                Observation.PRIMARY,
                "",
                number,
                raw);
    }

    /** Runs one life after the other and adds up what is emitted, by scope, kind and time. */
    private final class Run {
        private final Map<String, long[]> emitted = new TreeMap<>();
        private final List<KeyedBroadcastOperatorTestHarness<Integer, Observation, RosterUpdate, ScopeChange>>
                subtasks = new ArrayList<>();
        private long bytesOfLast;

        Run(List<List<Observation>> quarters, Life... lives) throws Exception {
            OperatorSubtaskState state = null;
            int quarter = 0;
            int before = 1;
            for (Life life : lives) {
                start(life, state, before);
                if (quarter == 0) {
                    rollCall(0, ROSTER.groupCount());
                }
                for (; quarter < life.until; quarter++) {
                    pass(quarter, quarters.get(quarter));
                    // What is not gone on with is written for nothing, but it is written.
                    if (quarter % 9 == 0) {
                        snapshot(quarter, CHECKPOINT);
                    }
                }
                state = snapshot(QUARTERS + quarter, life.endsWith);
                bytesOfLast = state.getStateSize();
                collect();
                before = life.parallelism;
            }
        }

        private void start(Life life, OperatorSubtaskState from, int before) throws Exception {
            for (int subtask = 0; subtask < life.parallelism; subtask++) {
                var harness = closing.later(new KeyedBroadcastOperatorTestHarness<>(
                        new EnterpriseOperator(new EnterpriseFunction(ROSTER, SCHEDULE)),
                        Observation::group,
                        Types.INT,
                        MOST_SUBTASKS,
                        life.parallelism,
                        subtask));
                harness.setStateBackend(life.backend);
                harness.setup();
                if (from != null) {
                    harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            from, MOST_SUBTASKS, before, life.parallelism, subtask));
                }
                harness.open();
                subtasks.add(harness);
            }
        }

        private void rollCall(int from, int to) throws Exception {
            for (int group = from; group < to; group++) {
                give(Observation.rollCall(group));
            }
        }

        private void give(Observation observation) throws Exception {
            subtasks.get(KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            observation.group(), MOST_SUBTASKS, subtasks.size()))
                    .processElement(observation, observation.at());
        }

        private void pass(int quarter, List<Observation> readings) throws Exception {
            if (quarter == REGISTRY_CHANGES) {
                for (var subtask : subtasks) {
                    subtask.processBroadcastElement(new RosterUpdate(NEXT.toBytes()), AT);
                }
                rollCall(ROSTER.groupCount(), NEXT.groupCount());
            }
            for (Observation reading : readings) {
                give(reading);
            }
            for (var subtask : subtasks) {
                // Short of the next step, so that some of it waits.
                subtask.processWatermark(AT + (quarter + 1) * QUARTER - MINUTE);
                subtask.processBroadcastWatermark(AT + (quarter + 1) * QUARTER - MINUTE);
            }
        }

        private OperatorSubtaskState snapshot(int id, SnapshotType type) throws Exception {
            List<OperatorSubtaskState> states = new ArrayList<>();
            for (var subtask : subtasks) {
                states.add(subtask.snapshotWithLocalState(id, id, type).getJobManagerOwnedState());
                subtask.notifyOfCompletedCheckpoint(id);
            }
            return AbstractStreamOperatorTestHarness.repackageState(states.toArray(OperatorSubtaskState[]::new));
        }

        /** What was emitted and did not cancel out. */
        List<String> lines() {
            return emitted.entrySet().stream()
                    .filter(entry -> Arrays.stream(entry.getValue()).anyMatch(sum -> sum != 0))
                    .map(entry -> entry.getKey() + " " + Arrays.toString(entry.getValue()))
                    .toList();
        }

        private void collect() throws Exception {
            for (var subtask : subtasks) {
                for (ScopeChange change : subtask.extractOutputValues()) {
                    change.each()
                            .forEach(one -> Sum.add(
                                    one.sums(),
                                    emitted.computeIfAbsent(
                                            one.scope() + " " + one.kind() + " " + one.at(),
                                            key -> new long[Sum.COUNT])));
                }
            }
            subtasks.clear();
        }
    }

    private void assertSame(List<List<Observation>> readings, Life... lives) throws Exception {
        Run whole = new Run(readings, new Life(QUARTERS, heap(), 1, CHECKPOINT));

        Run inPieces = new Run(readings, lives);

        assertThat(inPieces.lines()).isNotEmpty().containsExactlyElementsOf(whole.lines());
    }

    @Test
    void groupsGoOnFromWhatACheckpointAddedToTheOnesBefore() throws Exception {
        assertSame(
                readings(3),
                new Life(50, bytes(), 1, CHECKPOINT),
                new Life(51, bytes(), 1, CHECKPOINT),
                new Life(REGISTRY_CHANGES + 1, bytes(), 1, CHECKPOINT),
                new Life(110, bytes(), 1, CHECKPOINT),
                new Life(QUARTERS, bytes(), 1, CHECKPOINT));
    }

    @Test
    void groupsGoOnInAnotherSubtask() throws Exception {
        assertSame(
                readings(3),
                new Life(50, bytes(), 2, CHECKPOINT),
                new Life(REGISTRY_CHANGES + 20, bytes(), 3, CHECKPOINT),
                new Life(110, bytes(), 1, CHECKPOINT),
                new Life(QUARTERS, bytes(), 2, CHECKPOINT));
    }

    @Test
    void aSavepointGoesFromAStateOfBytesToOneOfObjectsAndBack() throws Exception {
        assertSame(
                readings(3),
                new Life(61, bytes(), 1, SAVEPOINT),
                new Life(REGISTRY_CHANGES, heap(), 2, SAVEPOINT),
                new Life(QUARTERS, bytes(), 1, CHECKPOINT));
    }

    @Test
    void groupsGoOnFromALogOfWhatWasWrittenToTheState() throws Exception {
        assertSame(
                readings(3),
                new Life(50, logged(heap()), 1, CHECKPOINT),
                new Life(REGISTRY_CHANGES + 1, logged(heap()), 2, CHECKPOINT),
                new Life(QUARTERS, logged(heap()), 1, CHECKPOINT));
    }

    @Test
    void aBookIsWrittenAsAWholeBeforeItsJournalOutgrowsIt() throws Exception {
        int bytesOfOne = 12_000;
        List<List<Observation>> readings = readings(bytesOfOne);

        assertSame(readings, new Life(100, bytes(), 1, CHECKPOINT), new Life(QUARTERS, bytes(), 1, CHECKPOINT));
        Run run = new Run(readings, new Life(QUARTERS, bytes(), 1, CHECKPOINT));

        assertThat(run.bytesOfLast).isLessThan((long) PARKS * QUARTERS * bytesOfOne / 3);
    }
}
