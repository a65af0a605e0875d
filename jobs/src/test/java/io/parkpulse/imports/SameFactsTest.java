package io.parkpulse.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedOutputStream;
import io.parkpulse.Registries;
import io.parkpulse.mapping.IdBook;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.schemas.SchemaServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same readings in every encoding are the same records. */
class SameFactsTest {
    private static final String AVRO = """
            {"type":"record","name":"R","fields":[{"name":"m","type":"string"},{"name":"t","type":"long"},
            {"name":"v","type":"double"}]}""";
    private static final String PROTO = "syntax = \"proto3\"; message R { string m = 1; int64 t = 2; double v = 3; }";

    @TempDir
    Path dir;

    private record Fact(String meter, long at, double value) {}

    private interface Encoding {
        byte[] of(Fact fact) throws IOException;
    }

    private static List<Fact> facts() {
        Random random = new Random(3);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double value = i == 0 ? 0 : i % 3 == 0 ? random.nextInt(100) : random.nextInt(1_000_000_000) / 1000.0;
            facts.add(new Fact("表 \"" + i % 7, 1584316800000L + i * 900_000L, value));
        }
        return facts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] headed(int id, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, (byte) id});
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static byte[] avro(Fact fact) throws IOException {
        Schema schema = new Schema.Parser().parse(AVRO);
        GenericData.Record record = new GenericData.Record(schema);
        record.put("m", fact.meter());
        record.put("t", fact.at());
        record.put("v", fact.value());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] protobuf(Fact fact) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0); // the first message of its schema
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        coded.writeString(1, fact.meter());
        coded.writeInt64(2, fact.at());
        coded.writeDouble(3, fact.value());
        coded.flush();
        return out.toByteArray();
    }

    private static String number(Fact fact) {
        return fact.value() == Math.rint(fact.value())
                ? Long.toString((long) fact.value())
                : Double.toString(fact.value());
    }

    @Test
    void theSameReadingsInEveryEncodingAreTheSameRecords() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Map<String, Encoding> encodings = new LinkedHashMap<>();
        encodings.put(
                "json",
                fact -> bytes("{\"m\":" + json.writeValueAsString(fact.meter()) + ",\"t\":" + fact.at() + ",\"v\":"
                        + number(fact) + "}"));
        encodings.put(
                "csv",
                fact -> bytes(
                        "m;t;v\n\"" + fact.meter().replace("\"", "\"\"") + "\";" + fact.at() + ";" + number(fact)));
        encodings.put(
                "xml",
                fact -> bytes("<R><m>" + fact.meter() + "</m><t>" + fact.at() + "</t><v>" + number(fact) + "</v></R>"));
        encodings.put("avro", fact -> headed(1, avro(fact)));
        encodings.put("protobuf", fact -> headed(2, protobuf(fact)));

        Map<String, List<String>> records = new LinkedHashMap<>();
        try (SchemaServer server = new SchemaServer()) {
            server.with("/schemas/ids/1", "{\"schema\":" + json.writeValueAsString(AVRO) + "}");
            server.with(
                    "/schemas/ids/2",
                    "{\"schemaType\":\"PROTOBUF\",\"schema\":" + json.writeValueAsString(PROTO) + "}");
            for (Map.Entry<String, Encoding> encoding : encodings.entrySet()) {
                List<byte[]> values = new ArrayList<>();
                for (Fact fact : facts()) {
                    values.add(encoding.getValue().of(fact));
                }
                MappedValues mapped = new MappedValues()
                        .map(
                                new ValueMapper(inputs(encoding.getKey()), book(), name -> null, server.registry()),
                                values);
                assertThat(mapped.dead).as(encoding.getKey()).isEmpty();
                records.put(encoding.getKey(), mapped.records(Stream.POWER));
            }
        }

        assertThat(records.get("json")).hasSize(500);
        assertThat(records).allSatisfy((encoding, own) -> assertThat(own).isEqualTo(records.get("json")));
    }

    private List<MappedInput> inputs(String format) throws Exception {
        Path file = Files.writeString(
                dir.resolve("mapping.yaml"), """
                inputs:
                  - topic: readings
                    stream: power
                    format: %s
                    %s
                    meter: m
                    at: {column: t, pattern: epoch-ms}
                    value: v
                    unit: kWh
                """.formatted(format, format.equals("xml") ? "records: R" : ""));
        return MappingFile.read(file, dir, name -> null).inputs();
    }

    private static IdBook book() {
        return IdBook.of(new Registries().build());
    }
}
