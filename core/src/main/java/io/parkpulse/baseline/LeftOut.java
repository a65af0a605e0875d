package io.parkpulse.baseline;

import java.util.Locale;

/** Why a day is not used for a baseline. The first one that holds is the reason. */
public enum LeftOut {
    /** It is a day of rest, and only working days are asked for. */
    REST_DAY,
    /** Nothing was recorded of it, or the enterprise was in no park. */
    NO_DATA,
    /** The recording breaks off inside it. */
    NOT_WHOLE,
    /** No meter counted for the enterprise. */
    NOT_METERED,
    /** Its meters cover less of it than the method of its park asks for. */
    COVERAGE;

    /** The word in files, e.g. {@code rest-day}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
