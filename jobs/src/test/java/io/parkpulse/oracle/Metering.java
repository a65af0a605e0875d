package io.parkpulse.oracle;

import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Judges the readings of one meter, segment by segment, and lists the energies they give; section 4.1. */
final class Metering {
    static final long LONGEST_MILLIS = Duration.ofHours(48).toMillis();

    /** What happened while judging, so that tests can tell which cases they reached. */
    enum Event {
        RESET,
        ROLLOVER_BY_TWO,
        ROLLOVER_BY_THREE,
        REBASE_AS_RESET,
        REBASE_WITHOUT_ENERGY,
        REBASE_OF_A_SIGNED_REGISTER,
        SIGNED_REGISTER_FELL,
        IMPLAUSIBLE_ENERGY,
        OVERLAP_WITHIN_JITTER,
        INTERVAL_FROM_BEFORE_THE_SEGMENT,
        HELD_AT_THE_END,
        HELD_AT_THE_END_OF_A_SEGMENT
    }

    /** The energy of a meter over (from, to], for all its enterprises together. */
    record Energy(BigInteger wh, long from, long to, Register register) {
        long length() {
            return to - from;
        }

        boolean allocated() {
            return length() <= LONGEST_MILLIS;
        }

        boolean covers() {
            return length() <= 4 * register.everyMillis() && length() <= LONGEST_MILLIS;
        }
    }

    /** A stretch of covered time, [from, to). */
    record Span(long from, long to) {
        /** How much of it lies in [from, to). */
        long within(long start, long end) {
            return Math.max(0, Math.min(to, end) - Math.max(from, start));
        }
    }

