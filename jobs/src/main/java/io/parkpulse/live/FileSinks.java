package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.AlertLine;
import io.parkpulse.files.OutputFile;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.output.ReplayFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Files of a local directory with the names and lines of a replay's, in the order in which they were emitted: what is emitted
 * again, as a window that is still open or a day that is revised, comes again, and the last line of an identity holds.
 * For a job in this process; one that fails and goes on begins its files anew.
 */
public final class FileSinks implements LiveSinks {
    private final String directory;

    /** @param directory an existing one */
    public FileSinks(Path directory) {
        this.directory = directory.toAbsolutePath().toString();
    }

    @Override
    public void indices(DataStream<IndexPoint> indices) {
        sink(indices, ReplayFiles.INDICES, PointLines::line);
    }

    @Override
    public void days(DataStream<DayPoint> days) {
        sink(days, ReplayFiles.DAILY, PointLines::line);
    }

    @Override
    public void enterprises(DataStream<EnterprisePoint> enterprises) {
        sink(enterprises, ReplayFiles.ENTERPRISES, PointLines::line);
    }

    @Override
    public void alerts(DataStream<Alert> alerts) {
        sink(alerts, ReplayFiles.ALERTS, AlertLine::of);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters, LiveMapping mapping) {
        sink(letters, ReplayFiles.DEAD_LETTERS, letter -> PointLines.line(letter, mapping));
    }

    private <T> void sink(DataStream<T> stream, String file, LineOf<T> line) {
        sink(stream, directory, file, "file-" + file, line);
    }

    /** Writes a line for each result to a file of a local directory, one after the other. */
    static <T> void sink(DataStream<T> stream, String directory, String file, String uid, LineOf<T> line) {
        stream.sinkTo(new LinesOf<>(directory, file, line)).name(file).uid(uid).setParallelism(1);
    }

    /** What stands in a line. */
    interface LineOf<T> extends Serializable {
        String of(T result);
    }

    private record LinesOf<T>(String directory, String file, LineOf<T> line) implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
            BufferedWriter writer = new BufferedWriter(
                    new OutputStreamWriter(OutputFile.create(Path.of(directory, file)), StandardCharsets.UTF_8));
            return new SinkWriter<>() {
                @Override
                public void write(T result, Context at) throws IOException {
                    writer.write(line.of(result));
                    writer.write('\n');
                    writer.flush(); // somebody may be looking on
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() throws IOException {
                    writer.close();
                }
            };
        }
    }
}
