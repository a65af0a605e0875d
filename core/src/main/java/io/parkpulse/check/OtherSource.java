package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Observation;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;

/** Records of the stream by which an enterprise's people are not counted. */
final class OtherSource extends Finder {
    /** Takes a record; says whether it is one by which the people of that row are counted. */
    boolean isCounted(Observation record, Enterprise row) {
        lookedAt(1);
        boolean counts = record.stream() == streamOf(row.staffSource());
        if (!counts) {
            examples.add(
                    row.id(),
                    () -> new Example(
                            record.stream().fileName(),
                            record.number(),
                            row.id(),
                            Message.of("check.source", "source", row.staffSource())));
        }
        return counts;
    }

    static Stream streamOf(StaffSource source) {
        return switch (source) {
            case CHECKIN -> Stream.CHECKIN;
            case HEADCOUNT -> Stream.HEADCOUNT;
        };
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.OTHER_SOURCE,
                examples.count() * 10 >= lookedAt() ? Severity.ERROR : Severity.WARNING,
                "records_of_people");
    }
}
