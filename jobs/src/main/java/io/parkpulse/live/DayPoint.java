package io.parkpulse.live;

import io.parkpulse.index.ScopeFigures;
import io.parkpulse.model.Method;
import io.parkpulse.pipeline.MethodSerializer;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A local day of a scope that has ended.
 *
 * @param number of the scope, by which it came to the task that computes its figures
 * @param scope its name
 * @param park id of the park it lies in; empty for a scope above parks
 * @param zone id of the zone of its local times
 * @param method what its figures are printed with
 * @param epochDay the date
 * @param from where the day begins in that zone, epoch milliseconds
 * @param revision how often it has changed since it was first emitted
 * @param sums one for each {@link io.parkpulse.index.Sum}
 */
public record DayPoint(
        int number,
        String scope,
        String park,
        String zone,
        @TypeInfo(MethodSerializer.OfField.class) Method method,
        long epochDay,
        long from,
        long revision,
        long[] sums) {
    /** The measures of the day. */
    public ScopeFigures figures() {
        return ScopeFigures.of(sums, method);
    }
}
