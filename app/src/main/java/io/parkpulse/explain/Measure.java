package io.parkpulse.explain;

import io.parkpulse.index.Sum;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The measures of a day, in the order in which they are written. */
public enum Measure {
    ENTERPRISE_RESUMPTION("企业复工率", Sum.AT_WORK, "at work", Sum.ENTERPRISES, "enterprises"),
    POWER_WORK_RATE("W 复工率", Sum.POWER_RESUMED, "resumed", Sum.METERED, "metered"),
    POWER_OUTPUT_RATE("P 复产率", Sum.OUTPUT_WH, "energy, Wh", Sum.OUTPUT_BASELINE_WH, "baseline, Wh"),
    RESUMPTION_INDEX("R 复工电力指数", null, "", null, ""),
    STAFF_RETURN("返岗率", Sum.RETURNED, "returned", Sum.STAFF_REGISTERED, "registered"),
    CAPACITY_UTILISATION("产能利用率 (proxy)", Sum.USED_WH, "used, Wh", Sum.CAPACITY_WH, "capacity, Wh"),
    COVERAGE("数据覆盖率", Sum.COVERED_MS, "covered, ms", Sum.METERED_MS, "window, ms"),
    ENTERPRISES("企业数", Sum.ENTERPRISES, "counted", null, ""),
    METERED("有表企业数", Sum.METERED, "counted", null, ""),
    MATCHED("可比企业数", Sum.MATCHED, "counted", null, ""),
    SILENT("无数据企业数", Sum.SILENT, "counted", null, "");

    /** Persons now: a measure of trailing windows, which a day has not. */
    static final String PRESENT = "present";

    private final String label;
    private final Sum numerator;
    private final String numeratorName;
    private final Sum denominator;
    private final String denominatorName;

    Measure(String label, Sum numerator, String numeratorName, Sum denominator, String denominatorName) {
        this.label = label;
        this.numerator = numerator;
        this.numeratorName = numeratorName;
        this.denominator = denominator;
        this.denominatorName = denominatorName;
    }

    /** The name in files, e.g. {@code power_work_rate}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is called where it was published. */
    public String label() {
        return label;
    }

    /** The measure of that name in files. */
    static Optional<Measure> of(String id) {
        return Arrays.stream(values())
                .filter(measure -> measure.id().equals(id))
                .findFirst();
    }

    /** A share: it has n and d. */
    boolean isRate() {
        return denominator != null;
    }

    /** A number of enterprises: it has n alone. */
    boolean isCount() {
        return numerator != null && denominator == null;
    }

    /** What is summed for n; null for the index. */
    Sum numerator() {
        return numerator;
    }

    /** What is summed for d; null but for rates. */
    Sum denominator() {
        return denominator;
    }

    String numeratorName() {
        return numeratorName;
    }

    String denominatorName() {
        return denominatorName;
    }
}