    private final Meter meter;
    private final List<Energy> energies = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    /** @param entries of which those of this meter count that are not dead or duplicates; what turns out wrong is marked */
    Metering(Meter meter, Collection<Entry> entries) {
        this.meter = meter;
        List<Reading> readings = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.body instanceof Entry.Power power && power.meter().id().equals(meter.id())) {
                power.readings().stream().filter(Reading::applied).forEach(readings::add);
            }
        }
        readings.sort(
                Comparator.<Reading>comparingLong(reading -> reading.at).thenComparingLong(reading -> reading.period));
        List<Segment> segments = Segment.of(meter);
        for (Segment segment : segments) {
            List<Reading> ofSegment = readings.stream()
                    .filter(reading -> reading.segment.number() == segment.number())
                    .toList();
            if (segment.register().kind() == MeterKind.CUMULATIVE) {
                new Book(segment, segment.number() == segments.size() - 1).judge(ofSegment);
            } else {
                Segment before = segment.number() == 0 ? null : segments.get(segment.number() - 1);
                intervals(segment.register(), before == null ? Long.MIN_VALUE : before.to(), ofSegment);
            }
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
            if (energy.covers()) {
                spans.add(new Span(energy.from, energy.to));
            }
        }
        return union(spans);
    }

    static List<Span> union(List<Span> spans) {
        List<Span> inOrder = new ArrayList<>(spans);
        inOrder.sort(Comparator.comparing(Span::from));
        List<Span> union = new ArrayList<>();
        for (Span span : inOrder) {
            Span before = union.isEmpty() ? null : union.get(union.size() - 1);
            if (before != null && span.from <= before.to) {
                union.set(union.size() - 1, new Span(before.from, Math.max(before.to, span.to)));
            } else {
                union.add(span);
            }
        }
        return union;
    }

    /** More than a tenth of a period before the end of the latest counted one is an overlap. */
    private void intervals(Register register, long endOfTheSegmentBefore, List<Reading> readings) {
        Long counted = null;
        for (Reading reading : readings) {
            long start = reading.at - reading.period;
            long overlap = counted == null ? 0 : Math.max(0, Math.min(counted - start, reading.period));
            if (BigInteger.valueOf(overlap).multiply(BigInteger.TEN).compareTo(BigInteger.valueOf(reading.period))
                    > 0) {
                reading.die(Reason.OVERLAP, "meter " + meter.id());
                continue;
            }
            if (overlap > 0) {
                events.add(Event.OVERLAP_WITHIN_JITTER);
            }
            counted = reading.at;
            if (start < endOfTheSegmentBefore) {
                events.add(Event.INTERVAL_FROM_BEFORE_THE_SEGMENT);
            } else {
                count(register, reading.wh, start, reading.at);
            }
        }
    }

    /** An energy that is implausible does not count, nor its interval. */
    private void count(Register register, BigInteger wh, long from, long to) {
        if (plausible(register, wh, to - from)) {
            energies.add(new Energy(wh, from, to, register));
        } else {
            events.add(Event.IMPLAUSIBLE_ENERGY);
        }
    }

    /** |energy| ≤ rated_kva × 1000 × hours × 1.2; everything is where there is no rated_kva. */
    static boolean plausible(Register register, BigInteger wh, long millis) {
        if (register.ratedKva() == null) {
            return true;
        }
        BigDecimal millisPerHour = BigDecimal.valueOf(3_600_000);
        BigDecimal most = register.ratedKva().multiply(BigDecimal.valueOf(1200)).multiply(BigDecimal.valueOf(millis));
        return new BigDecimal(wh.abs()).multiply(millisPerHour).compareTo(most) <= 0;
    }

    /** The register of a segment. */
    private final class Book {
        private final Register register;
        private final boolean lastSegment;

        /** The last valid reading; null before the first. */
        private Reading last;

        private final List<Reading> held = new ArrayList<>();

        Book(Segment segment, boolean lastSegment) {
            this.register = segment.register();
            this.lastSegment = lastSegment;
        }

        void judge(List<Reading> readings) {
            readings.forEach(this::judge);
            if (!held.isEmpty()) {
                events.add(lastSegment ? Event.HELD_AT_THE_END : Event.HELD_AT_THE_END_OF_A_SEGMENT);
            }
        }

        private void judge(Reading reading) {
            if (last == null) {
                last = reading;
            } else if (reading.reset) {
                heldDie();
                events.add(Event.RESET);
                count(register, reading.wh, last.at, reading.at);
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
            for (Reading reading : held) {
                boolean below = !register.signed() && reading.wh.compareTo(last.wh) < 0;
                reading.die(below ? Reason.GLITCH : Reason.IMPLAUSIBLE, "meter " + meter.id());
            }
            held.clear();
        }

        private void rebaseIfItIsTime() {
            Reading first = held.get(0);
            BigInteger latest = held.get(held.size() - 1).wh;
            boolean counts = register.signed() ? latest.signum() != 0 : latest.signum() > 0;
            boolean rollover = !register.signed() && held.size() >= 2 && isRollover(last, first, held.get(1));
            if (!counts || !(held.size() >= 3 || rollover)) {
                return;
            }
            if (rollover) {
                events.add(held.size() == 2 ? Event.ROLLOVER_BY_TWO : Event.ROLLOVER_BY_THREE);
                BigInteger turned = BigInteger.valueOf(register.modulusWh()).subtract(last.wh);
                count(register, turned.add(first.wh), last.at, first.at);
            } else if (register.signed()) {
                events.add(Event.REBASE_OF_A_SIGNED_REGISTER);
            } else if (first.wh.multiply(BigInteger.TEN).compareTo(last.wh) < 0
                    && register.ratedKva() != null
                    && plausible(register, first.wh, first.at - last.at)) {
                events.add(Event.REBASE_AS_RESET);
                count(register, first.wh, last.at, first.at);
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
        private boolean isRollover(Reading last, Reading first, Reading second) {
            BigInteger modulus = BigInteger.valueOf(register.modulusWh());
            BigInteger ten = BigInteger.TEN;
            return modulus.signum() > 0
                    && last.wh.multiply(ten).compareTo(modulus.multiply(BigInteger.valueOf(9))) > 0
                    && last.wh.compareTo(modulus) <= 0
                    && first.wh.multiply(ten).compareTo(modulus) < 0
                    && second.wh.multiply(BigInteger.TWO).compareTo(modulus) < 0;
        }

        private boolean fits(Reading before, Reading after) {
            BigInteger difference = after.wh.subtract(before.wh);
            return (register.signed() || difference.signum() >= 0)
                    && plausible(register, difference, after.at - before.at);
        }

        private void countBetween(Reading before, Reading after) {
            BigInteger difference = after.wh.subtract(before.wh);
            if (difference.signum() < 0) {
                events.add(Event.SIGNED_REGISTER_FELL);
            }
            count(register, difference, before.at, after.at);
        }
    }
}
