package io.parkpulse.imports;

import io.parkpulse.mapping.IdBook;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;

/** What became of the rows of values, in order. */
final class MappedValues implements ValueMapper.Sink {
    static final Map<String, String> ENVIRONMENT = Map.of("PARKPULSE_PERSON_KEY", "test");

    final Map<Stream, List<String>> records = new EnumMap<>(Stream.class);
    final List<Dead> dead = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    int skipped;
    /** Of a record that is not to be taken. */
    String refused = "nothing";

    record Dead(int row, DeadReason reason, String detail, String raw) {}

    /**
     * Maps values one after the other by the mapping of a folder that has a registry, too; the mapping has travelled as to a
     * task manager.
     */
    static MappedValues of(Path dir, List<byte[]> values) throws Exception {
        List<MappedInput> inputs = InstantiationUtil.clone(
                new ArrayList<>(MappingFile.read(dir.resolve("mapping.yaml"), dir, ENVIRONMENT::get)
                        .inputs()));
        IdBook book = IdBook.of(RegistryReader.read(dir).registry());
        return new MappedValues().map(new ValueMapper(inputs, book, ENVIRONMENT::get, null), values);
    }

    MappedValues map(ValueMapper mapper, List<byte[]> values) throws IOException {
        for (byte[] value : values) {
            mapper.map(value, this);
        }
        return this;
    }

    List<String> records(Stream stream) {
        return records.getOrDefault(stream, List.of());
    }

    @Override
    public ValueMapper.Refusal record(Stream stream, byte[] line, long at) {
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.contains(refused)) {
            return new ValueMapper.Refusal(DeadReason.UNKNOWN_METER, "refused");
        }
        records.computeIfAbsent(stream, of -> new ArrayList<>()).add(text);
        times.add(at);
        return null;
    }

    @Override
    public void dead(Stream stream, int row, DeadReason reason, String detail, byte[] raw) {
        dead.add(new Dead(row, reason, detail, new String(raw, StandardCharsets.UTF_8)));
    }

    @Override
    public void skipped(int rows) {
        skipped += rows;
    }
}
