package io.parkpulse.enterprise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordLogTest {

    @Property(tries = 200)
    void keepsWhatItIsGivenWhateverIsTakenAwayMeanwhile(@ForAll Random random) throws IOException {
        RecordLog log = new RecordLog();
        List<Observation> expected = new ArrayList<>();
        long at = random.nextLong() >> 20;
        for (int i = 0; i < 60; i++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    long instant = at - random.nextInt(200_000);
                    List<Observation> before = expected.stream()
                            .filter(record -> record.at() < instant)
                            .toList();
                    assertThat(contents(log.takeBefore(instant))).isEqualTo(contents(before));
                    expected.removeAll(before);
                }
                case 1 -> log = throughBytes(log);
                case 2 -> {
                    expected.removeIf(record -> random.nextInt(5) == 0);
                    log.replaceBy(expected);
                }
                default -> {
                    at += random.nextInt(3) * random.nextInt(60_000);
                    Observation record = random(at, random);
                    log.add(record);
                    expected.add(record);
                }
            }
            assertThat(log.size()).isEqualTo(expected.size());
            assertThat(contents(log.all())).isEqualTo(contents(expected));
            assertThat(log.lastAt())
                    .isEqualTo(
                            expected.isEmpty()
                                    ? Long.MIN_VALUE
                                    : expected.get(expected.size() - 1).at());
        }
    }

    @Property
    void bytesComeBackFromWhatDiffers(@ForAll("lines") byte[] bytes, @ForAll("lines") byte[] other) throws IOException {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        ByteDelta.write(bytes, other, new DataOutputStream(delta));

        assertThat(ByteDelta.read(other, new DataInputStream(new ByteArrayInputStream(delta.toByteArray()))))
                .isEqualTo(bytes);
    }

    /** Of few letters, so that much is alike. */
    @Provide
    Arbitrary<byte[]> lines() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(40).map(text -> text.getBytes(UTF_8));
    }

    @Test
    void readingsThatAreAlikeTakeAFractionOfTheirBytes() throws IOException {
        RecordLog log = new RecordLog();
        long original = 0;
        for (int i = 0; i < 192; i++) {
            byte[] raw = ("{\"meter\":\"M000123\",\"at\":\"2020-03-%02dT%02d:%02d:00+08:00\",\"value\":%d.%02d}"
                            .formatted(16 + i / 96, i / 4 % 24, i % 4 * 15, 65_240 + i * 37, i % 100))
                    .getBytes(UTF_8);
            original += raw.length;
            log.add(new Observation(
                    7,
                    Observation.Kind.POWER,
                    123,
                    1_584_288_000_000L + i * 900_000L,
                    65_240_000 + i * 37_010L,
                    0,
                    0,
                    Observation.PRIMARY,
                    "",
                    1_000_000L + i * 20_000,
                    raw));
        }

        assertThat(bytes(log).length).isLessThan((int) original / 2);
    }

    /** A record, and its bytes, which are equal by what is in them. */
    private record Content(Observation record, ByteBuffer raw) {
        Content(Observation whole) {
            this(whole.withoutRaw(), ByteBuffer.wrap(whole.raw()));
        }
    }

    private static List<Content> contents(List<Observation> records) {
        return records.stream().map(Content::new).toList();
    }

    private static RecordLog throughBytes(RecordLog log) throws IOException {
        return RecordLog.read(new DataInputStream(new ByteArrayInputStream(bytes(log))));
    }

    private static byte[] bytes(RecordLog log) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        log.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Observation random(long at, Random random) {
        Observation.Kind kind = Observation.Kind.values()[1 + random.nextInt(3)];
        byte[] raw = new byte[random.nextInt(2) * random.nextInt(300)];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (random.nextInt(9) > 0 ? i : random.nextInt());
        }
        return new Observation(
                3,
                kind,
                9,
                at,
                random.nextBoolean() ? Observation.NOT_SAID : at + random.nextInt(9000) - 100,
                random.nextInt(5) > 0 ? random.nextInt(100_000) : random.nextLong(),
                random.nextInt(3) > 0 ? Observation.NOTHING_MORE : random.nextInt(1000),
                random.nextInt(4) > 0 ? 0 : random.nextLong() >>> 1,
                random.nextInt(3) * 900_000L,
                random.nextInt(16),
                random.nextBoolean() ? "" : "王" + random.nextInt(1000),
                random.nextLong() >>> random.nextInt(64),
                raw);
    }
}
