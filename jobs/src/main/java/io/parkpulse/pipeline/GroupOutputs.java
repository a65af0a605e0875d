package io.parkpulse.pipeline;

import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.ResultCollector;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.model.DeadLetter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The results of a group, into the outputs of the operator that keeps its book. */
final class GroupOutputs implements ResultCollector {
    private final Collector<ScopeChange> out;
    private final SideOutputs sides;
    private final RecordMetrics metrics;

    /** The side outputs of an operator's context. */
    @FunctionalInterface
    interface SideOutputs {
        <T> void output(OutputTag<T> tag, T value);
    }

    GroupOutputs(Collector<ScopeChange> out, SideOutputs sides, RecordMetrics metrics) {
        this.out = out;
        this.sides = sides;
        this.metrics = metrics;
    }

    @Override
    public void scopeChange(ScopeChange change) {
        out.collect(change);
    }

    @Override
    public void enterpriseDay(EnterpriseDay day) {
        sides.output(IndexWorkflow.ENTERPRISE_DAYS, day);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        metrics.deadLetter(letter);
        sides.output(IndexWorkflow.DEAD_LETTERS, letter);
    }

    @Override
    public void account(RecordTally account) {
        metrics.account(account);
        sides.output(IndexWorkflow.ACCOUNTS, account);
    }
}
