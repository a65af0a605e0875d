package io.parkpulse.oracle;

import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges the readings of one meter and lists the energies they give; section 4.1. */
final class Metering {
    static final long LONGEST_MILLIS = Duration.ofHours(48).toMillis();

    /** What happened while judging, so that tests can tell which cases they reached. */
    enum Event {
        RESET,
        ROLLOVER_BY_TWO,
        ROLLOVER_BY_THREE,
        REBASE_AS_RESET,
        REBASE_WITHOUT_ENERGY,
        IMPLAUSIBLE_ENERGY,
        HELD_AT_THE_END
    }

    /** The energy of a meter over (from, to], for all its enterprises together. */
    record Energy(BigInteger wh, long from, long to) {
        long length() {
            return to - from;
        }
    }

    /** A stretch of covered time, [from, to). */
    record Span(long from, long to) {}

    private final Meter meter;
    private final List<Energy> energies = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    /** The last valid reading; null before the first. */
    private Entry last;

    private final List<Entry> held = new ArrayList<>();

    /** @param readings the winners of their identities; those that turn out wrong are marked dead */
    Metering(Meter meter, List<Entry> readings) {
        this.meter = meter;
        List<Entry> inOrder = new ArrayList<>(readings);
        inOrder.sort(Comparator.comparing(entry -> of(entry).at()));
        for (Entry reading : inOrder) {
            if (meter.register().kind() == MeterKind.INTERVAL) {
                long to = of(reading).at();
                count(of(reading).wh(), to - of(reading).period(), to);
            } else {
                judge(reading);
            }
        }
        if (!held.isEmpty()) {
            events.add(Event.HELD_AT_THE_END);
        }
    }

    Meter meter() {
        return meter;
    }

    List<Energy> energies() {
        return energies;
    }

    List<Event> events() {
        return events;
    }

    /** The union of the meter's intervals longer neither than 4 × every nor than 48 h. */
    List<Span> covered() {
        List<Span> spans = new ArrayList<>();
        for (Energy energy : energies) {
            if (energy.length() <= 4 * meter.register().everyMillis() && energy.length() <= LONGEST_MILLIS) {
                spans.add(new Span(energy.from, energy.to));
            }
        }
        spans.sort(Comparator.comparing(Span::from));
        List<Span> union = new ArrayList<>();
        for (Span span : spans) {
            Span before = union.isEmpty() ? null : union.get(union.size() - 1);
            if (before != null && span.from <= before.to) {
                union.set(union.size() - 1, new Span(before.from, Math.max(before.to, span.to)));
            } else {
                union.add(span);
            }
        }
        return union;
    }

    private void judge(Entry reading) {
        if (last == null) {
            last = reading;
        } else if (of(reading).reset()) {
            heldDie();
            events.add(Event.RESET);
            count(of(reading).wh(), of(last).at(), of(reading).at());
            last = reading;
        } else if (fits(last, reading)) {
            heldDie();
            countBetween(last, reading);
            last = reading;
        } else {
            if (!held.isEmpty() && !fits(held.get(held.size() - 1), reading)) {
                heldDie();
            }
            held.add(reading);
            rebaseIfItIsTime();
        }
    }

    private void heldDie() {
        for (Entry entry : held) {
            boolean below = of(entry).wh().compareTo(of(last).wh()) < 0;
            entry.die(below ? Reason.GLITCH : Reason.IMPLAUSIBLE, "meter " + meter.id());
        }
        held.clear();
    }

    private void rebaseIfItIsTime() {
        Entry first = held.get(0);
        boolean counts = of(held.get(held.size() - 1)).wh().signum() > 0;
        boolean rollover = held.size() >= 2 && isRollover(last, first, held.get(1));
        if (!counts || !(held.size() >= 3 || rollover)) {
            return;
        }
        BigInteger before = of(last).wh();
        BigInteger own = of(first).wh();
        long from = of(last).at();
        long to = of(first).at();
        if (rollover) {
            events.add(held.size() == 2 ? Event.ROLLOVER_BY_TWO : Event.ROLLOVER_BY_THREE);
            count(
                    BigInteger.valueOf(meter.register().modulusWh())
                            .subtract(before)
                            .add(own),
                    from,
                    to);
        } else if (own.multiply(BigInteger.TEN).compareTo(before) < 0
                && meter.register().ratedKva() != null
                && plausible(meter, own, to - from)) {
            events.add(Event.REBASE_AS_RESET);
            count(own, from, to);
        } else {
            events.add(Event.REBASE_WITHOUT_ENERGY);
        }
        for (int i = 1; i < held.size(); i++) {
            countBetween(held.get(i - 1), held.get(i));
        }
        last = held.get(held.size() - 1);
        held.clear();
    }

    /** Whether modulus M is set, last is above 0.9 M and at most M, first below 0.1 M and second below 0.5 M. */
    private boolean isRollover(Entry last, Entry first, Entry second) {
        BigInteger modulus = BigInteger.valueOf(meter.register().modulusWh());
        BigInteger ten = BigInteger.TEN;
        return modulus.signum() > 0
                && of(last).wh().multiply(ten).compareTo(modulus.multiply(BigInteger.valueOf(9))) > 0
                && of(last).wh().compareTo(modulus) <= 0
                && of(first).wh().multiply(ten).compareTo(modulus) < 0
                && of(second).wh().multiply(BigInteger.TWO).compareTo(modulus) < 0;
    }

    private boolean fits(Entry before, Entry after) {
        BigInteger difference = of(after).wh().subtract(of(before).wh());
        return difference.signum() >= 0
                && plausible(meter, difference, of(after).at() - of(before).at());
    }

    private void countBetween(Entry before, Entry after) {
        count(
                of(after).wh().subtract(of(before).wh()),
                of(before).at(),
                of(after).at());
    }

    /** An energy that is implausible does not count, nor its interval. */
    private void count(BigInteger wh, long from, long to) {
        if (plausible(meter, wh, to - from)) {
            energies.add(new Energy(wh, from, to));
        } else {
            events.add(Event.IMPLAUSIBLE_ENERGY);
        }
    }

    /** energy ≤ rated_kva × 1000 × hours × 1.2; everything is where there is no rated_kva. */
    static boolean plausible(Meter meter, BigInteger wh, long millis) {
        if (meter.register().ratedKva() == null) {
            return true;
        }
        BigDecimal millisPerHour = BigDecimal.valueOf(3_600_000);
        BigDecimal most =
                meter.register().ratedKva().multiply(BigDecimal.valueOf(1200)).multiply(BigDecimal.valueOf(millis));
        return new BigDecimal(wh).multiply(millisPerHour).compareTo(most) <= 0;
    }

    private static Entry.Power of(Entry entry) {
        return (Entry.Power) entry.body;
    }
}
