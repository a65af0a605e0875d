package io.parkpulse.check;

import io.parkpulse.message.Message;

/** Finds one kind of misunderstanding. It is shown what there is, overrides what it looks at, and says at the end. */
abstract class Finder {
    /** Cases, of whatever it counts. */
    final Examples examples = new Examples();

    private long lookedAt;

    /** One more of what it counts was looked at. */
    final void lookedAt(long more) {
        lookedAt += more;
    }

    final long lookedAt() {
        return Math.max(lookedAt, examples.count());
    }

    /** Shows the readings of a meter that has some. */
    void meter(MeterReadings readings) {}

    /** Shows the energies of an enterprise all of whose meters have readings. */
    void energies(EnterpriseEnergies energies) {}

    /** Shows the records of people of an enterprise. */
    void people(EnterprisePeople people) {}

    /** Shows all persons that checked in. */
    void persons(Persons persons) {}

    /** Shows what was heard of at all; the last thing before it is asked. */
    void heard(Heard heard) {}

    /** What it found; null for nothing. */
    abstract Finding finding();

    /**
     * The finding, if there is a case.
     *
     * @param what is counted, by the key of its text
     * @param values of what it says: names of places and what stands there, by turns
     */
    final Finding finding(FindingKind kind, Severity severity, String what, Object... values) {
        return examples.count() == 0
                ? null
                : new Finding(
                        kind,
                        severity,
                        examples.count(),
                        lookedAt(),
                        Message.of("what." + what),
                        examples.list(),
                        kind.says(values),
                        kind.remedy(values));
    }
}
