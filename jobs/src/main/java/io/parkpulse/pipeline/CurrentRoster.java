package io.parkpulse.pipeline;

import io.parkpulse.roster.Roster;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The roster an operator works with: the one it was made with, or the last that came. All subtasks of an operator have the
 * same at a checkpoint, as it is broadcast, so the first alone writes it.
 */
public final class CurrentRoster implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where every subtask kept it in earlier releases. */
    public static final MapStateDescriptor<String, byte[]> STATE =
            new MapStateDescriptor<>("roster", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    /** Null as soon as the operator works: where another one follows, this one is not to take memory, too. */
    private Roster first;

    private transient Roster current;
    /** Null in all subtasks but the first. */
    private transient ListState<byte[]> kept;

    public CurrentRoster(Roster first) {
        this.first = first;
    }

    /** Goes on with the one in the state; to be called when the operator's state is initialized. */
    public void initializeState(FunctionInitializationContext state, RuntimeContext operator) throws Exception {
        ListState<byte[]> last = state.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(
                        "last-roster", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        byte[] bytes = ofEarlierRelease(state.getOperatorStateStore().getBroadcastState(STATE));
        for (byte[] only : last.get()) {
            bytes = only;
        }
        last.clear();
        if (operator.getTaskInfo().getIndexOfThisSubtask() == 0) {
            kept = last;
        }
        current = bytes == null ? first : hold(bytes);
        first = null;
    }

    private static byte[] ofEarlierRelease(BroadcastState<String, byte[]> state) throws Exception {
        byte[] packed = state.get("packed");
        byte[] last = packed == null ? state.get("last") : packed;
        state.clear();
        return last;
    }

    private Roster hold(byte[] bytes) throws Exception {
        Roster roster = Roster.read(bytes);
        if (kept != null) {
            // Those of the roster, which is shared by all operators of the process.
            kept.update(List.of(roster.toBytes()));
        }
        return roster;
    }

    /** The roster that holds now. */
    public Roster get() {
        return current;
    }

    /** Another one holds from now on. */
    public Roster updateRegistry(RosterUpdate update) throws Exception {
        current = hold(update.roster());
        return current;
    }
}
