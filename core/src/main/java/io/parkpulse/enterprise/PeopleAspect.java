package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.Observation;
import io.parkpulse.people.PeopleBook;
import io.parkpulse.people.Turns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What an enterprise's people show. Of most enterprises nothing is ever heard, which costs nothing. */
abstract sealed class PeopleAspect implements Aspect {
    /** Nothing was heard of any people yet. */
    static final PeopleAspect NOBODY = new Nobody();

    // In states: a form that there was keeps its number.
    private static final int FORM_OF_NOBODY = 0;
    private static final int FORM_WITHOUT_PASSAGES = 1;
    private static final int FORM = 2;

    private PeopleAspect() {}

    /** People of whom nothing was heard before the clock. */
    static PeopleAspect of(long stepMillis, long clock, Turns turns) {
        PeopleBook book = new PeopleBook(stepMillis, WindowSchedule.TRAILING_MILLIS, turns);
        book.skipTo(clock);
        return new Somebody(stepMillis, book);
    }

    /**
     * Takes an applied headcount or check-in, not before any earlier one in time.
     *
     * @param entry what the registry says of the enterprise
     * @return the people with it
     */
    abstract PeopleAspect with(Observation event, long stepMillis, long clock, EnterpriseEntry entry);

    /** Forgets what nothing after an instant is left of. */
    abstract void forgetBefore(long instant);

    static PeopleAspect read(long stepMillis, Turns turns, DataInput in) throws IOException {
        int form = in.readByte();
        return switch (form) {
            case FORM_OF_NOBODY -> NOBODY;
            case FORM_WITHOUT_PASSAGES ->
                new Somebody(
                        stepMillis,
                        PeopleBook.readWithoutPassages(stepMillis, WindowSchedule.TRAILING_MILLIS, turns, in));
            case FORM ->
                new Somebody(stepMillis, PeopleBook.read(stepMillis, WindowSchedule.TRAILING_MILLIS, turns, in));
            default ->
                throw new IOException("people in form " + form + ": go on with the release that wrote this state");
        };
    }

    private static final class Nobody extends PeopleAspect {
        @Override
        PeopleAspect with(Observation event, long stepMillis, long clock, EnterpriseEntry entry) {
            return of(stepMillis, clock, entry.turns()).with(event, stepMillis, clock, entry);
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
            out.writeByte(FORM_OF_NOBODY);
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
        PeopleAspect with(Observation event, long stepMillis, long clock, EnterpriseEntry entry) {
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
            out.writeByte(FORM);
            book.write(out);
        }
    }
}
