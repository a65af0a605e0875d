package io.parkpulse.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.model.Registry;
import io.parkpulse.roster.RegistryCodec.Part;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RegistryInColumnsTest {
    @Property(tries = 200)
    void whatIsWrittenIsReadInItsOrder(@ForAll List<Long> numbers, @ForAll List<String> texts) throws IOException {
        RegistryInColumns.Writer out = new RegistryInColumns.Writer();
        out.begin(Part.REGISTRY);
        out.write(numbers.size());
        for (long number : numbers) {
            out.begin(Part.METER);
            out.write(number);
            for (String text : texts) {
                out.begin(Part.METER_ROW);
                out.write(valid(text));
                out.write(~number);
                out.end();
            }
            out.write(number == 0 ? 1 : 0);
            out.end();
        }
        out.end();

        RegistryCodec.Input in = RegistryInColumns.read(out.toBytes());
        in.begin(Part.REGISTRY);
        assertThat(in.readInt()).isEqualTo(numbers.size());
        for (long number : numbers) {
            in.begin(Part.METER);
            assertThat(in.readLong()).isEqualTo(number);
            for (String text : texts) {
                in.begin(Part.METER_ROW);
                assertThat(in.readText()).isEqualTo(valid(text));
                assertThat(in.readLong()).isEqualTo(~number);
                in.end();
            }
            assertThat(in.readBoolean()).isEqualTo(number == 0);
            in.end();
        }
        in.end();
    }

    /** Half of a surrogate pair is no text that a file can have. */
    private static String valid(String text) {
        return text.replaceAll("[\\ud800-\\udfff]", "?");
    }

    /** Those that end inside a character of which the next has another end. */
    @Test
    void textsThatBeginAlikeMayPartInsideACharacter() throws IOException {
        RegistryInColumns.Writer out = new RegistryInColumns.Writer();
        List<String> texts = List.of("厂1", "厂", "厃", "厂2", "", "厂1");
        for (String text : texts) {
            out.begin(Part.TIER);
            out.write(text);
            out.end();
        }

        RegistryCodec.Input in = RegistryInColumns.read(out.toBytes());
        for (String text : texts) {
            in.begin(Part.TIER);
            assertThat(in.readText()).isEqualTo(text);
            in.end();
        }
    }

    @Test
    void aMeterWithANumberTakesLessThanTwoBytes() {
        Registries rows = new Registries().park("P1");
        for (int i = 0; i < 2_000; i++) {
            rows.enterprise("E" + i, "P1").meter("M" + i, "E" + i, null);
        }
        Registry registry = rows.build();

        assertThat(RegistryCodec.encode(registry, Numbering.NONE)).hasSizeLessThan(2 * 2_000);
    }
}
