package io.parkpulse.live;

import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Registry;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.registry.RegistryRow;
import io.parkpulse.registry.RegistryRows;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Follows the registry's topic: rows that come together are checked together and make the next roster. A bad row is
 * refused and changes nothing.
 */
final class RegistryFunction extends KeyedProcessFunction<Integer, RegistryRecord, RosterUpdate> {
    private static final long serialVersionUID = 1L;

    private static final String STREAM = "registry";

    /** Wakes groups that are new. */
    static final OutputTag<Observation> ROLL_CALLS = new OutputTag<>("roll-calls", IndexWorkflow.OBSERVATIONS);

    /** Rows that follow each other within this time, of this machine, belong together. */
    private static final long TOGETHER_MILLIS = 1_000;
    /** However many follow, they are not waited for longer. */
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private static final TypeInformation<byte[]> BYTES = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    private static final byte[] GONE = {};

    /** The roster that the job was made with, as bytes: it is asked for until another one holds, and then no more. */
    private final byte[] first;
    /** Records not yet looked at. */
    private transient ListState<RegistryRecord> unread;
    /** The rows of the registry that holds. */
    private transient MapState<String, byte[]> accepted;
    /** Those that were refused and may still be of use; empty where a row was to go. */
    private transient MapState<String, byte[]> waiting;
    /** The roster that holds; null before the first one is here. */
    private transient ValueState<byte[]> roster;
    /** When the first of those that are not looked at came, and when they will be; 0 if there are none. */
    private transient long firstCame;

    private transient long due;
    /** What {@link #accepted} and {@link #waiting} make. */
    private transient RegistryRows rows;

    RegistryFunction(Roster first) {
        this.first = first.toBytes();
    }

    @Override
    public void open(OpenContext context) {
        unread = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("unread", TypeInformation.of(RegistryRecord.class)));
        accepted = getRuntimeContext().getMapState(rowsByKey("accepted"));
        waiting = getRuntimeContext().getMapState(rowsByKey("waiting"));
        roster = getRuntimeContext().getState(new ValueStateDescriptor<>("roster", BYTES));
    }

    private static MapStateDescriptor<String, byte[]> rowsByKey(String name) {
        return new MapStateDescriptor<>(name, Types.STRING, BYTES);
    }

    @Override
    public void processElement(RegistryRecord record, Context context, Collector<RosterUpdate> out) throws Exception {
        if (record.key() == null) {
            emit(Roster.read(first).registry(), context, out);
            return;
        }
        unread.add(record);
        // Until everything the first roster was made of is here, the rows do not make a registry.
        if (roster.value() != null || record.complete()) {
            waitForMore(context.timerService());
        }
    }

    /** A meter's row that ends without the one that follows it would lose readings. */
    private void waitForMore(TimerService timers) {
        long now = timers.currentProcessingTime();
        if (due == 0) {
            firstCame = now;
        } else {
            timers.deleteProcessingTimeTimer(due);
        }
        due = Math.min(now + TOGETHER_MILLIS, firstCame + LONGEST_WAIT_MILLIS);
        timers.registerProcessingTimeTimer(due);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RosterUpdate> out) throws Exception {
        due = 0;
        List<RegistryRows.Change> changes = new ArrayList<>();
        for (RegistryRecord record : unread.get()) {
            changes.add(new RegistryRows.Change(record.key(), record.value()));
        }
        unread.clear();
        RegistryRows.Outcome outcome = rows().apply(changes);
        outcome.refusals()
                .forEach(refusal -> context.output(
                        RefusedRow.OUTPUT,
                        new RefusedRow(
                                STREAM, Topics.REGISTRY + "|" + refusal.key(), String.join("; ", refusal.reasons()))));
        if (roster.value() == null || outcome.changed()) {
            emit(outcome.registry(), context, out);
        }
        keep();
    }

    private void emit(Registry registry, Context context, Collector<RosterUpdate> out) throws Exception {
        byte[] last = roster.value();
        Roster before = Roster.read(last == null ? first : last);
        Roster next = registry.equals(before.registry()) ? before : before.succeededBy(registry);
        byte[] bytes = next.toBytes();
        roster.update(bytes);
        out.collect(new RosterUpdate(bytes));
        for (int group = before.groupCount(); group < next.groupCount(); group++) {
            context.output(ROLL_CALLS, Observation.rollCall(group));
        }
    }

    private RegistryRows rows() throws Exception {
        if (rows == null) {
            rows = new RegistryRows();
            rows.apply(changes(accepted));
            rows.apply(changes(waiting));
        }
        return rows;
    }

    private static List<RegistryRows.Change> changes(MapState<String, byte[]> kept) throws Exception {
        List<RegistryRows.Change> changes = new ArrayList<>();
        for (Map.Entry<String, byte[]> row : kept.entries()) {
            changes.add(new RegistryRows.Change(row.getKey(), row.getValue().length == 0 ? null : row.getValue()));
        }
        return changes;
    }

    private void keep() throws Exception {
        accepted.clear();
        for (RegistryRow row : rows.rows()) {
            accepted.put(row.key(), row.toJson());
        }
        waiting.clear();
        for (RegistryRows.Change change : rows.waiting()) {
            waiting.put(change.key(), change.value() == null ? GONE : change.value());
        }
    }
}
