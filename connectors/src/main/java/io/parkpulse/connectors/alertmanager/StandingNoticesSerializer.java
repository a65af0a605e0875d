package io.parkpulse.connectors.alertmanager;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The state of a writer: for each notice its identity, times, address, labels and annotations. */
final class StandingNoticesSerializer implements SimpleVersionedSerializer<StandingNotices> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StandingNotices state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        out.writeInt(state.notices().size());
        for (Notice notice : state.notices()) {
            out.writeUTF(notice.identity());
            out.writeLong(notice.startsAt());
            out.writeLong(notice.endsAt());
            out.writeUTF(notice.generatorUrl());
            write(notice.labels(), out);
            write(notice.annotations(), out);
        }
        return out.getCopyOfBuffer();
    }

    private static void write(Map<String, String> values, DataOutputSerializer out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, String> value : values.entrySet()) {
            out.writeUTF(value.getKey());
            out.writeUTF(value.getValue());
        }
    }

    @Override
    public StandingNotices deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("The state of the Alertmanager sink has version " + version
                    + ", this sink reads version " + VERSION + ": run the job with the release that wrote it");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        List<Notice> notices = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String identity = in.readUTF();
            long startsAt = in.readLong();
            long endsAt = in.readLong();
            String generatorUrl = in.readUTF();
            notices.add(new Notice(identity, read(in), read(in), generatorUrl, startsAt, endsAt));
        }
        return new StandingNotices(notices);
    }

    private static Map<String, String> read(DataInputDeserializer in) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.put(in.readUTF(), in.readUTF());
        }
        return values;
    }
}
