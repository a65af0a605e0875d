package io.parkpulse.wall;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.breakdown.Member;
import io.parkpulse.breakdown.Reason;
import io.parkpulse.breakdown.Reasons;
import io.parkpulse.breakdown.Rung;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.Measure;
import io.parkpulse.output.EnterpriseLine;
import java.util.Locale;

/** Why an enterprise counts on a day as it does, as JSON. */
final class EnterpriseExplanation {
    private EnterpriseExplanation() {}

    /** Adds what was observed of it: the columns of its day; null for what is not known. */
    static void observed(EnterpriseLine day, ObjectNode answer) {
        ObjectNode observed = answer.putObject("observed");
        for (DayColumn column : DayColumn.values()) {
            long value = day.of(column);
            switch (column.kind()) {
                case NUMBER -> observed.put(column.id(), value);
                case FLAG -> observed.put(column.id(), value != 0);
                case OPTIONAL -> observed.put(column.id(), day.hasUtilisation() ? (Long) value : null);
            }
        }
    }

    /** Adds where it counts in each measure of a day and why, and on which rungs it stands. */
    static void counts(Member member, Reasons reasons, ObjectNode answer) {
        ArrayNode measures = answer.putArray("measures");
        for (Measure measure : Measure.ofDay()) {
            Reason reason = reasons.of(member, measure);
            ObjectNode one = measures.addObject()
                    .put("measure", measure.id())
                    .put("counts", member.place(measure).name().toLowerCase(Locale.ROOT))
                    .put("kind", reason.kind())
                    .put("detail", reason.detail());
            if (measure.numerator() != null) {
                one.put("n", member.of(measure.numerator()));
            }
            if (measure.isRate()) {
                one.put("d", member.of(measure.denominator()));
            }
        }
        ObjectNode rungs = answer.putObject("rungs");
        long[] sums = member.sums();
        for (Rung rung : Rung.values()) {
            rungs.put(rung.id(), rung.standing(sums).name().toLowerCase(Locale.ROOT));
        }
    }
}
