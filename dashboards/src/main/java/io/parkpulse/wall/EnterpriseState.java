package io.parkpulse.wall;

import io.parkpulse.exact.Bound;
import io.parkpulse.model.Method;
import io.parkpulse.output.EnterpriseLine;
import java.util.Locale;

/** How an enterprise stands on a day, in one word. */
enum EnterpriseState {
    AT_WORK,
    /** It has meters, and nothing was heard of them. */
    SILENT,
    /** Too little of the day is covered to say. */
    UNKNOWN,
    /** It is known not to be at work. */
    IDLE,
    /** The day says nothing of it. */
    NO_LINE;

    /** The word in what is sent. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Its state on a day.
     *
     * @param row what the registry says of it there; null if that is not known
     * @param day what it counted with; null if the day says nothing of it
     * @param method of its park; null if that is not known
     */
    static EnterpriseState of(EnterpriseFile.Row row, EnterpriseLine day, Method method) {
        if (day == null) {
            return NO_LINE;
        }
        if (day.atWork()) {
            return AT_WORK;
        }
        if (day.metered() && day.coveredMs() == 0) {
            return SILENT;
        }
        boolean byEnergy = row == null || !row.evidence().equals("PRESENCE");
        return byEnergy && method != null && isThin(day, method) ? UNKNOWN : IDLE;
    }

    /** Whether its meters cover less of the day than the method's gate asks for. */
    static boolean isThin(EnterpriseLine day, Method method) {
        return day.metered() && Bound.of(method.coverageGate(), 1).compare(day.coveredMs(), day.windowMs()) < 0;
    }
}
