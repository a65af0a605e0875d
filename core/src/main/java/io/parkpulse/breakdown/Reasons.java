package io.parkpulse.breakdown;

import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Sum;
import io.parkpulse.message.Message;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.StaffSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why an enterprise counts in a figure, or does not, in one language. */
public final class Reasons {
    private final Texts texts;

    private Reasons(Texts texts) {
        this.texts = texts;
    }

    /** The reasons in a language. */
    public static Reasons in(Language language) {
        return new Reasons(Texts.of(Reasons.class, "reasons", language));
    }

    /**
     * Why it counts as it does.
     *
     * @throws IllegalArgumentException for a measure of a moment
     */
    public Reason of(Member m, Measure measure) {
        return switch (measure) {
            case ENTERPRISE_RESUMPTION -> work(m);
            case POWER_WORK_RATE, POWER_OUTPUT_RATE, RESUMPTION_INDEX -> power(m);
            case STAFF_RETURN -> staff(m);
            case CAPACITY_UTILISATION, UTILISATION_MEAN -> capacity(m);
            case TARGET_RATE -> target(m);
            case COVERAGE -> coverage(m, "covered");
            case ENTERPRISES -> reason("in_scope");
            case METERED -> reason(m.line().metered() ? "metered" : "no_meter");
            case MATCHED -> m.line().matched() ? reason("matched") : power(m);
            case SILENT -> coverage(m, "heard");
            case PRESENT -> throw new IllegalArgumentException(measure.id() + " is no measure of a day");
        };
    }

    private Reason reason(String kind) {
        return new Reason(texts.of(kind), "");
    }

    private String text(String key, Map<String, String> values) {
        return Texts.filled(texts.of(key), values);
    }

    private Reason power(Member m) {
        if (!m.line().metered()) {
            return reason("no_meter");
        }
        Map<String, String> ofMethod = Map.of(
                "threshold",
                MethodParameters.percent(m.method().threshold()) + "%",
                "coverage_gate",
                MethodParameters.shown(MethodParameter.COVERAGE_GATE, m.method()));
        if (!m.isCovered()) {
            return new Reason(text("under_gate", ofMethod), covers(m));
        }
        if (m.line().baselineWh() == 0) {
            return new Reason(
                    texts.of("no_baseline"),
                    text("energy", Map.of("wh", Message.count(m.line().energyWh()))));
        }
        Fraction share = Fraction.of(m.line().energyWh(), m.line().baselineWh());
        String detail = text("share_of_baseline", Map.of("share", ExactDecimal.percent(share)));
        if (m.line().powerResumed()) {
            return new Reason(texts.of("power_resumed"), detail);
        }
        boolean orEqual = m.method().comparator() == Method.Comparator.GE;
        return new Reason(text(orEqual ? "under_threshold" : "not_above_threshold", ofMethod), detail);
    }

    private String covers(Member m) {
        return text("covers", Map.of("share", ExactDecimal.percent(m.coverage())));
    }

    private Reason work(Member m) {
        Reason power = power(m);
        Evidence evidence = m.row().evidence(m.line().metered());
        List<String> details = new ArrayList<>();
        if (evidence != Evidence.PRESENCE) {
            details.add(power.detail());
        }
        if (evidence != Evidence.POWER) {
            details.addAll(people(m));
        }
        details.removeIf(String::isEmpty);
        String detail = String.join(texts.of("and"), details);
        if (m.line().atWork()) {
            boolean byPower = m.line().powerResumed() && evidence != Evidence.PRESENCE;
            return new Reason(texts.of("at_work"), text(byPower ? "by_power" : "by_presence", Map.of("why", detail)));
        }
        String nobody = texts.of("nobody_returned");
        String why = switch (evidence) {
            case POWER -> power.kind();
            case PRESENCE -> nobody;
            case ANY -> m.isUnknown() ? power.kind() : power.kind() + texts.of("and") + nobody;
        };
        return new Reason(
                text(
                        m.isUnknown() ? "unknown_whether_at_work" : "not_at_work",
                        Map.of("why", why, "evidence", texts.of("evidence." + evidence))),
                detail);
    }

