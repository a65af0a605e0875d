package io.parkpulse.live;

import io.parkpulse.enterprise.Account;
import io.parkpulse.pipeline.RosterUpdate;

/**
 * What whoever judges figures is to know beside them: one of the two, the other is null.
 *
 * @param account what became of records
 * @param roster the registry has changed
 */
public record Circumstance(Account account, RosterUpdate roster) {
    static Circumstance of(Account account) {
        return new Circumstance(account, null);
    }

    static Circumstance of(RosterUpdate roster) {
        return new Circumstance(null, roster);
    }
}
