package io.parkpulse.wall;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.model.Method;
import java.util.Locale;

/**
 * What became of a figure since an earlier one.
 *
 * @param by the difference without its unit: {@code +1.2}, {@code -3}; null if it is unknown
 * @param sign of the exact difference
 * @param why it is unknown; null if it is known
 */
record Change(String by, int sign, Reason why) {

    /** Why a change is unknown. */
    enum Reason {
        /** There are no figures of that earlier time. */
        NO_LINE_THEN,
        /** The figure was not known then. */
        UNKNOWN_THEN,
        /** The figure is not known now. */
        UNKNOWN_NOW,
        /** The two were computed by different methods. */
        OTHER_METHOD,
        /** The method's parameters have not arrived. */
        NO_METHOD;

        /** The word in what is sent. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The change of one measure.
     *
     * @param then null if there are no earlier figures
     * @param method the present one; null if it is not known
     */
    static Change of(Measure measure, Figures now, Figures then, Method method) {
        if (then == null) {
            return unknown(Reason.NO_LINE_THEN);
        }
        if (measure.isCount()) {
            return ofCounts(now.counts().get(measure), then.counts().get(measure));
        }
        if (method == null) {
            return unknown(Reason.NO_METHOD);
        }
        if (!now.method().equals(then.method())) {
            return unknown(Reason.OTHER_METHOD);
        }
        return measure.kind() == Measure.Kind.INDEX
                ? ofFractions(now.exactIndex(method), then.exactIndex(method), method, Printing::indexDelta)
                : ofFractions(exact(now, measure), exact(then, measure), method, Printing::rateDelta);
    }

    private static Fraction exact(Figures figures, Measure measure) {
        Figures.Rate rate = figures.rates().get(measure);
        return rate == null ? null : rate.exact();
    }

    private static Change ofCounts(Long now, Long then) {
        if (now == null || then == null) {
            return unknown(now == null ? Reason.UNKNOWN_NOW : Reason.UNKNOWN_THEN);
        }
        long difference = now - then;
        return new Change((difference > 0 ? "+" : "") + difference, Long.signum(difference), null);
    }

    /** How the difference of two values is printed. */
    private interface Delta {
        String print(Fraction now, Fraction then, Method method);
    }

    private static Change ofFractions(Fraction now, Fraction then, Method method, Delta delta) {
        if (now == null || then == null) {
            return unknown(now == null ? Reason.UNKNOWN_NOW : Reason.UNKNOWN_THEN);
        }
        return new Change(delta.print(now, then, method), now.minus(then).signum(), null);
    }

    private static Change unknown(Reason why) {
        return new Change(null, 0, why);
    }

    /** Puts it into an object: {@code by} and {@code sign}, or {@code why}. */
    ObjectNode into(ObjectNode answer) {
        return why == null ? answer.put("by", by).put("sign", sign) : answer.put("why", why.id());
    }
}