    private List<String> people(Member m) {
        boolean onlineCounts = m.method().countOnline();
        String online = Message.count(m.line().online());
        List<String> people = new ArrayList<>();
        if (m.line().returned() > 0) {
            people.add(
                    text("returned_number", Map.of("n", Message.count(m.line().returned()))));
        } else if (m.line().online() > 0 && onlineCounts) {
            people.add(text("online_number", Map.of("n", online)));
        } else {
            people.add(nobody(m));
        }
        if (m.line().online() > 0 && !onlineCounts) {
            people.add(text("online_uncounted", Map.of("n", online)));
        }
        return people;
    }

    private Reason staff(Member m) {
        String source = texts.of(m.row().staffSource() == StaffSource.HEADCOUNT ? "by_headcount" : "by_checkin");
        if (m.line().returned() > 0) {
            return new Reason(texts.of("returned"), source);
        }
        return new Reason(
                m.line().staffRegistered() == 0 ? text("nobody_registered", Map.of("why", nobody(m))) : nobody(m),
                source);
    }

    /** Why nobody returned: a gate that counted nobody is not the same as a gate that is dead. */
    private String nobody(Member m) {
        return texts.of(m.staffHeard()
                .map(heard -> heard ? "nobody_returned" : "no_staff_source_heard")
                .orElse("nobody_returned_or_unheard"));
    }

    private Reason capacity(Member m) {
        boolean byEnergy = m.isCovered()
                && m.row().capacityWh() > m.row().standbyWh()
                && m.row().process().energyWeight() > 0;
        boolean staffWeighs = m.row().process().staffWeight() > 0 && m.row().staffRequired() > 0;
        if (m.line().hasUtilisation()) {
            boolean byStaff = staffWeighs && m.staffHeard().orElse(false);
            String inputs = byEnergy && byStaff ? "inputs.both" : byEnergy ? "inputs.energy" : "inputs.staff";
            Fraction share = Fraction.of(m.line().usedWh(), m.line().capacityWh());
            String capped = m.isCapped()
                    ? text("capped", Map.of("cap", MethodParameters.shown(MethodParameter.UTILISATION_CAP, m.method())))
                    : "";
            return new Reason(
                    texts.of(m.line().usedWh() > 0 ? "used" : "used_nothing"),
                    text(
                            "used_share",
                            Map.of(
                                    "share", ExactDecimal.percent(share) + capped,
                                    "inputs", texts.of(inputs),
                                    "process",
                                            texts.of("process."
                                                    + m.row().process().name().toLowerCase(Locale.ROOT)))));
        }
        if (m.row().capacityWh() == 0) {
            return reason("no_capacity");
        }
        String energy = !m.line().metered() || !m.isCovered()
                ? power(m).kind()
                : texts.of(
                        m.row().process().energyWeight() == 0 ? "energy_weighs_nothing" : "capacity_not_above_standby");
        String staff = m.row().process().staffWeight() == 0
                ? texts.of("staff_weighs_nothing")
                : m.row().staffRequired() == 0 ? texts.of("nobody_required") : nobody(m);
        return new Reason(text("nothing_to_hold", Map.of("energy", energy, "staff", staff)), "");
    }

    private Reason target(Member m) {
        Reason capacity = capacity(m);
        if (!m.line().hasUtilisation()) {
            return capacity;
        }
        Map<String, String> target = Map.of("target", MethodParameters.shown(MethodParameter.TARGET, m.method()));
        return new Reason(text(m.of(Sum.AT_TARGET) > 0 ? "at_target" : "under_target", target), capacity.detail());
    }

    /** @param known its kind where anything is covered */
    private Reason coverage(Member m, String known) {
        if (!m.line().metered()) {
            return reason("no_meter");
        }
        String detail = known.equals("covered") ? ExactDecimal.percent(m.coverage()) : covers(m);
        return new Reason(texts.of(m.line().coveredMs() == 0 ? "silent" : known), detail);
    }
}
