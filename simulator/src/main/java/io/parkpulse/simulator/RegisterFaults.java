package io.parkpulse.simulator;

import io.parkpulse.model.Register;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes wrong inside meters, on the first day of a recording: the first cumulative meters have one fault each, of
 * the others one in 250.
 */
final class RegisterFaults {

    private static final int ONE_IN = 250;
    private static final int MORNING = 32;
    private static final int NOON = 48;
    private static final int AFTERNOON = 64;
    private static final int ABSURD_HOURS = 1000;
    private static final List<Fault> FAULTS = List.of(Fault.values());

    private final Noise noise;
    private final boolean any;
    private final Map<Integer, Faulty> faulty = new HashMap<>();
    private int seen;

    private RegisterFaults(Noise noise, boolean any) {
        this.noise = noise;
        this.any = any;
    }

    static RegisterFaults none() {
        return new RegisterFaults(new Noise(0), false);
    }

    static RegisterFaults of(Noise noise) {
        return new RegisterFaults(noise, true);
    }

    private enum Fault {
        /** One reading far below, later one far above what the meter can carry; the readings after each fit again. */
        MISREADS,
        /** Exchanged at noon, starts again at 0 and says so. */
        RESET_MARKED,
        /** Starts again at 0 and says nothing. */
        RESET_SILENTLY,
        /** Passes its modulus around the middle of the day. */
        ROLLS_OVER,
        /** No reading from eight to four. */
        SILENT,
        /** Keeps what it read from eight to four and sends it then. */
        LATE,
        /** Sends a reading that is one digit short, then its revision. */
        REVISED
    }

    /**
     * A reading to be written.
     *
     * @param epochSecond its instant
     * @param ticks the register in last digits
     * @param more further fields, each with its comma before it
     */
    record Reading(long epochSecond, long ticks, byte[] more) {
        Reading(long epochSecond, long ticks) {
            this(epochSecond, ticks, new byte[0]);
        }
    }

    private static final class Faulty {
        final Fault fault;
        final long modulusTicks;
        final long absurdTicks;
        final List<Reading> kept = new ArrayList<>();
        long offset;

        Faulty(Fault fault, Premises.Load load) {
            this.fault = fault;
            Register register = load.meter().register();
            this.modulusTicks = register.modulusWh() / load.whPerTick();
            this.absurdTicks = register.ratedKva() == null
                    ? 0
                    : register.ratedKva().longValue() * 1000 * ABSURD_HOURS / load.whPerTick();
        }
    }

    /** Gives a cumulative meter its fault, if any, and returns where its register starts. */
    long start(int meter, Premises.Load load, long register) {
        if (!any) {
            return register;
        }
        int ordinal = seen++;
        boolean among = ordinal < FAULTS.size() || noise.between(1, ONE_IN, ordinal) == 1;
        if (!among
                || load.meter().register().ratedKva() == null
                || load.meter().register().modulusWh() == 0) {
            return register;
        }
        Faulty it = new Faulty(FAULTS.get(ordinal % FAULTS.size()), load);
        faulty.put(meter, it);
        if (it.fault != Fault.ROLLS_OVER) {
            return register;
        }
        long halfDay = load.days().get(0).wh() / load.whPerTick() / 2;
        return it.modulusTicks - halfDay;
    }

    boolean has(int meter) {
        return any && faulty.containsKey(meter);
    }

    /**
     * What a faulty meter sends instead of one reading.
     *
     * @param value what it should read
     * @param since what has been drawn since its reading before
     */
    List<Reading> readings(int meter, int day, int quarter, long at, long value, long since) {
        Faulty it = faulty.get(meter);
        boolean firstDay = day == 0;
        boolean away = firstDay && quarter >= MORNING && quarter < AFTERNOON;
        Reading plain = new Reading(at, value - it.offset);
        switch (it.fault) {
            case MISREADS -> {
                if (firstDay && quarter == MORNING) {
                    return List.of(new Reading(at, value / 2));
                }
                if (firstDay && quarter == AFTERNOON) {
                    return List.of(new Reading(at, value + it.absurdTicks));
                }
            }
            case RESET_MARKED, RESET_SILENTLY -> {
                if (firstDay && quarter == NOON) {
                    it.offset = value - since;
                    byte[] more = LineWriter.ascii(it.fault == Fault.RESET_MARKED ? ",\"event\":\"RESET\"" : "");
                    return List.of(new Reading(at, since, more));
                }
            }
            case ROLLS_OVER -> {
                return List.of(new Reading(at, value % it.modulusTicks));
            }
            case SILENT -> {
                if (away) {
                    return List.of();
                }
            }
            case LATE -> {
                if (away) {
                    it.kept.add(plain);
                    return List.of();
                }
                List<Reading> all = new ArrayList<>(it.kept);
                all.add(plain);
                it.kept.clear();
                return all;
            }
            case REVISED -> {
                if (firstDay && quarter == NOON) {
                    return List.of(new Reading(at, value / 10), new Reading(at, value, LineWriter.ascii(",\"rev\":1")));
                }
            }
            default -> throw new IllegalStateException("no such fault: " + it.fault);
        }
        return List.of(plain);
    }
}
