package io.parkpulse.live;

import io.parkpulse.alerts.Declaration;
import io.parkpulse.enterprise.Account;
import io.parkpulse.pipeline.RosterUpdate;

/**
 * What whoever judges figures is to know beside them: one of the three, the others are null.
 *
 * @param account what became of records
 * @param roster the registry has changed
 * @param declaration what somebody says of himself
 */
public record Circumstance(Account account, RosterUpdate roster, Declaration declaration) {
    static Circumstance of(Account account) {
        return new Circumstance(account, null, null);
    }

    static Circumstance of(RosterUpdate roster) {
        return new Circumstance(null, roster, null);
    }

    static Circumstance of(Declaration declaration) {
        return new Circumstance(null, null, declaration);
    }
}
