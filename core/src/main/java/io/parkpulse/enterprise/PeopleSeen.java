package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What was observed of an enterprise's people in one window, kept so that the window can be measured again. */
record PeopleSeen(
        long checkedIn,
        boolean onsiteEvent,
        long greatestHeadcount,
        boolean counted,
        long online,
        long presentByCheckin,
        long presentByHeadcount) {

    /** Nothing is known of any people. */
    static final PeopleSeen NOBODY = new PeopleSeen(0, false, 0, false, 0, 0, 0);

    /** What the window was measured with. */
    static PeopleSeen in(EnterpriseWindow window) {
        boolean nobody = !window.onsiteEvent && !window.counted && window.online == 0 && window.checkedIn == 0;
        return nobody && window.greatestHeadcount == 0 && window.presentByCheckin == 0 && window.presentByHeadcount == 0
                ? NOBODY
                : new PeopleSeen(
                        window.checkedIn,
                        window.onsiteEvent,
                        window.greatestHeadcount,
                        window.counted,
                        window.online,
                        window.presentByCheckin,
                        window.presentByHeadcount);
    }

    /** Lets the window be measured with this. */
    void show(EnterpriseWindow window) {
        window.checkedIn = checkedIn;
        window.onsiteEvent = onsiteEvent;
        window.greatestHeadcount = greatestHeadcount;
        window.counted = counted;
        window.online = online;
        window.presentByCheckin = presentByCheckin;
        window.presentByHeadcount = presentByHeadcount;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(this != NOBODY);
        if (this != NOBODY) {
            out.writeLong(checkedIn);
            out.writeBoolean(onsiteEvent);
            out.writeLong(greatestHeadcount);
            out.writeBoolean(counted);
            out.writeLong(online);
            out.writeLong(presentByCheckin);
            out.writeLong(presentByHeadcount);
        }
    }

    static PeopleSeen read(DataInput in) throws IOException {
        return in.readBoolean()
                ? new PeopleSeen(
                        in.readLong(),
                        in.readBoolean(),
                        in.readLong(),
                        in.readBoolean(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong())
                : NOBODY;
    }
}
