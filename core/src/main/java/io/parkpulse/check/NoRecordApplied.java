package io.parkpulse.check;

import java.util.List;

/** That no record at all can be applied, also where there is none. */
final class NoRecordApplied extends Finder {
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
                        FindingKind.NO_RECORD_APPLIED,
                        Severity.ERROR,
                        read,
                        read,
                        "records",
                        List.of(),
                        read == 0
                                ? "There is no record. No figure is known."
                                : "None of " + Counted.of(read, "record") + " can be applied. No figure is known.",
                        read == 0
                                ? "Put power.jsonl, headcount.jsonl or checkin.jsonl beside the registry; import makes"
                                        + " them of files of other shapes."
                                : "The findings below say what is wrong with them.");
    }
}
