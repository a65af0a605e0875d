package io.parkpulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TimestampProto;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.mapping.RowFormat.Kind;
import io.parkpulse.mapping.ValueSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values that a schema explains, from a file or a registry, as JSON. */
class EncodingsTest {
    private static final String AVRO = """
            {"type":"record","name":"Reading","namespace":"grid","fields":[
              {"name":"meter","type":"string"},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"value","type":"double"},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"note","type":["null","string"]},
              {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["ENERGY","POWER"]}},
              {"name":"phases","type":{"type":"array","items":"float"}},
              {"name":"tags","type":{"type":"map","values":"boolean"}},
              {"name":"serial","type":{"type":"fixed","name":"Serial","size":2}}]}""";
    private static final String AVRO_JSON = "{\"meter\":\"户1\",\"at\":1584316800000,\"value\":1234.5,\"price\":-12.34,"
            + "\"note\":null,\"kind\":\"POWER\",\"phases\":[0.1,2],\"tags\":{\"ok\":true},\"serial\":\"AQI=\"}";

    private static final String PROTO = """
            syntax = "proto3"; // a comment; with "signs" {
            package grid.v1;
            import "google/protobuf/timestamp.proto";
            import "confluent/meta.proto";
            option java_package = "x";
            option (confluent.file_meta) = { doc: "a; b }" };
            message Other { int32 nothing = 1; }
            /* a message */
            message Batch {
              option deprecated = false;
              reserved 9, 12 to 15; reserved "old";
              enum Kind { option allow_alias = true; ENERGY = 0; POWER = 1; WATT = 0x1 [deprecated = true]; }
              message Reading {
                string meter = 1 [json_name = "id", (confluent.field_meta) = { doc: "x];" }];
                google.protobuf.Timestamp at = 2;
                double value = 3;
                optional double price = 4;
                oneof what { string note = 5; bytes sign = 6; }
                Kind kind = 7;
                repeated float phases = 8;
                map<string, bool> tags = 10;
                .grid.v1.Other other = 11;
                uint64 count = 12;
              }
              repeated Reading readings = 1;
            }
            service S { rpc Get(Batch) returns (stream Batch) { option idempotency_level = IDEMPOTENT; } }
            """;
    private static final String PROTO_JSON = "{\"readings\":[{\"meter\":\"户1\",\"at\":\"2020-03-16T00:00:00Z\","
            + "\"value\":1234.5,\"note\":\"n\",\"kind\":\"POWER\",\"phases\":[0.1,2],\"tags\":{\"ok\":true},"
            + "\"count\":18446744073709551615},"
            + "{\"meter\":\"\",\"value\":0,\"price\":0,\"kind\":\"ENERGY\",\"phases\":[],\"tags\":{},\"count\":0}]}";

    private final SchemaServer server = new SchemaServer();

    EncodingsTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    private static RowFormat format(Kind kind, byte[] schema, String message) {
        return new RowFormat(
                kind, null, (char) 0, 0, true, null, null, schema == null ? null : new ValueSchema(schema, message));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) throws IOException {
        return new ObjectMapper().writeValueAsString(text);
    }

    private static byte[] headed(int id, byte[] more, byte[] value) {
        return ByteBuffer.allocate(5 + more.length + value.length)
                .put((byte) 0)
                .putInt(id)
                .put(more)
                .put(value)
                .array();
    }

