package io.parkpulse.live;

import io.parkpulse.index.ScopeFigures;
import io.parkpulse.model.Method;
import io.parkpulse.pipeline.MethodSerializer;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * The trailing 24 hours of a scope, as far as they are known.
 *
 * @param number of the scope, by which it came to the task that computes its figures
 * @param scope its name
 * @param park id of the park it lies in; empty for a scope above parks
 * @param zone id of the zone of its local times
 * @param method what its figures are printed with
 * @param end end of the window, epoch milliseconds
 * @param open whether it may be emitted again
 * @param sums one for each {@link io.parkpulse.index.Sum}
 */
public record IndexPoint(
        int number,
        String scope,
        String park,
        String zone,
        @TypeInfo(MethodSerializer.OfField.class) Method method,
        long end,
        boolean open,
        long[] sums) {
    /** The measures of the window. */
    public ScopeFigures figures() {
        return ScopeFigures.of(sums, method);
    }
}
