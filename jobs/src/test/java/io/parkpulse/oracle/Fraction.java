package io.parkpulse.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** An exact n/d, d above 0 where it is divided, and how a method prints it; section 4.4. */
record Fraction(BigInteger n, BigInteger d) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static Fraction of(long n, long d) {
        return new Fraction(BigInteger.valueOf(n), BigInteger.valueOf(d));
    }

    static Fraction of(BigDecimal decimal) {
        int digits = Math.max(0, decimal.scale());
        return new Fraction(decimal.movePointRight(digits).toBigIntegerExact(), BigInteger.TEN.pow(digits));
    }

    /** Compared exactly; d is above 0. */
    boolean isBelow(BigDecimal bound) {
        return new BigDecimal(n).compareTo(bound.multiply(new BigDecimal(d))) < 0;
    }

    /** The nearest double of 100 n/d. */
    double percent() {
        return hundredfold().divide(new BigDecimal(d), new MathContext(60)).doubleValue();
    }

    /** As a rate, with its percent sign. */
    String printed(Known.Method method) {
        if (n.equals(d)) {
            return "100%";
        }
        if (n.signum() == 0) {
            return "0%";
        }
        BigDecimal rounded = hundredfold().divide(new BigDecimal(d), method.decimals(), method.rounding());
        BigDecimal smallest = BigDecimal.ONE.movePointLeft(method.decimals());
        if (n.compareTo(d) < 0 && rounded.compareTo(HUNDRED) == 0) {
            return ">" + HUNDRED.subtract(smallest).setScale(method.decimals()).toPlainString() + "%";
        }
        if (rounded.signum() == 0) {
            return "<" + smallest.setScale(method.decimals()).toPlainString() + "%";
        }
        String text = rounded.toPlainString();
        return (method.trimZeros() && text.contains(".") ? text.replaceAll("\\.?0+$", "") : text) + "%";
    }

    private BigDecimal hundredfold() {
        return new BigDecimal(n).multiply(HUNDRED);
    }

    /** 100 × (weight_work × W + weight_output × P) over a common denominator. */
    record Index(BigDecimal n, BigDecimal d) {
        static Index of(Known.Method method, Fraction work, Fraction output) {
            BigDecimal workPart = method.weightWork().multiply(new BigDecimal(work.n.multiply(output.d)));
            BigDecimal outputPart = method.weightOutput().multiply(new BigDecimal(output.n.multiply(work.d)));
            return new Index(workPart.add(outputPart).multiply(HUNDRED), new BigDecimal(work.d.multiply(output.d)));
        }

        double value() {
            return n.divide(d, new MathContext(60)).doubleValue();
        }

        String printed(Known.Method method) {
            RoundingMode rounding = method.rounding();
            return n.divide(d, method.indexDecimals(), rounding).toPlainString();
        }
    }
}
