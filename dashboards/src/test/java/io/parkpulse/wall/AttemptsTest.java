package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final Source one = new Source("10.0.0.1");
    private final Source other = new Source("10.0.0.2");
    private long now = 42;
    private final Attempts attempts = new Attempts(() -> now);

    private void later(Duration time) {
        now += time.toNanos();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(one);
        }
    }

    @Test
    void aFewMistakesCostNothing() {
        fail(4);

        assertThat(attempts.await(one)).isZero();
    }

    @Test
    void furtherOnesCostTwiceAsMuchEachUpToAMinute() {
        fail(5);
        assertThat(attempts.await(one)).isEqualTo(Duration.ofSeconds(1));
        later(Duration.ofMillis(999));
        assertThat(attempts.await(one)).isPositive();
        later(Duration.ofMillis(1));
        assertThat(attempts.await(one)).isZero();
        fail(1);
        assertThat(attempts.await(one)).isEqualTo(Duration.ofSeconds(2));
        fail(100);
        assertThat(attempts.await(one)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void oneSourceDoesNotHoldUpAnother() {
        fail(20);

        assertThat(attempts.await(other)).isZero();
    }

    @Test
    void aRightTokenAndAQuarterOfAnHourMakeGood() {
        fail(20);
        later(Duration.ofMinutes(15));
        assertThat(attempts.await(one)).isZero();
        fail(1);
        assertThat(attempts.await(one)).isZero();

        fail(10);
        attempts.succeeded(one);
        assertThat(attempts.await(one)).isZero();
    }

    @Test
    void theLatestSourcesAreRemembered() {
        fail(20);
        for (int i = 0; i < 4_095; i++) {
            attempts.failed(new Source("10.1." + i));
        }
        assertThat(attempts.await(one)).isPositive();

        attempts.failed(other);

        assertThat(attempts.await(one)).isZero();
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOneSource() throws UnknownHostException {
        Source source = Source.of(InetAddress.getByName("2001:db8:1:2:3:4:5:6"));

        assertThat(source).isEqualTo(Source.of(InetAddress.getByName("2001:db8:1:2::1")));
        assertThat(source).isNotEqualTo(Source.of(InetAddress.getByName("2001:db8:1:3::1")));
        assertThat(source).hasToString("2001:db8:1:2:0:0:0:0/64");
        assertThat(Source.of(InetAddress.getByName("10.0.0.1"))).isEqualTo(one);
    }
}
