package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.Observation;
import io.parkpulse.people.PeopleBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What an enterprise's people show. Of most enterprises nothing is ever heard, which costs nothing. */
abstract sealed class PeopleAspect implements Aspect {
    /** Nothing was heard of any people yet. */
    static final PeopleAspect NOBODY = new Nobody();

    private PeopleAspect() {}

    /** People of whom nothing was heard before the clock. */
    static PeopleAspect of(long stepMillis, long clock) {
        PeopleBook book = new PeopleBook(stepMillis, WindowSchedule.TRAILING_MILLIS);
        book.skipTo(clock);
        return new Somebody(stepMillis, book);
    }

    /**
     * Takes an applied headcount or check-in, not before any earlier one in time.
     *
     * @return the people with it
     */
    abstract PeopleAspect with(Observation event, long stepMillis, long clock);

    /** Forgets what nothing after an instant is left of. */
    abstract void forgetBefore(long instant);

    static PeopleAspect read(long stepMillis, DataInput in) throws IOException {
        return in.readBoolean()
                ? new Somebody(stepMillis, PeopleBook.read(stepMillis, WindowSchedule.TRAILING_MILLIS, in))
                : NOBODY;
    }

    private static final class Nobody extends PeopleAspect {
        @Override
        PeopleAspect with(Observation event, long stepMillis, long clock) {
            return of(stepMillis, clock).with(event, stepMillis, clock);
        }

        @Override
        public boolean isQuiet(long clock) {
            return true;
        }

        @Override
        public long nextDue(long clock) {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean advance(long clock) {
            return false;
        }

        @Override
        public void skipTo(long clock) {}

        @Override
        public void observe(long clock, EnterpriseWindow window) {
            window.observeNobody();
        }

        @Override
        public void observeSince(long from, long clock, EnterpriseWindow window) {
            window.observeNobody();
        }

        @Override
        void forgetBefore(long instant) {}

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeBoolean(false);
        }
    }

    private static final class Somebody extends PeopleAspect {
        private final long stepMillis;
        private final PeopleBook book;

        Somebody(long stepMillis, PeopleBook book) {
            this.stepMillis = stepMillis;
            this.book = book;
        }

        @Override
        PeopleAspect with(Observation event, long stepMillis, long clock) {
            book.add(event);
            return this;
        }

        @Override
        public boolean isQuiet(long clock) {
            return book.isQuiet(clock);
        }

        @Override
        public long nextDue(long clock) {
            long event = book.nextEvent();
            return event == Long.MAX_VALUE ? event : (event / stepMillis + 1) * stepMillis;
        }

        @Override
        public boolean advance(long clock) {
            boolean wasQuiet = book.isQuiet(clock - stepMillis);
            book.advance(clock);
            return !wasQuiet || !book.isQuiet(clock);
        }

        @Override
        public void skipTo(long clock) {
            book.skipTo(clock);
        }

        @Override
        public void observe(long clock, EnterpriseWindow window) {
            long from = clock - WindowSchedule.TRAILING_MILLIS;
            window.checkedIn = book.returned();
            window.onsiteEvent = book.onsiteEventSince(from);
            window.greatestHeadcount = book.greatestHeadcount(clock);
            window.counted = book.countSince(from);
            window.online = book.online();
            window.presentByCheckin = book.present();
            window.presentByHeadcount = book.headcount(clock);
        }

        @Override
        public void observeSince(long from, long clock, EnterpriseWindow window) {
            window.checkedIn = book.returnedSince(from, clock);
            window.onsiteEvent = book.onsiteEventSince(from);
            window.greatestHeadcount = book.greatestHeadcount(from, clock);
            window.counted = book.countSince(from);
            window.online = book.onlineSince(from, clock);
            window.presentByCheckin = 0;
            window.presentByHeadcount = 0;
        }

        @Override
        void forgetBefore(long instant) {
            book.forgetBefore(instant);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeBoolean(true);
            book.write(out);
        }
    }
}
