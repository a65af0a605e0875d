package io.parkpulse.baseline;

import java.util.Locale;

/** Why a day is not used for a baseline. The first one that holds is the reason. */
public enum LeftOut {
    /** It is a day of rest, and only working days are asked for. */
    REST_DAY("days of rest"),
    /** Nothing was recorded of it, or the enterprise was in no park. */
    NO_DATA("days of which nothing is known"),
    /** The recording breaks off inside it. */
    NOT_WHOLE("days that the recording has in part"),
    /** No meter counted for the enterprise. */
    NOT_METERED("days without a meter"),
    /** Its meters cover less of it than the method of its park asks for. */
    COVERAGE("days of which the meters cover too little");

    private final String days;

    LeftOut(String days) {
        this.days = days;
    }

    /** The word in files, e.g. {@code rest-day}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Such days, in a phrase for people. */
    public String days() {
        return days;
    }
}