    private static byte[] avro() throws IOException {
        Schema schema = new Schema.Parser().parse(AVRO);
        GenericData.Record reading = new GenericData.Record(schema);
        reading.put("meter", "户1");
        reading.put("at", 1584316800000L);
        reading.put("value", 1234.5);
        reading.put("price", ByteBuffer.wrap(new byte[] {(byte) 0xfb, 0x2e}));
        reading.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "POWER"));
        reading.put("phases", List.of(0.1f, 2f));
        reading.put("tags", Map.of("ok", true));
        reading.put("serial", new GenericData.Fixed(schema.getField("serial").schema(), new byte[] {1, 2}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(reading, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Descriptor batch() {
        return new ProtoFiles(Map.of("b.proto", ProtoText.parse("b.proto", PROTO)))
                .file("b.proto")
                .findMessageTypeByName("Batch");
    }

    private static byte[] protobuf() {
        Descriptor batch = batch();
        Descriptor reading = batch.findNestedTypeByName("Reading");
        Descriptor time = reading.findFieldByName("at").getMessageType();
        Descriptor tag = reading.findFieldByName("tags").getMessageType();
        DynamicMessage.Builder first = DynamicMessage.newBuilder(reading)
                .setField(reading.findFieldByName("meter"), "户1")
                .setField(
                        reading.findFieldByName("at"),
                        DynamicMessage.newBuilder(time)
                                .setField(time.findFieldByName("seconds"), 1584316800L)
                                .build())
                .setField(reading.findFieldByName("value"), 1234.5)
                .setField(reading.findFieldByName("note"), "n")
                .setField(
                        reading.findFieldByName("kind"),
                        batch.findEnumTypeByName("Kind").findValueByNumber(1))
                .setField(reading.findFieldByName("phases"), List.of(0.1f, 2f))
                .addRepeatedField(
                        reading.findFieldByName("tags"),
                        DynamicMessage.newBuilder(tag)
                                .setField(tag.findFieldByName("key"), "ok")
                                .setField(tag.findFieldByName("value"), true)
                                .build())
                .setField(reading.findFieldByName("count"), -1L);
        DynamicMessage second = DynamicMessage.newBuilder(reading)
                .setField(reading.findFieldByName("price"), 0.0)
                .build();
        return DynamicMessage.newBuilder(batch)
                .addRepeatedField(batch.findFieldByName("readings"), first.build())
                .addRepeatedField(batch.findFieldByName("readings"), second)
                .build()
                .toByteArray();
    }

    private static byte[] descriptors() {
        return FileDescriptorSet.newBuilder()
                .addFile(TimestampProto.getDescriptor().toProto())
                .addFile(ProtoText.parse("b.proto", PROTO))
                .build()
                .toByteArray();
    }

    @Test
    void avroIsReadByASchemaThatIsAFile() throws Exception {
        assertThat(ValueText.of(format(Kind.AVRO, bytes(AVRO), null), null).json(avro()))
                .isEqualTo(AVRO_JSON);
    }

    @Test
    void avroIsReadByTheSchemaThatItNamesWhichIsAskedForOnce() throws Exception {
        server.with("/schemas/ids/7", "{\"schema\":" + escaped(AVRO) + "}");
        ValueText text = ValueText.of(format(Kind.AVRO, null, null), server.registry());

        for (int i = 0; i < 3; i++) {
            assertThat(text.json(headed(7, new byte[0], avro()))).isEqualTo(AVRO_JSON);
        }
        assertThat(server.asked()).containsExactly("/schemas/ids/7");
        assertThat(server.authorization()).isNull();
    }

    @Test
    void aSchemaMayReferToOthers() throws Exception {
        server.with("/schemas/ids/1", """
                {"schema":"{\\"type\\":\\"array\\",\\"items\\":\\"grid.Id\\"}",
                 "references":[{"name":"grid.Id","subject":"grid/id","version":3}]}""");
        server.with("/subjects/grid%2Fid/versions/3", """
                {"schema":"{\\"type\\":\\"fixed\\",\\"name\\":\\"Id\\",\\"namespace\\":\\"grid\\",\\"size\\":1}"}""");

        assertThat(ValueText.of(format(Kind.AVRO, null, null), server.registry())
                        .json(headed(1, new byte[0], new byte[] {2, 1, 0})))
                .isEqualTo("[\"AQ==\"]");
    }

    @Test
    void protobufIsReadByDescriptorsThatAreAFile() throws Exception {
        assertThat(ValueText.of(format(Kind.PROTOBUF, descriptors(), "grid.v1.Batch"), null)
                        .json(protobuf()))
                .isEqualTo(PROTO_JSON);
    }

    @Test
    void protobufIsReadByTheSchemaAndTheMessageThatItNames() throws Exception {
        server.with("/schemas/ids/9", "{\"schemaType\":\"PROTOBUF\",\"schema\":" + escaped(PROTO) + "}");
        ValueText text = ValueText.of(format(Kind.PROTOBUF, null, null), server.registry());

        assertThat(text.json(headed(9, new byte[] {2, 2}, protobuf()))).isEqualTo(PROTO_JSON);
        // The first message has a short form.
        assertThat(text.json(headed(9, new byte[] {0}, new byte[] {8, 5}))).isEqualTo("{\"nothing\":5}");
        // The first message in the second.
        assertThat(text.json(headed(9, new byte[] {4, 2, 0}, new byte[] {10, 1, 'M'})))
                .startsWith("{\"meter\":\"M\",");
        assertThatThrownBy(() -> text.json(headed(9, new byte[] {2, 8}, protobuf())))
                .isInstanceOf(MalformedValueException.class)
                .hasMessage("the value is of message 4 where its schema has 2");
    }

    @Test
    void aSchemaThatIsNotThereIsTheFaultOfTheValueAndNotAskedForEachTime() throws Exception {
        server.with("/schemas/ids/2", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
        ValueText text = ValueText.of(format(Kind.AVRO, null, null), server.registry());

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> text.json(headed(1, new byte[0], avro())))
                    .isInstanceOf(MalformedValueException.class)
                    .hasMessageContaining("does not have: /schemas/ids/1");
        }
        assertThatThrownBy(() -> text.json(headed(2, new byte[0], avro())))
                .hasMessage("the value is of schema 2, which is of JSON and not of AVRO");
        assertThatThrownBy(() -> text.json(avro()))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageStartingWith("the value names no schema");
        assertThat(server.asked()).containsExactly("/schemas/ids/1", "/schemas/ids/2");
    }

    @Test
    void aRegistryThatIsAwayIsNotTheFaultOfTheValue() {
        server.failsWith(503);
        SchemaClient.Connection impatient = new SchemaClient.Connection(server.registry(), millis -> {});

        assertThatThrownBy(() -> AvroText.of(impatient).json(headed(1, new byte[0], avro())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answers /schemas/ids/1 with 503");
        assertThat(server.asked()).hasSize(5);
        server.close();
        assertThatThrownBy(() -> AvroText.of(impatient).json(headed(1, new byte[0], avro())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be asked");
    }

    @Test
    void bytesThatAreSomethingElseAreSaidToBeSo() throws Exception {
        ValueText avro = ValueText.of(format(Kind.AVRO, bytes(AVRO), null), null);
        byte[] value = avro();

        assertThatThrownBy(() -> avro.json(Arrays.copyOf(value, value.length - 1)))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageStartingWith("no Avro of the schema grid.");
        assertThatThrownBy(() -> avro.json(Arrays.copyOf(value, value.length + 2)))
                .hasMessage("no Avro of the schema grid.Reading: 2 bytes are left over");
        assertThatThrownBy(() -> ValueText.of(format(Kind.PROTOBUF, descriptors(), "grid.v1.Batch"), null)
                        .json(new byte[] {10, 5}))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageStartingWith("no Protocol Buffers of the message grid.v1.Batch: ");
    }

    @Test
    void noBytesWhateverEndAJob() throws Exception {
        Random random = new Random(7);
        List<ValueText> texts = List.of(
                ValueText.of(format(Kind.AVRO, bytes(AVRO), null), null),
                ValueText.of(
                        format(
                                Kind.AVRO,
                                bytes("{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}"),
                                null),
                        null),
                ValueText.of(
                        format(
                                Kind.AVRO,
                                bytes(
                                        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}"),
                                null),
                        null),
                ValueText.of(format(Kind.PROTOBUF, descriptors(), "grid.v1.Batch"), null));
        List<byte[]> sound = List.of(avro(), protobuf());
        int malformed = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] value = new byte[random.nextInt(40)];
            random.nextBytes(value);
            if (i % 2 == 0) {
                value = sound.get(i / 2 % 2).clone();
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            for (ValueText text : texts) {
                try {
                    text.json(value);
                } catch (MalformedValueException e) {
                    malformed++;
                }
            }
        }
        assertThat(malformed).isPositive();
    }

    @Test
    void aSchemaThatIsNoneIsSaid() {
        assertThatThrownBy(() -> ValueText.of(format(Kind.AVRO, bytes("{\"type\":\"recrd\"}"), null), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an Avro schema: one of its types is defined nowhere");
        assertThatThrownBy(() -> ValueText.of(format(Kind.AVRO, bytes("recrd"), null), null))
                .hasMessageStartingWith("an Avro schema: ");
        assertThatThrownBy(() -> ValueText.of(format(Kind.PROTOBUF, bytes("no"), null), null))
                .hasMessageStartingWith("a set of file descriptors, as protoc ");
        assertThatThrownBy(() -> ValueText.of(format(Kind.PROTOBUF, descriptors(), "grid.v1.Batsch"), null))
                .hasMessage("a set of file descriptors with the message grid.v1.Batsch; it has grid.v1.Batch,"
                        + " grid.v1.Batch.Reading, grid.v1.Other");
        assertThatThrownBy(() -> ValueText.of(format(Kind.PROTOBUF, descriptors(), null), null))
                .hasMessageStartingWith("a set of file descriptors of one message, or message, ");
        assertThatThrownBy(() -> ProtoText.parse("p", "syntax = \"proto3\";\nmessage M {\n  string = 1;\n}"))
                .hasMessage("a schema of Protocol Buffers: in line 3 is \"1\", expected \"=\"");
        assertThatThrownBy(() -> ProtoText.parse("p", "message M {"))
                .hasMessageContaining("it ends in line 1 inside a statement");
    }
}
