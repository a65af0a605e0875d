package io.parkpulse.enterprise;

import io.parkpulse.model.DeadLetter;

/** Takes the results of a group of enterprises. */
public interface ResultCollector {
    /** The sums of a scope change. */
    void scopeChange(ScopeChange change);

    /** A day of an enterprise is settled. */
    void enterpriseDay(EnterpriseDay day);

    /** A record cannot be applied. */
    void deadLetter(DeadLetter letter);

    /** Records were counted. */
    void account(RecordTally account);
}
