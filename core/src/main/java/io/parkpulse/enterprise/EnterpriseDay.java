package io.parkpulse.enterprise;

import io.parkpulse.index.DayColumn;
import io.parkpulse.index.DayValues;
import java.util.Arrays;

/**
 * What was observed of one enterprise on one local day: what each daily figure is made of.
 *
 * @param epochDay the date
 * @param enterprise number of the enterprise
 * @param park id of the park that counts it
 * @param values one for each {@link DayColumn}
 */
public record EnterpriseDay(long epochDay, int enterprise, String park, long[] values) implements DayValues {
    @Override
    public long of(DayColumn column) {
        return values[column.ordinal()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnterpriseDay day
                && epochDay == day.epochDay
                && enterprise == day.enterprise
                && park.equals(day.park)
                && Arrays.equals(values, day.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new Object[] {epochDay, enterprise, park, Arrays.hashCode(values)});
    }

    @Override
    public String toString() {
        return "EnterpriseDay[" + epochDay + ", " + enterprise + ", " + park + ", " + Arrays.toString(values) + "]";
    }
}
