package io.parkpulse.check;

import io.parkpulse.message.Message;
import java.util.List;

/** That no record at all can be applied, also where there is none. */
final class NoRecordApplied extends Finder {
    private static final FindingKind KIND = FindingKind.NO_RECORD_APPLIED;

    private long read;
    private boolean none;

    @Override
    void heard(Heard heard) {
        read = heard.read();
        none = heard.isWhole() && heard.valid() == 0;
    }

    @Override
    Finding finding() {
        return !none
                ? null
                : new Finding(
                        KIND,
                        Severity.ERROR,
                        read,
                        read,
                        Message.of("what.records"),
                        List.of(),
                        read == 0
                                ? Message.of("says.no-record-applied.none")
                                : KIND.says("records", Counted.of(read, "records")),
                        read == 0 ? Message.of("do.no-record-applied.none") : KIND.remedy());
    }
}
