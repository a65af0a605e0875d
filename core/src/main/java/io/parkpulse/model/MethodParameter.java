package io.parkpulse.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The parameters of a {@link Method}, beside its id and its source. This is the only list of them: files, rows of the
 * registry's topic, states, and what the command line and the pages say of a method iterate over it.
 */
public enum MethodParameter {
    /** θ: an enterprise is power-resumed from this share of its baseline on. */
    THRESHOLD(Form.decimal(), "0.30"),
    /** Whether θ itself is enough, a {@link Method.Comparator}. */
    COMPARATOR(new Form.Word(List.of(Method.Comparator.values())), "GE"),
    /** Which enterprises' energy the output rate sums, a {@link Method.Output}. */
    OUTPUT(new Form.Word(List.of(Method.Output.values())), "RESUMED_OVER_ALL"),
    /** Weight of the work rate in the index. */
    WEIGHT_WORK(Form.decimal(), "0.5"),
    /** Weight of the output rate in the index. */
    WEIGHT_OUTPUT(Form.decimal(), "0.5"),
    /** Of everything printed, a {@link RoundingMode}: FLOOR or HALF_UP. */
    ROUNDING(new Form.Word(List.of(RoundingMode.FLOOR, RoundingMode.HALF_UP)), "HALF_UP"),
    /** Decimals of printed rates. */
    DECIMALS(new Form.Whole(9), "2"),
    /** Decimals of the printed index. */
    INDEX_DECIMALS(new Form.Whole(9), "2"),
    /** Whether an online check-in shows that an enterprise works. */
    COUNT_ONLINE(new Form.Word(List.of(true, false)), "false"),
    /** Least share of a window that an enterprise's meters must cover. */
    COVERAGE_GATE(Form.share(), "0.80"),
    /** Least share of a scope's enterprises that must be known. */
    SCOPE_GATE(Form.share(), "0.50"),
    /** 达产: least utilisation of an enterprise at target. */
    TARGET(Form.shareUpTo(10), "0.80");

    /** What values a parameter takes, and how they are written. */
    public sealed interface Form {
        /** A decimal number, a {@link BigDecimal}, of at least 0. */
        static Form decimal() {
            return new Decimal(null, false);
        }

        /** A share, a {@link BigDecimal}, from 0 to 1. */
        static Form share() {
            return shareUpTo(1);
        }

        /** A share, a {@link BigDecimal}, from 0 to this many times the whole. */
        static Form shareUpTo(long most) {
            return new Decimal(BigDecimal.valueOf(most), true);
        }

        /**
         * A decimal number, a {@link BigDecimal}, of at least 0.
         *
         * @param most greatest value; null where there is none
         * @param isShare whether people read it as a percentage
         */
        record Decimal(BigDecimal most, boolean isShare) implements Form {
            /** Whether a number is in the range. */
            public boolean holds(BigDecimal value) {
                return value.signum() >= 0 && (most == null || value.compareTo(most) <= 0);
            }

            @Override
            public String expected() {
                return most == null ? "a decimal number of at least 0" : "a decimal number from 0 to " + most;
            }

            @Override
            public Object parse(String text) {
                return new BigDecimal(text);
            }
        }

        /** A whole number, an {@link Integer}, from 0 on. */
        record Whole(int most) implements Form {
            @Override
            public String expected() {
                return "a whole number from 0 to " + most;
            }

            @Override
            public Object parse(String text) {
                return Integer.valueOf(text);
            }
        }

        /** One of some words. */
        record Word(List<?> words) implements Form {
            @Override
            public String expected() {
                return "one of " + words.stream().map(Object::toString).collect(Collectors.joining(", "));
            }

            @Override
            public Object parse(String text) {
                return words.stream()
                        .filter(word -> word.toString().equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new);
            }
        }

        /** What is expected of somebody who writes a value, for messages. */
        String expected();

        /**
         * The value of a text that {@link MethodParameter#print} wrote.
         *
         * @throws IllegalArgumentException if it is none of this form
         */
        Object parse(String text);
    }

    private final Form form;
    private final Object usual;

    MethodParameter(Form form, String usual) {
        this.form = form;
        this.usual = form.parse(usual);
    }

    /** The name in files, e.g. {@code weight_work}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Form form() {
        return form;
    }

    /** The value in the method {@link Method#DEFAULT_ID}. */
    public Object usual() {
        return usual;
    }

    /**
     * The value of a text that {@link #print} wrote; as usual without one.
     *
     * @param text null or empty for none
     * @throws IllegalArgumentException if it is none of this parameter; says what was expected
     */
    Object parse(String text) {
        if (text == null || text.isEmpty()) {
            return usual;
        }
        try {
            return form.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(id() + " '" + text + "': expected " + form.expected(), e);
        }
    }

    /** A value as it is written: numbers without an exponent. */
    public static String print(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
