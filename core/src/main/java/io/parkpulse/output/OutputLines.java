package io.parkpulse.output;

import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.index.Measure;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.model.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The lines of outputs, without their line feed. */
public final class OutputLines {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private OutputLines() {}

    /** What a line of trailing figures begins with, up to the figures themselves. */
    public static String indexHead(String scope, long end, ZoneId zone) {
        return "{\"scope\":\"" + FigureText.quoted(scope) + "\",\"end\":\"" + times(end, zone);
    }

    /** The times of a line of trailing figures, from the end's own text on. */
    public static String times(long end, ZoneId zone) {
        Instant instant = Instant.ofEpochMilli(end);
        return instant + "\",\"local\":\"" + LOCAL.format(instant.atZone(zone)) + "\",\"window\":\"PT24H\",";
    }

    /** A local day of a scope. */
    public static String day(
            String scope, long epochDay, boolean provisional, long revision, long[] sums, Method method) {
        return "{\"scope\":\"" + FigureText.quoted(scope) + "\",\"day\":\"" + date(epochDay) + "\",\"status\":\""
                + (provisional ? "provisional" : "final") + "\",\"revision\":" + revision + ","
                + new FigureText(method).of(ScopeFigures.of(sums, method), Measure.ofDay());
    }

    /** A local day of an enterprise. */
    public static String enterprise(String enterprise, EnterpriseDay day) {
        return EnterpriseLine.text(enterprise, date(day.epochDay()), day.park(), day);
    }

    /** A date as it stands in lines. */
    public static String date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }
}
