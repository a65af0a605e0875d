package io.parkpulse.cli;

import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.message.Message;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code registry push}: makes the registry's topic hold what a directory has. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Make the topic " + Topics.REGISTRY + " hold the registry of a directory: parks.csv, enterprises.csv,"
                    + " meters.csv, methods.yaml, grids.csv.",
            "",
            "The directory is checked first, as a whole. Only rows that are new or other than before are written; rows"
                    + " of the topic that the directory has not are deleted. Where that would take out more than half of"
                    + " the enterprises, or of the meters, nothing is written without --allow-removals."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:Kafka fails",
            "2:wrong usage or registry, or one that removes too much; nothing is written"
        })
public final class RegistryPushCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The directory of the registry, or a recording.")
    private Path dir;

    @Option(
            names = "--allow-removals",
            description =
                    "Write also if more than half of the topic's enterprises, or of its meters, are deleted by it.")
    private boolean allowRemovals;

    @Mixin
    private KafkaOptions kafka;

    @Override
    public Integer call() throws IOException {
        KafkaSettings settings = kafka.settings(spec);
        CliTexts texts = CliTexts.of(spec);
        PrintWriter err = spec.commandLine().getErr();
        RegistryReader.Rows read;
        try {
            read = RegistryReader.readRows(dir);
        } catch (RegistryException e) {
            err.println(texts.of(e));
            return ExitCode.USAGE;
        }
        read.warnings().forEach(warning -> err.println(texts.warning(warning)));
        Topics.createRegistry(settings);
        RegistryTopic.Difference difference = RegistryTopic.compare(settings, read.rows());
        if (difference.removals().areMost()) {
            err.println(texts.of(
                    allowRemovals ? "pushed.removing" : "pushed.would_remove",
                    "removals",
                    texts.of(difference.removals().said()),
                    "topic",
                    Topics.REGISTRY,
                    "dir",
                    dir));
            err.flush();
            if (!allowRemovals) {
                return ExitCode.USAGE;
            }
        }
        spec.commandLine().getOut().println(summary(texts, difference.write()));
        return ExitCode.DONE;
    }

    static String summary(CliTexts texts, RegistryTopic.Written rows) {
        return texts.of(
                "pushed.rows",
                "topic",
                Topics.REGISTRY,
                "added",
                Message.count(rows.added()),
                "changed",
                Message.count(rows.changed()),
                "removed",
                Message.count(rows.removed()),
                "unchanged",
                Message.count(rows.unchanged()));
    }
}
