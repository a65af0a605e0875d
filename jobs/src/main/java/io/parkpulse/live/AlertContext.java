package io.parkpulse.live;

import io.parkpulse.alerts.Declaration;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.pipeline.RosterUpdate;

/**
 * What whoever judges figures is to know beside them: one of the three, the others are null.
 *
 * @param account what became of records
 * @param roster the registry has changed
 * @param declaration what somebody says of himself
 */
public record AlertContext(RecordTally account, RosterUpdate roster, Declaration declaration) {
    static AlertContext of(RecordTally account) {
        return new AlertContext(account, null, null);
    }

    static AlertContext of(RosterUpdate roster) {
        return new AlertContext(null, roster, null);
    }

    static AlertContext of(Declaration declaration) {
        return new AlertContext(null, null, declaration);
    }
}
