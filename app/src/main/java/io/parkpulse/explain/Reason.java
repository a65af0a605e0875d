package io.parkpulse.explain;

import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.StaffSource;
import io.parkpulse.text.Columns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Why an enterprise counts in a figure, or does not.
 *
 * @param kind the same for all enterprises of which the same holds
 * @param detail what is the enterprise's own; may be empty
 */
record Reason(String kind, String detail) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static Reason of(Member m, Measure measure) {
        return switch (measure) {
            case ENTERPRISE_RESUMPTION -> work(m);
            case POWER_WORK_RATE, POWER_OUTPUT_RATE, RESUMPTION_INDEX -> power(m);
            case STAFF_RETURN -> staff(m);
            case CAPACITY_UTILISATION, UTILISATION_MEAN -> capacity(m);
            case TARGET_RATE -> target(m);
            case COVERAGE -> coverage(m);
            case ENTERPRISES -> new Reason("in the scope", "");
            case METERED -> new Reason(m.line().metered() ? "metered" : "no meter", "");
            case MATCHED -> m.line().matched() ? new Reason("matched", "") : power(m);
            case SILENT -> silent(m);
            case PRESENT -> throw new IllegalArgumentException(measure.id() + " is no measure of a day");
        };
    }

    private static Reason power(Member m) {
        if (!m.line().metered()) {
            return new Reason("no meter", "");
        }
        if (!m.isCovered()) {
            return new Reason(
                    "coverage under the gate of "
                            + ExactDecimal.decimal(m.method().coverageGate().multiply(HUNDRED)) + "%",
                    "covers " + percent(m.coverage()));
        }
        if (m.line().baselineWh() == 0) {
            return new Reason("no baseline", "E = " + Columns.count(m.line().energyWh()) + " Wh");
        }
        String share = "E = " + percent(energyShare(m)) + " of B";
        if (m.line().powerResumed()) {
            return new Reason("power-resumed", share);
        }
        boolean orEqual = m.method().comparator() == Method.Comparator.GE;
        return new Reason(
                "not resumed: E " + (orEqual ? "under " : "not above ")
                        + ExactDecimal.decimal(m.method().threshold().multiply(HUNDRED)) + "% of B",
                share);
    }

    private static Reason work(Member m) {
        Reason power = power(m);
        List<String> details = new ArrayList<>();
        boolean onlineCounts = m.method().countOnline();
        String people = m.line().returned() > 0
                ? Columns.count(m.line().returned()) + " returned"
                : m.line().online() > 0 && onlineCounts ? Columns.count(m.line().online()) + " online" : nobody(m);
        if (m.line().online() > 0 && !onlineCounts) {
            people += ", " + Columns.count(m.line().online()) + " online do not count";
        }
        Evidence evidence = m.row().evidence(m.line().metered());
        boolean byPower = m.line().powerResumed() && evidence != Evidence.PRESENCE;
        switch (evidence) {
            case POWER -> details.add(power.detail());
            case PRESENCE -> details.add(people);
            case ANY -> {
                details.add(power.detail());
                details.add(people);
            }
        }
        details.removeIf(String::isEmpty);
        String detail = String.join(", ", details);
        String named = " (evidence " + evidence + ")";
        if (m.line().atWork()) {
            return new Reason("at work", "by " + (byPower ? "power: " : "presence: ") + detail);
        }
        if (m.isUnknown()) {
            return new Reason("unknown whether at work: " + power.kind() + named, detail);
        }
        return switch (evidence) {
            case POWER -> new Reason("not at work: " + power.kind() + named, detail);
            case PRESENCE -> new Reason("not at work: nobody returned" + named, detail);
            case ANY -> new Reason("not at work: " + power.kind() + ", nobody returned" + named, detail);
        };
    }

    private static Reason staff(Member m) {
        String source = "by " + (m.row().staffSource() == StaffSource.HEADCOUNT ? "headcount" : "check-in");
        if (m.line().returned() > 0) {
            return new Reason("returned", source);
        }
        return new Reason(m.line().staffRegistered() == 0 ? "nobody registered, " + nobody(m) : nobody(m), source);
    }

    /** Why nobody returned: a gate that counted nobody is not the same as a gate that is dead. */
    private static String nobody(Member m) {
        return m.staffHeard()
                .map(heard -> heard ? "nobody returned" : "no staff source heard")
                .orElse("nobody returned, or no staff source heard");
    }

    private static Reason capacity(Member m) {
        boolean byEnergy = m.isCovered()
                && m.row().capacityWh() > m.row().standbyWh()
                && m.row().process().energyWeight() > 0;
        boolean staffWeighs = m.row().process().staffWeight() > 0 && m.row().staffRequired() > 0;
        if (m.line().hasUtilisation()) {
            boolean byStaff = staffWeighs && m.staffHeard().orElse(false);
            String inputs = byEnergy && byStaff ? "energy and staff" : byEnergy ? "energy" : "staff";
            String share = percent(Fraction.of(m.line().usedWh(), m.line().capacityWh()));
            return new Reason(
                    m.line().usedWh() > 0 ? "used" : "used nothing",
                    share + ", by " + inputs + " (process "
                            + m.row().process().name().toLowerCase(java.util.Locale.ROOT) + ")"
                            + (m.isCapped()
                                    ? ", capped at "
                                            + ExactDecimal.decimal(
                                                    m.method().utilisationCap().multiply(HUNDRED))
                                            + "%"
                                    : ""));
        }
        if (m.row().capacityWh() == 0) {
            return new Reason("no capacity", "");
        }
        String energy = !m.line().metered() || !m.isCovered()
                ? power(m).kind()
                : m.row().process().energyWeight() == 0 ? "energy does not weigh" : "capacity not above standby";
        String staff = m.row().process().staffWeight() == 0
                ? "staff does not weigh"
                : m.row().staffRequired() == 0 ? "nobody required" : nobody(m);
        return new Reason("nothing to hold against the capacity: " + energy + "; " + staff, "");
    }

    private static Reason target(Member m) {
        Reason capacity = capacity(m);
        if (!m.line().hasUtilisation()) {
            return capacity;
        }
        String target = m.method().text(MethodParameter.TARGET) + " of capacity";
        return new Reason(
                (m.of(Sum.AT_TARGET) > 0 ? "at target: at least " : "under the target of ") + target,
                capacity.detail());
    }

    private static Reason coverage(Member m) {
        if (!m.line().metered()) {
            return new Reason("no meter", "");
        }
        return new Reason(m.line().coveredMs() == 0 ? "silent" : "covered", percent(m.coverage()));
    }

    private static Reason silent(Member m) {
        if (!m.line().metered()) {
            return new Reason("no meter", "");
        }
        return new Reason(m.line().coveredMs() == 0 ? "silent" : "heard", "covers " + percent(m.coverage()));
    }

    private static Fraction energyShare(Member m) {
        return Fraction.of(m.line().energyWh(), m.line().baselineWh());
    }

    /** Rounded down: what is under a gate must not print as the gate. */
    private static String percent(Fraction share) {
        return ExactDecimal.decimal(share.times(HUNDRED), 2) + "%";
    }
}
