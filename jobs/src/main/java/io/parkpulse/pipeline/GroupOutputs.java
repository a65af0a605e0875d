package io.parkpulse.pipeline;

import io.parkpulse.enterprise.Account;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.Findings;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.model.DeadLetter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** What a group tells, into the outputs of the operator that keeps its book. */
abstract class GroupOutputs implements Findings {
    private final Collector<ScopeChange> out;
    private final RecordMetrics metrics;

    GroupOutputs(Collector<ScopeChange> out, RecordMetrics metrics) {
        this.out = out;
        this.metrics = metrics;
    }

    abstract <T> void output(OutputTag<T> tag, T value);

    @Override
    public void scopeChange(ScopeChange change) {
        out.collect(change);
    }

    @Override
    public void enterpriseDay(EnterpriseDay day) {
        output(IndexWorkflow.ENTERPRISE_DAYS, day);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        metrics.deadLetter(letter);
        output(IndexWorkflow.DEAD_LETTERS, letter);
    }

    @Override
    public void account(Account account) {
        metrics.account(account);
        output(IndexWorkflow.ACCOUNTS, account);
    }
}
