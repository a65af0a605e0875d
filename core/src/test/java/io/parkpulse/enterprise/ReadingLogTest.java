package io.parkpulse.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReadingLogTest {
    private static final long QUARTER = 900_000;
    private static final byte[] NOTHING = {};
    private static final StateFormat FORM = StateFormat.of(WindowSchedule.live(300_000, 0));

    @Property(tries = 500)
    void keepsWhatItIsGivenWhateverIsTakenAwayMeanwhile(@ForAll Random random) throws IOException {
        ReadingLog log = new ReadingLog();
        List<Observation> expected = new ArrayList<>();
        ReadingLog.Forgotten forgotten = null;
        long at = random.nextLong() >> 20;
        long value = 0;
        boolean wild = random.nextBoolean();
        for (int i = 0; i < 150; i++) {
            switch (random.nextInt(17)) {
                case 0 -> {
                    long instant = at - random.nextInt(20 * (int) QUARTER);
                    List<Observation> before = expected.stream()
                            .filter(reading -> reading.at() < instant)
                            .toList();
                    assertThat(withoutRaw(log.takeBefore(instant))).isEqualTo(withoutRaw(before));
                    expected.removeAll(before);
                    if (!before.isEmpty()) {
                        Observation last = before.get(before.size() - 1);
                        forgotten = new ReadingLog.Forgotten(last.at(), last.value());
                    }
                }
                case 1 -> log = throughBytes(log);
                case 2 -> {
                    expected.removeIf(reading -> random.nextInt(9) == 0);
                    log.replace(log.from(Long.MIN_VALUE, earlier -> {}), expected);
                }
                case 3 -> {
                    long instant = at - random.nextInt(20 * (int) QUARTER);
                    List<Observation> earlier = new ArrayList<>();
                    ReadingLog.Rest rest = log.from(instant, earlier::add);
                    List<Observation> since = new ArrayList<>(expected.subList(earlier.size(), expected.size()));
                    assertThat(withoutRaw(earlier)).allMatch(reading -> reading.at() < instant);
                    assertThat(withoutRaw(rest.readings())).isEqualTo(withoutRaw(since));
                    assertThat(since).allMatch(reading -> reading.at() >= instant);
                    since.removeIf(reading -> random.nextInt(9) == 0);
                    since.add(0, reading(instant, value - random.nextInt(500), wild, random));
                    log.replace(rest, since);
                    expected = new ArrayList<>(expected.subList(0, earlier.size()));
                    expected.addAll(since);
                }
                default -> {
                    at += wild && random.nextInt(5) == 0 ? random.nextInt(100_000) : QUARTER;
                    value = wild && random.nextInt(9) == 0
                            ? (random.nextLong() >> 11) >> random.nextInt(53)
                            : value + random.nextInt(500) * 10;
                    Observation reading = reading(at, value, wild, random);
                    log.add(reading);
                    expected.add(reading);
                }
            }
            assertThat(log.size()).isEqualTo(expected.size());
            assertThat(log.lastForgotten()).isEqualTo(forgotten);
            assertThat(withoutRaw(log.all())).isEqualTo(withoutRaw(expected));
            assertThat(log.lastAt())
                    .isEqualTo(
                            expected.isEmpty()
                                    ? Long.MIN_VALUE
                                    : expected.get(expected.size() - 1).at());
        }
    }

    @Test
    void anIntervalThatChangesForGoodIsSoonExpected() throws IOException {
        ReadingLog log = new ReadingLog();
        for (int i = 0; i < 100; i++) {
            log.add(reading(i * QUARTER / 3, i, 0, i));
        }
        int before = bytes(log).length;
        for (int i = 0; i < 400; i++) {
            log.add(reading(34 * QUARTER + i * QUARTER, 100 + i, 0, 100 + i));
        }

        // A bit each for time, value, receipt and number, and little more.
        assertThat(bytes(log).length - before).isLessThan(400 * 4 / Byte.SIZE + 30);
    }

    @Test
    void twoDaysOfAMeterTakeLittle() throws IOException {
        ReadingLog log = new ReadingLog();
        Random random = new Random(1);
        long value = 65_240_000;
        for (int i = 0; i < 300; i++) {
            value += 10L * (500 + random.nextInt(60));
            long lag = Math.round(4000 * Math.exp(random.nextGaussian()));
            log.add(reading(1_584_288_000_000L + i * QUARTER, value, lag, 1_000_000L + i * 20_000));
            log.takeBefore(1_584_288_000_000L + (i - 192) * QUARTER);
        }

        assertThat(log.size()).isEqualTo(193);
        assertThat(bytes(log).length).isLessThan(750);
    }

    @Test
    void aDayThatIsReceivedAtOnceTakesAsLittleAsOneThatIsReceivedAsItGoes() throws IOException {
        ReadingLog backlog = new ReadingLog();
        ReadingLog live = new ReadingLog();
        Random random = new Random(1);
        for (int i = 0; i < 96; i++) {
            backlog.add(reading(i * QUARTER, i, 96 * QUARTER - i * (QUARTER - 600) + random.nextInt(100), i));
            live.add(reading(i * QUARTER, i, random.nextInt(100), i));
        }

        assertThat(bytes(backlog).length - bytes(live).length).isLessThan(40);
    }

    @Test
    void aLateReadingTakesLittleMoreThanOneThatComesInOrder() throws IOException {
        ReadingLog log = new ReadingLog();
        Random random = new Random(1);
        Observation late = null;
        long value = 65_240_000;
        for (int i = 0; i < 300; i++) {
            value += 10L * (500 + random.nextInt(60));
            long at = 1_584_288_000_000L + i * QUARTER;
            Observation reading = reading(at, value, 4000 + random.nextInt(500), 1_000_000L + i * 20_000);
            if (i == 200) {
                late = reading;
            } else {
                log.add(reading);
            }
            log.takeBefore(at - 192 * QUARTER);
        }
        int before = bytes(log).length;
        ReadingLog.Rest rest = log.from(late.at(), earlier -> {});
        List<Observation> readings = new ArrayList<>(rest.readings());
        readings.add(0, late);
        log.replace(rest, readings);

        assertThat(bytes(log).length).isLessThan(before + 10);
    }

    /** Records are equal only if their arrays are one, and {@code withoutRaw} gives all of them the same. */
    private static List<Observation> withoutRaw(List<Observation> readings) {
        return readings.stream().map(Observation::withoutRaw).toList();
    }

    private static ReadingLog throughBytes(ReadingLog log) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(log)));
        ReadingLog read = ReadingLog.read(FORM, in);
        assertThat(in.read()).isEqualTo(-1);
        return read;
    }

    private static byte[] bytes(ReadingLog log) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        log.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Observation reading(long at, long value, long lag, long number) {
        return new Observation(
                3,
                Observation.Kind.POWER,
                9,
                at,
                at + lag,
                value,
                Observation.NOTHING_MORE,
                0,
                0,
                Observation.PRIMARY,
                "",
                number,
                NOTHING);
    }

    private static Observation reading(long at, long value, boolean wild, Random random) {
        boolean odd = wild && random.nextInt(6) == 0;
        return new Observation(
                3,
                Observation.Kind.POWER,
                9,
                at,
                odd ? random.nextBoolean() ? Observation.NOT_SAID : random.nextLong() >> 22 : at + random.nextInt(9000),
                value,
                odd && random.nextBoolean() ? random.nextLong() >> 11 : Observation.NOTHING_MORE,
                odd ? random.nextLong() >>> 1 : 0,
                odd ? random.nextInt(3) * QUARTER : QUARTER,
                odd ? random.nextInt(4) : Observation.PRIMARY,
                "",
                odd ? random.nextLong() >>> random.nextInt(64) : at / 1000,
                new byte[random.nextInt(3)]);
    }
}
