package io.parkpulse.bench;

import io.parkpulse.index.Measure;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.live.IndexPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Takes what the live job of this process emits, and keeps of the parks' trailing windows what was emitted last. All else is
 * dropped.
 */
final class ParkFigures extends WindowsAlone {
    /** The one job of this process writes here, wherever Flink makes its sink anew. */
    private static final Emitted TOLD = new Emitted();

    private final long lastEnd;

    /** @param lastEnd with the window that ends there of all parks everything is emitted, epoch milliseconds */
    ParkFigures(long lastEnd) {
        this.lastEnd = lastEnd;
    }

    /** Completes when so many parks have been emitted up to the last end. */
    static CompletableFuture<Void> complete(int parks) {
        return TOLD.complete(parks);
    }

    /** Writes the windows up to an end. */
    static void write(long until, Path out) throws IOException {
        TOLD.write(until, out);
    }

    @Override
    public void indices(DataStream<IndexPoint> indices) {
        indices.filter(point -> point.scope().equals("park:" + point.park()))
                .name("parks")
                .uid("parks")
                .sinkTo(new Keeping(lastEnd))
                .name("kept")
                .uid("kept");
    }

    private record Window(String park, long end) {}

    private static final class Emitted {
        private final Map<Window, ScopeFigures> figures = new HashMap<>();
        private final Set<String> parksAtTheEnd = new HashSet<>();
        private final CompletableFuture<Void> complete = new CompletableFuture<>();
        private int parks = Integer.MAX_VALUE;

        synchronized CompletableFuture<Void> complete(int parksThereAre) {
            parks = parksThereAre;
            return complete;
        }

        synchronized void put(IndexPoint point, boolean last) {
            figures.put(new Window(point.park(), point.end()), point.figures());
            if (last && parksAtTheEnd.add(point.park()) && parksAtTheEnd.size() >= parks) {
                complete.complete(null);
            }
        }

        synchronized void write(long until, Path out) throws IOException {
            try (FigureFile file = new FigureFile(out)) {
                for (Map.Entry<Window, ScopeFigures> entry : figures.entrySet()) {
                    Window window = entry.getKey();
                    if (window.end <= until) {
                        file.write(
                                FigureFile.trailingKey(Instant.ofEpochMilli(window.end), window.park),
                                new FigureFile.Figures(
                                        rate(entry.getValue().rate(Measure.POWER_WORK_RATE)),
                                        rate(entry.getValue().rate(Measure.POWER_OUTPUT_RATE)),
                                        FigureFile.NONE));
                    }
                }
            }
        }

        private static String rate(ScopeFigures.Rate rate) {
            return rate == null ? FigureFile.NONE : FigureFile.rate(rate.n(), rate.d());
        }
    }

    private record Keeping(long lastEnd) implements Sink<IndexPoint> {
        @Override
        public SinkWriter<IndexPoint> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(IndexPoint point, Context ofRecord) {
                    TOLD.put(point, point.end() == lastEnd);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
