package io.parkpulse.cli;

import io.parkpulse.files.Staging;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.message.Message;
import io.parkpulse.play.TopicRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code record}: a window of the live topics as a recording. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Write a window of the live topics as a recording, which replay takes: the registry as it is now, and the"
                    + " records whose event time lies in [FROM, TO), each with the time at which it was received.",
            "",
            "A day's figures need more than the day: begin 48 hours before the first day that is to be right, so that"
                    + " every meter has its reading before it, and end an hour or two after the last, so that what"
                    + " came late is in it and every meter has its reading after it."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  parkpulse record --kafka localhost:9092 --from 2020-03-14T00:00:00+08:00"
                    + " --to 2020-03-17T02:00:00+08:00 recordings/live"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:Kafka fails, or the recording could not be written", "2:wrong usage or registry"})
public final class RecordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder to write; it must not exist yet.")
    private Path dir;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "T",
            description = "Where the window begins, e.g. 2020-03-14T00:00:00+08:00, or epoch milliseconds.")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "T", description = "Where it ends; not itself in it.")
    private String to;

    @Option(names = "--force", description = "Replace DIR if it holds what record wrote, and nothing else.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        KafkaSettings settings = kafka.settings(spec);
        long begin = instant("--from", from);
        long end = instant("--to", to);
        Usage.require(spec, begin < end, "--to", to, Message.of("usage.after_from", "from", from));
        Path target = dir.toAbsolutePath().normalize();
        Usage.require(spec, target.getParent() != null, "DIR", dir, Message.of("usage.writable"));
        Staging.Target place = new Staging.Target("DIR", dir, force, Recording.RECORDED);
        place.check();
        PrintWriter err = spec.commandLine().getErr();
        CliTexts texts = CliTexts.of(spec);
        TopicRecorder.Recorded recorded;
        try (ProgressDisplay progress = new ProgressDisplay(texts, Terminal.showsErr(), err);
                Staging staging = Staging.of(place, ShellWords.join("./parkpulse", "record", "…", dir.toString()))) {
            Path partial = staging.directory("recording");
            progress.begin(
                    new ProgressDisplay.Phase(texts.of("progress.recording"), texts.of("progress.records"), 1), 0);
            recorded = TopicRecorder.record(settings, begin, end, partial, (records, all) -> {
                progress.resize(all);
                progress.at(records);
            });
            progress.end();
            recorded.registry()
                    .refusals()
                    .forEach(refusal -> err.println(texts.warning(Topics.REGISTRY + ": " + refusal)));
            if (recorded.registry().registry().parks().isEmpty()) {
                err.println(texts.of("recorded.no_park", "topic", Topics.REGISTRY));
                return ExitCode.USAGE;
            }
            recorded.registry().warnings().forEach(warning -> err.println(texts.warning(warning)));
            staging.publish(partial);
        }
        summarize(recorded);
        return ExitCode.DONE;
    }

    private void summarize(TopicRecorder.Recorded recorded) {
        CliTexts texts = CliTexts.of(spec);
        PrintWriter print = spec.commandLine().getOut();
        print.println(texts.of(
                "recorded.lines",
                "dir",
                dir,
                "n",
                Message.count(StreamTexts.sum(recorded.lines())),
                "counts",
                StreamTexts.counts(recorded.lines())));
        if (recorded.withoutTime() > 0) {
            print.println("  " + texts.of("recorded.without_time", "n", Message.count(recorded.withoutTime())));
        }
        if (recorded.empty() > 0) {
            print.println("  " + texts.of("recorded.empty", "n", Message.count(recorded.empty())));
        }
        print.println(Recording.next(texts, dir));
        print.flush();
    }

    private long instant(String option, String text) {
        try {
            return text.matches("\\d+")
                    ? Long.parseLong(text)
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | NumberFormatException e) {
            throw Usage.wrong(spec, option, text, Message.of("usage.instant"));
        }
    }
}
