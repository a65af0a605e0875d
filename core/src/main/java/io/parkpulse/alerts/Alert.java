package io.parkpulse.alerts;

import java.time.Instant;

/**
 * One message of the life of an alert. Its identity is {@code rule|scope|since}: a receiver that keeps the latest message
 * of each id has the state of all alerts.
 *
 * @param id {@code rule|scope|since}
 * @param rule id of the rule
 * @param scope whose figure it is
 * @param region path of the region that the scope is or lies in, as the registry has it when this is emitted; empty for none,
 *     and for a scope that the registry has no longer. It is in no file and no topic
 * @param change why it is emitted
 * @param severity how grave it is, of a resolved one how grave it was
 * @param since end of the step from which on it held, epoch milliseconds
 * @param at end of the step at which it is emitted, epoch milliseconds
 * @param measure name of the measure in files
 * @param n of the figure; null where the figure is the index or unknown
 * @param d of the figure; null where n is
 * @param printed the figure as the scope's method prints it
 * @param threshold the bound it is held against, in percent or on the index's scale
 * @param coverageN covered milliseconds of the meters
 * @param coverageD milliseconds of the window; 0 for a scope without meters
 * @param coverage the same, printed
 * @param method id of the scope's method
 * @param text for people, in four languages
 */
public record Alert(
        String id,
        String rule,
        String scope,
        String region,
        Change change,
        Severity severity,
        long since,
        long at,
        String measure,
        Long n,
        Long d,
        String printed,
        double threshold,
        long coverageN,
        long coverageD,
        String coverage,
        String method,
        Text text) {

    /** Why a message is emitted. */
    public enum Change {
        /** It begins. */
        FIRED,
        /** It became critical. */
        ESCALATED,
        /** It is critical no longer, but still there. */
        EASED,
        /** It is still there; these are the figures now. */
        UPDATED,
        /** It is over. */
        RESOLVED
    }

    /**
     * A sentence in four languages.
     *
     * @param zh Chinese
     * @param en English
     * @param ja Japanese
     * @param ko Korean
     */
    public record Text(String zh, String en, String ja, String ko) {}

    /** The identity of an alert: a rule, a scope, and since when, epoch milliseconds. */
    static String idOf(String rule, String scope, long since) {
        return rule + "|" + scope + "|" + Instant.ofEpochMilli(since);
    }

    /** Whether it still holds. */
    public boolean firing() {
        return change != Change.RESOLVED;
    }
}
