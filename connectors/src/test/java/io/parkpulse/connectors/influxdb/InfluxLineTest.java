package io.parkpulse.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class InfluxLineTest {
    private static String line(InfluxLine line) {
        return line.toString();
    }

    @Example
    void aPointIsItsMeasurementTagsByKeyFieldsAsGivenAndTimestamp() {
        InfluxLine line = InfluxLine.measurement("park_index")
                .tag("scope", "park:a")
                .field("z", 5)
                .field("a", 0.5)
                .tag("kind", "live")
                .field("ok", true)
                .field("text", "good")
                .at(1_584_316_800_000L);

        assertThat(line(line))
                .isEqualTo("park_index,kind=live,scope=park:a z=5i,a=0.5,ok=true,text=\"good\" 1584316800000");
        assertThat(line.length()).isEqualTo(line(line).length());
    }

    @Example
    void whatIsNullIsAbsent() {
        InfluxLine.Builder point = InfluxLine.measurement("m")
                .tag("t", null)
                .tag("u", "")
                .field("l", (Long) null)
                .field("d", (Double) null)
                .field("b", (Boolean) null)
                .field("s", (String) null);

        assertThat(point.hasFields()).isFalse();
        assertThat(line(point.field("s", "").at(-1))).isEqualTo("m s=\"\" -1");
    }

    @Example
    void numbersAreWrittenWhole() {
        assertThat(line(InfluxLine.measurement("m")
                        .field("a", Long.MIN_VALUE)
                        .field("b", Long.MAX_VALUE)
                        .field("c", 0L)
                        .field("d", -1_000L)
                        // Of these all Java versions write the same digits.
                        .field("e", 1.2345678901234567e19)
                        .field("f", 1e-7)
                        .field("g", Double.MAX_VALUE)
                        .field("h", 1.0)
                        .at(Long.MIN_VALUE)))
                .isEqualTo("m a=-9223372036854775808i,b=9223372036854775807i,c=0i,d=-1000i,e=1.2345678901234567E19,"
                        + "f=1.0E-7,g=1.7976931348623157E308,h=1.0 -9223372036854775808");
    }

    @Property
    void integersAreWrittenAsJavaDoes(@ForAll long value) {
        assertThat(line(InfluxLine.measurement("m").field("v", value).at(value)))
                .isEqualTo("m v=" + value + "i " + value);
    }

    @Example
    void whatLineProtocolUsesIsEscaped() {
        assertThat(line(InfluxLine.measurement("a b,c=d\"e")
                        .tag("k y,=\"", "v w,=\"")
                        .field("f g,=\"", "h i,=\"\\\n")
                        .at(0)))
                .isEqualTo("a\\ b\\,c=d\"e,k\\ y\\,\\=\"=v\\ w\\,\\=\" f\\ g\\,\\=\"=\"h i,=\\\"\\\\\n\" 0");
    }

    @Example
    void whatLineProtocolCannotCarryBecomesALookAlike() {
        assertThat(line(InfluxLine.measurement("#a\n\\")
                        .tag("k\r\t", "a\\b\\\\")
                        .tag("l", "a\\ b\\,c\\=d\\e\u0000\u007f")
                        .field("f\\", "x")
                        .at(0)))
                .isEqualTo("＃a␊＼,k␍␉=a\\b\\＼,l=a＼\\ b＼\\,c＼\\=d\\e␀␡ f＼=\"x\" 0");
    }

    @Example
    void everyCharacterIsUtf8() {
        String text = "园脉 é 🏭 \uD83D";
        byte[] expected = ("m,t=园脉\\ é\\ 🏭\\ ? f=\"园脉 é 🏭 ?\" 0").getBytes(StandardCharsets.UTF_8);

        InfluxLine line =
                InfluxLine.measurement("m").tag("t", text).field("f", text).at(0);

        assertThat(line.bytes()).isEqualTo(expected);
    }

    @Property
    void theEncodingIsThatOfJava(@ForAll String text) {
        InfluxLine line = InfluxLine.measurement("m").field("f", text).at(0);
        String expected = "m f=\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\" 0";
        assertThat(line.bytes()).isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void aLineReadBackFromItsBytesHasTheSameIdentity(
            @ForAll String measurement, @ForAll String key, @ForAll String value, @ForAll long timestamp) {
        InfluxLine line = InfluxLine.measurement("m" + measurement)
                .tag("k" + key, value)
                .field("f", value)
                .at(timestamp);
        assertThat(InfluxLine.of(line.bytes()).identity()).isEqualTo(line.identity());
        assertThat(InfluxLine.of(line.bytes())).isEqualTo(line);
    }

    @Property
    void identityIsOfSeriesAndTimestampWhateverTheOrderOfTagsAndTheFields(@ForAll List<String> values) {
        List<Integer> order = new ArrayList<>();
        TreeMap<String, String> tags = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            order.add(i);
            tags.put("k" + i, values.get(i));
        }
        InfluxLine.Builder one = InfluxLine.measurement("m").field("a", 1);
        tags.forEach(one::tag);
        Collections.shuffle(order);
        InfluxLine.Builder other = InfluxLine.measurement("m").field("b", 2.5).field("c", "x y");
        order.forEach(i -> other.tag("k" + i, values.get(i)));

        assertThat(other.at(7).identity()).isEqualTo(one.at(7).identity());
    }

    @Example
    void identitiesSpread() {
        long distinct = IntStream.range(0, 1_000)
                .map(i -> InfluxLine.measurement("m")
                        .tag("k", "" + i)
                        .field("v", 1)
                        .at(0)
                        .identity())
                .distinct()
                .count();
        int[] lanes = new int[4];
        for (int i = 0; i < 1_000; i++) {
            lanes[
                    Math.floorMod(
                            InfluxLine.measurement("m")
                                    .field("v", 1)
                                    .at(i * 300_000L)
                                    .identity(),
                            4)]++;
        }
        assertThat(distinct).isGreaterThan(990);
        assertThat(IntStream.of(lanes)).allMatch(lane -> lane > 150);
    }

    @Example
    void whatInfluxDbWouldDropOrRefuseIsRefusedWithTheReason() {
        InfluxLine.Builder point = InfluxLine.measurement("m").tag("park", "园");
        refused(() -> point.at(0), "The point of measurement \"m\" with the tags {park=园} has no fields");
        refused(() -> point.field("v", Double.NaN), "The field \"v\" of measurement \"m\" is NaN");
        refused(() -> point.field("v", Double.NEGATIVE_INFINITY), "is -Infinity, which InfluxDB cannot hold");
        refused(() -> point.field("time", 1), "A field must not be named \"time\"");
        refused(() -> point.tag("time", "x"), "A tag must not be named \"time\"");
        refused(() -> point.field("", 1), "A field of a point needs a name, not \"\"");
        refused(() -> point.tag(null, "x"), "A tag of a point needs a name, not null");
        refused(() -> InfluxLine.measurement(""), "A measurement of a point needs a name");
        refused(() -> point.tag("park", "脉"), "has the tag \"park\" twice");
    }

    private static void refused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call).hasMessageContaining(reason);
    }
}
