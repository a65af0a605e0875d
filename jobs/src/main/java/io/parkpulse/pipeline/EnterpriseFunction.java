package io.parkpulse.pipeline;

import io.parkpulse.enterprise.Account;
import io.parkpulse.enterprise.Agenda;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.Findings;
import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the book of each group of enterprises; one timer at a time per group. */
final class EnterpriseFunction extends KeyedProcessFunction<Integer, Observation, ScopeChange> {
    private static final long serialVersionUID = 1L;

    private static final long MOST_AT_ONCE_MILLIS = 3_600_000;

    /** What comes late to a live system waits that long for others. */
    private static final long LATE_MILLIS = 60_000;

    private final Roster roster;
    private final Agenda agenda;
    private transient ValueState<GroupState> books;
    private transient ValueState<Long> timers;

    EnterpriseFunction(Roster roster, Agenda agenda) {
        this.roster = roster;
        this.agenda = agenda;
    }

    @Override
    public void open(OpenContext context) {
        books = getRuntimeContext().getState(new ValueStateDescriptor<>("book", GroupStateSerializer.INSTANCE));
        timers = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", LongSerializer.INSTANCE));
    }

    @Override
    public void processElement(Observation observation, Context context, Collector<ScopeChange> out) throws Exception {
        GroupState state = books.value();
        boolean isNew = state == null;
        if (isNew) {
            state = GroupState.of(new GroupBook(roster, agenda, context.getCurrentKey()));
            // Fires after all others, when the input has ended.
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        GroupBook book = state.book(roster, agenda, context.getCurrentKey());
        long due = book.nextDue();
        book.add(observation);
        books.update(state);
        if (isNew || book.nextDue() != due) {
            wake(book, context);
        }
        if (agenda.pace().revises() && book.hasLate()) {
            long watermark = context.timerService().currentWatermark();
            context.timerService().registerEventTimeTimer((Math.floorDiv(watermark, LATE_MILLIS) + 1) * LATE_MILLIS);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<ScopeChange> out) throws Exception {
        GroupState state = books.value();
        GroupBook book = state.book(roster, agenda, context.getCurrentKey());
        Findings findings = new Outputs(context, out);
        if (time == Long.MAX_VALUE) {
            book.close(findings);
        } else if (time < book.nextDue()) {
            if (book.hasLate()) {
                book.takeLate(findings);
            }
        } else {
            timers.clear();
            book.advance(agenda.pace().revises() ? catchUp(time, context) : time, findings);
            wake(book, context);
        }
        books.update(state);
    }

    /** Where a live system is behind, it takes up to an hour at once: what comes in it is told once and not step by step. */
    private long catchUp(long time, OnTimerContext context) {
        long step = agenda.stepMillis();
        long watermark = context.timerService().currentWatermark();
        if (watermark == Long.MAX_VALUE) {
            return time;
        }
        return Math.max(time, Math.min(Math.floorDiv(watermark, step) * step, time + MOST_AT_ONCE_MILLIS));
    }

    private void wake(GroupBook book, Context context) throws Exception {
        if (agenda.pace().revises() && context.timerService().currentWatermark() == Long.MAX_VALUE) {
            // A live system whose input has ended: what is left comes with the last timer of all.
            return;
        }
        long due = book.nextDue();
        Long set = timers.value();
        if (due != Long.MAX_VALUE && (set == null || due < set)) {
            if (set != null) {
                context.timerService().deleteEventTimeTimer(set);
            }
            context.timerService().registerEventTimeTimer(due);
            timers.update(due);
        }
    }

    private record Outputs(Context context, Collector<ScopeChange> out) implements Findings {
        @Override
        public void scopeChange(ScopeChange change) {
            out.collect(change);
        }

        @Override
        public void enterpriseDay(EnterpriseDay day) {
            context.output(IndexWorkflow.ENTERPRISE_DAYS, day);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            context.output(IndexWorkflow.DEAD_LETTERS, letter);
        }

        @Override
        public void account(Account account) {
            context.output(IndexWorkflow.ACCOUNTS, account);
        }
    }
}
