package io.parkpulse.connectors.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;

/** A source at work without a cluster: readers that take turns at random, and restart when asked to. */
final class Simulation {
    private final LineSource source;
    private final LineSurvey survey;
    private final Random random;
    private final List<Reader> readers = new ArrayList<>();
    private SplitEnumerator<LineSplit, Unassigned> enumerator;

    /** A consistent picture of everything, serialised. */
    record Checkpoint(byte[] enumerator, List<List<byte[]>> readers, List<List<Seen>> seen, List<Long> watermarks) {}

    Simulation(LineSurvey survey, int parallelism, Random random) throws Exception {
        this.survey = survey;
        this.source = LineSource.of(survey);
        this.random = random;
        this.enumerator = source.createEnumerator(enumeratorContext());
        for (int i = 0; i < parallelism; i++) {
            readers.add(new Reader(i, List.of(), List.of(), Long.MIN_VALUE));
        }
        readers.forEach(Reader::start);
    }

    /** Lets readers take turns until that many turns are over or all readers are at the end. */
    void run(int turns) throws Exception {
        for (int i = 0; i < turns; i++) {
            List<Reader> alive = readers.stream().filter(r -> !r.ended).toList();
            if (alive.isEmpty()) {
                return;
            }
            alive.get(random.nextInt(alive.size())).turn();
        }
    }

    void runToEnd() throws Exception {
        run(1_000_000);
        assertThat(readers).allMatch(r -> r.ended);
    }

    List<Seen> seen() {
        return readers.stream().flatMap(r -> r.seen.stream()).toList();
    }

    Checkpoint checkpoint() throws Exception {
        List<List<byte[]>> states = new ArrayList<>();
        List<List<Seen>> lines = new ArrayList<>();
        for (Reader reader : readers) {
            List<byte[]> state = new ArrayList<>();
            for (LineSplit split : reader.reader.snapshotState(1)) {
                state.add(source.getSplitSerializer().serialize(split));
            }
            states.add(state);
            lines.add(List.copyOf(reader.seen));
            reader.assignedSince.clear();
        }
        byte[] state = source.getEnumeratorCheckpointSerializer().serialize(enumerator.snapshotState(1));
        return new Checkpoint(
                state,
                states,
                lines,
                readers.stream().map(r -> Math.max(r.passed, r.watermark)).toList());
    }

    /** All readers restart from the checkpoint, the enumerator goes on: what Flink does when a task fails. */
    void restartReaders(Checkpoint checkpoint) throws Exception {
        List<Reader> failed = List.copyOf(readers);
        for (int i = 0; i < failed.size(); i++) {
            readers.set(i, restored(i, checkpoint));
            enumerator.addSplitsBack(failed.get(i).assignedSince, i);
        }
        readers.forEach(Reader::start);
    }

    /** One reader restarts from the checkpoint: what Flink does where nothing is exchanged behind the source. */
    void restartReader(int i, Checkpoint checkpoint) throws Exception {
        Reader failed = readers.get(i);
        readers.set(i, restored(i, checkpoint));
        enumerator.addSplitsBack(failed.assignedSince, i);
        readers.get(i).start();
    }

    /** Everything is restored from the checkpoint, at any parallelism. */
    void restore(Checkpoint checkpoint, int parallelism) throws Exception {
        enumerator = source.restoreEnumerator(
                enumeratorContext(), source.getEnumeratorCheckpointSerializer().deserialize(1, checkpoint.enumerator));
        List<LineSplit> all = new ArrayList<>();
        for (List<byte[]> state : checkpoint.readers) {
            all.addAll(splits(state));
        }
        List<Seen> lines = checkpoint.seen.stream().flatMap(List::stream).toList();
        boolean rescaled = parallelism != readers.size();
        readers.clear();
        for (int i = 0; i < parallelism; i++) {
            int reader = i;
            List<LineSplit> own = rescaled
                    ? all.stream()
                            .filter(s -> all.indexOf(s) % parallelism == reader)
                            .toList()
                    : splits(checkpoint.readers.get(i));
            List<Seen> before = rescaled ? (i == 0 ? lines : List.of()) : checkpoint.seen.get(i);
            long passed = rescaled ? Collections.min(checkpoint.watermarks) : checkpoint.watermarks.get(i);
            readers.add(new Reader(i, own, before, passed));
        }
        readers.forEach(Reader::start);
    }

