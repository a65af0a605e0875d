package io.parkpulse.mapping;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/**
 * What a row's time means.
 *
 * @param parts where its text is; of several the texts are joined with a blank: a date and a time
 * @param interval where the number of the interval in its local day is, from 1, counted in time that has passed, so that
 *     a day has 23 to 25 hours; null for none. The parts give the day then
 * @param formats how it may be written; the first that fits holds
 * @param zone of times without offset; null if there is none
 * @param ofPark whether their zone is that of the park of the meter or enterprise
 * @param stamp which instant of its interval it is
 * @param length of the interval, milliseconds; 0 where that is not said
 */
public record TimeRule(
        List<Place> parts,
        Place interval,
        List<TimeFormat> formats,
        ZoneId zone,
        boolean ofPark,
        Stamp stamp,
        long length)
        implements Serializable {
    public TimeRule {
        parts = List.copyOf(parts);
        formats = List.copyOf(formats);
    }
}
