package io.parkpulse.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import io.parkpulse.model.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two readers of records: the quick one of plain spellings, and the one that takes any. */
class JsonTest {
    private static final FieldTable POWER = FieldTable.of(Stream.POWER);

    private static final List<String> RECORDS = List.of(
            "{\"meter\":\"M1\",\"at\":\"2020-03-16T08:15:00+08:00\",\"value\":1234.5}",
            "{ \"meter\" : \"M1\" , \"at\" : 1584317700000 , \"value\" : -0.5 , \"rev\":1}",
            "\t{\"value\":0,\"at\":\"\",\"unit\":\"10MWh\",\"period\":\"PT15M\",\"event\":\"RESET\",\"meter\":\"\"}\r",
            "{\"meter\":\"M1\",\"at\":1,\"value\":1,\"received\":2,\"x\":\"y\",\"x\":3.25}",
            "{\"meter\":\"M\\u0031\",\"at\":1e3,\"value\":NaN,\"rev\":null,\"x\":[1,{\"meter\":2}],\"unit\":true}",
            "{\"meter\":\"电表\",\"at\":1,\"at\":2,\"value\":1234567890123456789012345}",
            "{}");

    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            " ",
            "\t",
            "\r",
            "\n",
            "\u0000",
            "\u0001",
            "\u007f",
            "\f",
            "0",
            "1",
            "9",
            "00",
            "123456789012345678",
            "-",
            "+",
            ".",
            "e",
            "E5",
            "e-3",
            "null",
            "true",
            "NaN",
            "Infinity",
            "-INF",
            "\"at\"",
            "\"meter\":\"M2\",",
            ",\"rev\":1.0",
            "\\u0041",
            "\\n",
            "é",
            "\ufeff",
            "\ud83c\udfed",
            "//",
            "'");

    @Property(tries = 20_000)
    void whatIsPlainIsFoundTheSame(@ForAll("mutated") byte[] record) {
        Fields plain = new Fields();
        Fields any = new Fields();
        byte[] within = new byte[record.length + 4];
        Arrays.fill(within, (byte) '1');
        System.arraycopy(record, 0, within, 2, record.length);

        if (PlainJson.find(POWER, within, 2, record.length, plain)) {
            assertThat(AnyJson.find(POWER, within, 2, record.length, any)).isNull();
            assertThat(plain.kind).isEqualTo(any.kind);
            for (int field = 0; field < Fields.COUNT; field++) {
                if (plain.kind[field] > Fields.NULL) {
                    assertThat(plain.text(field)).isEqualTo(any.text(field));
                }
            }
        } else {
            AnyJson.find(POWER, within, 2, record.length, any);
        }
    }

    @Provide
    Arbitrary<byte[]> mutated() {
        Arbitrary<byte[]> records = Arbitraries.of(RECORDS).map(record -> record.getBytes(UTF_8));
        Arbitrary<byte[]> pieces = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, Arbitraries.of(PIECES).map(piece -> piece.getBytes(UTF_8))),
                net.jqwik.api.Tuple.of(1, Arbitraries.bytes().map(b -> new byte[] {b})),
                net.jqwik.api.Tuple.of(2, Arbitraries.just(new byte[0])));
        Arbitrary<Mutation> mutations = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(3, Arbitraries.just(0)),
                                net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(1, 3)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(4, 40))),
                        pieces)
                .as(Mutation::new);
        return Combinators.combine(records, mutations.list().ofMaxSize(3)).as((record, changes) -> {
            byte[] changed = record;
            for (Mutation change : changes) {
                changed = change.of(changed);
            }
            return changed;
        });
    }

    /** Puts a piece in the place of some bytes. */
    private record Mutation(double place, int removed, byte[] piece) {
        byte[] of(byte[] record) {
            int from = (int) (place * record.length);
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            changed.write(record, 0, from);
            changed.writeBytes(piece);
            int rest = Math.min(record.length, from + removed);
            changed.write(record, rest, record.length - rest);
            return changed.toByteArray();
        }
    }

    @Test
    void mostRecordsArePlain() {
        for (String record : RECORDS.subList(0, 4)) {
            byte[] bytes = record.getBytes(UTF_8);
            assertThat(PlainJson.find(POWER, bytes, 0, bytes.length, new Fields()))
                    .as(record)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "1",
                "\"meter\"",
                "[]",
                "[{\"meter\":1}]",
                "{",
                "{\"meter\"",
                "{\"meter\":",
                "{\"meter\":}",
                "{\"meter\":\"M1\"",
                "{\"meter\":\"M1\",}",
                "{,\"meter\":\"M1\"}",
                "{\"meter\" \"M1\"}",
                "{\"meter\":\"M1\"}}",
                "{\"meter\":\"M1\"}{}",
                "{\"meter\":\"M1\"} 1",
                "{\"meter\":\"M1\"},",
                "{\"meter\":\"M1\"}x",
                "{\"meter\":\"M1\"}\u0000",
                "{\"meter\":\"M1\"}\f",
                "{\"meter\":\"M1\"}\u00a0",
                "\ufeff",
                "\ufeff\ufeff{\"meter\":\"M1\"}",
                " \ufeff{\"meter\":\"M1\"}",
                "{meter:\"M1\"}",
                "{'meter':'M1'}",
                "{\"meter\":'M1'}",
                "{\"meter\":\"M\u0001\"}",
                "{\"meter\":\"M\t\"}",
                "{\"meter\":\"M\n\"}",
                "{\"meter\":\"\\x41\"}",
                "{\"meter\":\"\\u00g0\"}",
                "{\"meter\":\"\\\"}",
                "{\"value\":01}",
                "{\"value\":1.}",
                "{\"value\":.5}",
                "{\"value\":+1}",
                "{\"value\":-}",
                "{\"value\":1e}",
                "{\"value\":0x10}",
                "{\"value\":1_000}",
                "{\"value\":nan}",
                "{\"value\":INF}",
                "{\"value\":-INF}",
                "{\"value\":+INF}",
                "{\"value\":+Infinity}",
                "{\"value\":-NaN}",
                "{\"x\":-INF}",
                "{\"x\":[1,{\"y\":+Infinity}]}",
                "{\"x\":True}",
                "{\"x\":[1,]}",
                "{\"x\":[1}",
                "{\"x\":{\"y\":1]}",
                "{\"x\":1} // no",
                "{\"x\":/* no */1}",
            })
    void whatIsNotOneJsonObjectIsNotRead(String record) {
        byte[] bytes = record.getBytes(UTF_8);

        assertThat(PlainJson.find(POWER, bytes, 0, bytes.length, new Fields())).isFalse();
        assertThat(AnyJson.find(POWER, bytes, 0, bytes.length, new Fields())).isNotNull();
    }

    @Test
    void bytesThatAreNoUtf8AreNotRead() {
        for (String hex : List.of("ff", "c0af", "eda080", "f4908080", "e7", "80")) {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            record.writeBytes("{\"meter\":\"".getBytes(UTF_8));
            record.writeBytes(java.util.HexFormat.of().parseHex(hex));
            record.writeBytes("\"}".getBytes(UTF_8));
            byte[] bytes = record.toByteArray();

            assertThat(PlainJson.find(POWER, bytes, 0, bytes.length, new Fields()))
                    .isFalse();
            assertThat(AnyJson.find(POWER, bytes, 0, bytes.length, new Fields()))
                    .isEqualTo(Message.of("record.not_utf8"));
        }
    }

    @Test
    void ofANameThatStandsTwiceTheLastCounts() {
        Fields fields = find("{\"meter\":\"M1\",\"at\":1,\"meter\":\"M2\",\"at\":null}");

        assertThat(fields.text(Fields.ID)).isEqualTo("M2");
        assertThat(fields.kind[Fields.AT]).isEqualTo(Fields.NULL);
    }

    @Test
    void namesAndTextsAreUnescaped() {
        Fields fields = find("{\"\\u006deter\":\"\\u7535\\\"\\\\\\/\\t\\ud83c\\udfed\"}");

        assertThat(fields.text(Fields.ID)).isEqualTo("电\"\\/\t🏭");
    }

    @Test
    void whatIsNestedIsNotAField() {
        Fields fields = find(
                "{\"x\":{\"meter\":\"M2\",\"at\":[1,2]},\"y\":[{\"meter\":3}],\"at\":[5],\"value\":{\"value\":1}}");

        assertThat(fields.isMissing(Fields.ID)).isTrue();
        assertThat(fields.kind[Fields.AT]).isEqualTo(Fields.OTHER);
        assertThat(fields.kind[Fields.VALUE]).isEqualTo(Fields.OTHER);
    }

    @Test
    void numbersAreWholeByTheirSpelling() {
        assertThat(find("{\"at\":12}").kind[Fields.AT]).isEqualTo(Fields.INTEGER);
        assertThat(find("{\"at\":-12345678901234567890}").kind[Fields.AT]).isEqualTo(Fields.INTEGER);
        assertThat(find("{\"at\":12.0}").kind[Fields.AT]).isEqualTo(Fields.DECIMAL);
        assertThat(find("{\"at\":1e5}").kind[Fields.AT]).isEqualTo(Fields.DECIMAL);
        assertThat(find("{\"at\":NaN}").kind[Fields.AT]).isEqualTo(Fields.DECIMAL);
        assertThat(find("{\"at\":Infinity}").kind[Fields.AT]).isEqualTo(Fields.DECIMAL);
        assertThat(find("{\"at\":-Infinity}").kind[Fields.AT]).isEqualTo(Fields.DECIMAL);
    }

    /** JSON can spell them, UTF-8 cannot: they stay apart, from each other and from anything a registry can hold. */
    @Test
    void halvesOfSurrogatePairsStayApart() {
        assertThat(find("{\"meter\":\"a\\ud800\"}").text(Fields.ID)).isEqualTo("a\\ud800");
        assertThat(find("{\"meter\":\"a\\udc00\"}").text(Fields.ID)).isEqualTo("a\\udc00");
        assertThat(find("{\"meter\":\"\\udfed\\ud83c\"}").text(Fields.ID)).isEqualTo("\\udfed\\ud83c");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 100_000, 490_000})
    void deepNestingIsPassedOver(int levels) {
        assertThat(find("{\"x\":" + "[".repeat(levels) + "]".repeat(levels) + ",\"meter\":\"M1\"}")
                        .text(Fields.ID))
                .isEqualTo("M1");
        assertThat(AnyJson.find(POWER, ("{\"x\":" + "[".repeat(levels)).getBytes(UTF_8), 0, levels, new Fields()))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"meter\":\"M1\",\"value\":1 | not JSON: it breaks off",
                "{\"meter\":\"M1          | not JSON: it breaks off",
                "{\"meter\":M1}          | not JSON: Unrecognized token 'M1' at character 10",
                "{\"meter\" 1}           | not JSON: Unexpected character ('1' (code 49)): was expecting a colon to"
                        + " separate field name and value at character 10"
            })
    void whatIsNoJsonIsSaidPlainly(String record, String detail) {
        byte[] bytes = record.getBytes(UTF_8);

        assertThat(Sentences.ENGLISH.of(AnyJson.find(POWER, bytes, 0, bytes.length, new Fields())))
                .isEqualTo(detail);
    }

    /** A file of UTF-16, which was cut into lines as if each character were one byte. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void ofUtf16ItIsSaidWhatToDo(String encoding) {
        String records = "{\"meter\":\"M1\"}\n{\"meter\":\"M2\"}\n";
        byte[] bytes = records.getBytes(Charset.forName(encoding));
        int from = 0;
        for (int to = 0; to < bytes.length; to++) {
            if (bytes[to] == '\n') {
                assertThat(Sentences.ENGLISH.of(AnyJson.find(POWER, bytes, from, to - from, new Fields())))
                        .isEqualTo("it has zero bytes, as UTF-16 has; save the file as UTF-8");
                from = to + 1;
            }
        }
        assertThat(from).isGreaterThan(bytes.length / 2);
    }

    /** 4096 names whose String hash codes, and those of most symbol tables, are the same. */
    @Test
    void namesMayShareTheirHash() {
        StringBuilder record = new StringBuilder("{");
        for (int i = 0; i < 4096; i++) {
            record.append('"');
            for (int bit = 0; bit < 12; bit++) {
                record.append((i >> bit & 1) == 0 ? "ab" : "bA");
            }
            record.append("\":null,");
        }

        assertThat(find(record + "\"meter\":\"M1\"}").text(Fields.ID)).isEqualTo("M1");
    }

    @Test
    void aNumberMayBeAsLongAsALine() {
        Fields fields = find("{\"value\":" + "9".repeat(990_000) + ",\"x\":" + "1".repeat(5000) + "e99999}");

        assertThat(fields.length[Fields.VALUE]).isEqualTo(990_000);
        assertThat(fields.kind[Fields.VALUE]).isEqualTo(Fields.INTEGER);
    }

    private static Fields find(String record) {
        Fields fields = new Fields();
        byte[] bytes = record.getBytes(UTF_8);
        assertThat(AnyJson.find(POWER, bytes, 0, bytes.length, fields)).isNull();
        return fields;
    }
}