    /** One reader with such splits, and the enumerator in such a state. */
    void restore(Unassigned state, List<LineSplit> splits) throws Exception {
        enumerator = source.restoreEnumerator(enumeratorContext(), state);
        readers.clear();
        readers.add(new Reader(0, splits, List.of(), Long.MIN_VALUE));
        readers.get(0).start();
    }

    private Reader restored(int i, Checkpoint checkpoint) throws Exception {
        return new Reader(i, splits(checkpoint.readers.get(i)), checkpoint.seen.get(i), checkpoint.watermarks.get(i));
    }

    private List<LineSplit> splits(List<byte[]> state) throws Exception {
        List<LineSplit> splits = new ArrayList<>();
        for (byte[] split : state) {
            splits.add(source.getSplitSerializer().deserialize(1, split));
        }
        return splits;
    }

    @SuppressWarnings("unchecked")
    private SplitEnumeratorContext<LineSplit> enumeratorContext() {
        return (SplitEnumeratorContext<LineSplit>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SplitEnumeratorContext.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "currentParallelism":
                            return readers.size();
                        case "registeredReaders":
                            Map<Integer, ReaderInfo> infos = new HashMap<>();
                            readers.forEach(r -> infos.put(r.index, new ReaderInfo(r.index, "here")));
                            return infos;
                        case "assignSplit":
                            readers.get((int) args[1]).assign((LineSplit) args[0]);
                            return null;
                        case "signalNoMoreSplits":
                            readers.get((int) args[0]).reader.notifyNoMoreSplits();
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private final class Reader implements ReaderOutput<Line> {
        final int index;
        final SourceReader<Line, LineSplit> reader;
        /** The watermark that the consumer had met by the checkpoint; the reader has to start anew. */
        final long passed;

        final List<Seen> seen;
        final List<LineSplit> assignedSince = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        boolean ended;

        Reader(int index, List<LineSplit> restored, List<Seen> before, long passed) throws Exception {
            this.index = index;
            this.passed = passed;
            this.seen = new ArrayList<>(before);
            SourceReaderContext context = (SourceReaderContext) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {SourceReaderContext.class}, (proxy, method, args) -> {
                        if (method.getName().equals("sendSourceEventToCoordinator")) {
                            enumerator.handleSourceEvent(index, (SourceEvent) args[0]);
                            return null;
                        }
                        throw new UnsupportedOperationException(method.getName());
                    });
            this.reader = new LineReader(context, survey, 1 + random.nextInt(4));
            if (!restored.isEmpty()) {
                reader.addSplits(restored);
            }
        }

        void start() {
            reader.start();
        }

        void assign(LineSplit split) {
            assignedSince.add(split);
            reader.addSplits(List.of(split));
        }

        void turn() throws Exception {
            InputStatus status = reader.pollNext(this);
            assertThat(status).isNotEqualTo(InputStatus.NOTHING_AVAILABLE);
            ended = status == InputStatus.END_OF_INPUT;
        }

        @Override
        public void collect(Line line) {
            Seen now = Seen.of(line);
            long time = now.time();
            assertThat(time == LineClock.NONE || time > Math.max(watermark, passed))
                    .as("%s is not behind watermarks %s and %s", now, watermark, passed)
                    .isTrue();
            seen.add(now);
        }

        @Override
        public void collect(Line line, long timestamp) {
            throw new AssertionError("Lines carry no timestamp");
        }

        @Override
        public void emitWatermark(Watermark mark) {
            assertThat(mark.getTimestamp()).isGreaterThan(watermark);
            watermark = mark.getTimestamp();
        }

        @Override
        public void markIdle() {
            throw new AssertionError("A reader is never idle");
        }

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<Line> createOutputForSplit(String splitId) {
            throw new AssertionError("Watermarks are of the reader, not of its splits");
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
