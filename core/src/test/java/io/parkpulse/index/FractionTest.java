package io.parkpulse.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.api.Test;

class FractionTest {

    @Test
    void aFractionHasAPositiveDenominator() {
        assertThatThrownBy(() -> Fraction.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fraction.of(1, -2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arithmeticIsExact() {
        assertThat(Fraction.of(1, 3).plus(Fraction.of(1, 6))).isEqualByComparingTo(Fraction.of(1, 2));
        assertThat(Fraction.of(1, 3).minus(Fraction.of(1, 2))).isEqualByComparingTo(Fraction.of(-1, 6));
        assertThat(Fraction.of(2, 3).times(new BigDecimal("0.30"))).isEqualByComparingTo(Fraction.of(1, 5));
        assertThat(Fraction.of(new BigDecimal("1e3"))).isEqualByComparingTo(Fraction.of(1000, 1));
        assertThat(Fraction.of(3, 10)).isLessThan(Fraction.of(300_000_000_001L, 1_000_000_000_000L));
    }

    /** 2^53 + 1 lies half way between two doubles; what comes after decides. */
    @Test
    void aTieIsBrokenByWhatIsLeftOver() {
        BigInteger tie = BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE);
        BigInteger big = BigInteger.TEN.pow(40);

        assertThat(new Fraction(tie, BigInteger.ONE).toDouble()).isEqualTo(0x1p53);
        assertThat(new Fraction(tie.multiply(big).add(BigInteger.ONE), big).toDouble())
                .isEqualTo(0x1p53 + 2);
        assertThat(new Fraction(tie.multiply(big).subtract(BigInteger.ONE), big).toDouble())
                .isEqualTo(0x1p53);
        assertThat(new Fraction(tie.multiply(big).add(BigInteger.ONE).negate(), big).toDouble())
                .isEqualTo(-0x1p53 - 2);
    }

    @Test
    void zeroIsZeroWhateverTheDenominator() {
        assertThat(new Fraction(BigInteger.ZERO, BigInteger.TEN.pow(30)).toDouble())
                .isEqualTo(0.0);
    }

    /** No other double is nearer, and a neighbour as near has an odd last bit. */
    @Property
    void toDoubleIsTheNearestDouble(
            @ForAll @BigRange(min = "-99999999999999999999999999999999", max = "99999999999999999999999999999999")
                    BigInteger n,
            @ForAll @BigRange(min = "1", max = "99999999999999999999999999999999") BigInteger d) {
        Fraction value = new Fraction(n, d);

        double nearest = value.toDouble();

        Fraction error = distance(value, nearest);
        for (double neighbour : new double[] {Math.nextUp(nearest), Math.nextDown(nearest)}) {
            int compared = error.compareTo(distance(value, neighbour));
            assertThat(compared).isLessThanOrEqualTo(0);
            if (compared == 0) {
                assertThat(Double.doubleToLongBits(nearest) & 1).isZero();
            }
        }
    }

    @Property
    void percentIsTheDoubleNearestToTheExactFigure(@ForAll @LongRange(min = 0) long n, @ForAll @Positive long d) {
        BigInteger hundredfold = BigInteger.valueOf(n).multiply(BigInteger.valueOf(100));

        assertThat(Ratio.percent(n, d)).isEqualTo(new Fraction(hundredfold, BigInteger.valueOf(d)).toDouble());
    }

    @Property
    void percentAgreesWithDecimalsOfManyDigits(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long n,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) long d) {
        BigDecimal many = BigDecimal.valueOf(n)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(d), new MathContext(60));

        assertThat(Ratio.percent(n, d)).isEqualTo(many.doubleValue());
    }

    @Test
    void percentOfThePublishedFigures() {
        assertThat(Ratio.percent(206, 236)).isEqualTo(87.28813559322033);
        assertThat(Ratio.percent(2, 3)).isEqualTo(66.66666666666667);
        assertThat(Ratio.percent(0, 7)).isEqualTo(0.0);
    }

    private static Fraction distance(Fraction value, double d) {
        Fraction difference = value.minus(Fraction.of(new BigDecimal(d)));
        return new Fraction(difference.n().abs(), difference.d());
    }
}
