package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedBytesTest {
    @Test
    void whatIsUnpackedIsWhatWasPacked() throws IOException {
        Random random = new Random(1);
        for (int length : new int[] {0, 1, 2, 100, 10_000}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(PackedBytes.unpack(PackedBytes.pack(bytes, length))).isEqualTo(bytes);
        }
    }

    @Test
    void onlyTheFirstBytesOfABufferArePacked() throws IOException {
        byte[] packed = PackedBytes.pack(new byte[] {1, 2, 3, 4}, 3);
        assertThat(PackedBytes.unpack(packed)).containsExactly(1, 2, 3);
    }

    @Test
    void recordsThatAreMuchAlikeTakeHalfTheirBytes() throws IOException {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            records.append(i * 7919 % 10_000)
                    .append("\",\"at\":\"2020-03-16T00:")
                    .append(i);
        }
        byte[] bytes = records.toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(PackedBytes.pack(bytes, bytes.length)).hasSizeLessThan(bytes.length / 2);
    }

    @Test
    void whatAnEarlierReleaseDidNotPackStaysAsItIs() throws IOException {
        byte[] plain = {0, 0, 0, 7, 42};
        assertThat(PackedBytes.unpack(plain)).isSameAs(plain);
    }

    @Test
    void whatIsBrokenOffIsRefused() throws IOException {
        byte[] packed = PackedBytes.pack(new byte[1000], 1000);
        assertThatThrownBy(() -> PackedBytes.unpack(Arrays.copyOf(packed, packed.length - 6)))
                .isInstanceOf(IOException.class);
    }
}
