package io.parkpulse.pipeline;

import io.parkpulse.roster.Roster;
import java.io.Serializable;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/** The roster an operator works with: the one it was made with, or the last that came. */
public final class CurrentRoster implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where operators that take rosters keep the last one. */
    public static final MapStateDescriptor<String, byte[]> STATE =
            new MapStateDescriptor<>("roster", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    /** Of states of earlier releases. */
    private static final String EARLIER = "last";

    private static final String LAST = "packed";

    private final Roster first;
    private transient Roster current;

    public CurrentRoster(Roster first) {
        this.first = first;
    }

    /** The roster that holds now. */
    public Roster get(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
        if (current == null) {
            byte[] last = state.get(LAST);
            last = last == null ? state.get(EARLIER) : last;
            current = last == null ? first : Roster.read(last);
        }
        return current;
    }

    /** Another one holds from now on. */
    public Roster updateRegistry(RosterUpdate update, BroadcastState<String, byte[]> state) throws Exception {
        state.put(LAST, update.roster());
        state.remove(EARLIER);
        current = Roster.read(update.roster());
        return current;
    }
}
