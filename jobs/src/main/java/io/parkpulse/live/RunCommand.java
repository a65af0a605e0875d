package io.parkpulse.live;

import io.parkpulse.alerts.Rules;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The production job; also the entry point of the job's jar on a Flink cluster. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the live job between Kafka and a time-series store, without end.",
            "",
            "Here it runs in this process. On a Flink cluster the same class is the entry point of the job's jar:",
            "  flink run -c io.parkpulse.live.RunCommand parkpulse-job.jar --config FILE"
        },
        footerHeading = "%n",
        footer = {
            "docs/configuration.md describes every setting of FILE.",
            "",
            "Exit codes: 0 done, 2 wrong usage, configuration or registry, 1 the run failed."
        })
public final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, a YAML file.")
    private Path config;

    /**
     * The entry point on a cluster.
     *
     * @throws IllegalStateException with what is wrong, so that whoever submits the job is told
     */
    public static void main(String[] args) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new RunCommand())
                .setErr(new PrintWriter(said, true))
                .setParameterExceptionHandler((wrong, given) -> {
                    said.append(wrong.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    throw failure;
                })
                .execute(args);
        if (code != CommandLine.ExitCode.OK) {
            throw new IllegalStateException(said.toString().strip());
        }
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        LiveConfig settings;
        KafkaSettings kafka;
        KafkaSources sources;
        Registry registry;
        Rules rules;
        try {
            settings = LiveConfig.read(config);
            kafka = settings.kafka(System.getenv());
            sources = new KafkaSources(kafka, settings.group(), settings.settings());
            if (settings.registry() != null) {
                registry = read(settings.registry(), err);
            } else {
                RegistryTopic.Content content = read(kafka, err);
                registry = content.outcome().registry();
                sources = sources.withRegistry(content.end());
            }
            rules = settings.rules() == null
                    ? RegistryReader.builtInRules()
                    : RegistryReader.readRules(settings.rules());
        } catch (RegistryException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        Topics.create(kafka, Topics.DEFAULT_PARTITIONS);
        LiveJob.run(settings, kafka, sources, registry, rules);
        return CommandLine.ExitCode.OK;
    }

    private static Registry read(Path directory, PrintWriter err) throws RegistryException {
        RegistryReader.Result read = RegistryReader.read(directory);
        read.warnings().forEach(warning -> err.println("warning: " + warning));
        return read.registry();
    }

    private static RegistryTopic.Content read(KafkaSettings kafka, PrintWriter err) throws IOException {
        RegistryTopic.Content content = RegistryTopic.read(kafka);
        content.outcome().warnings().forEach(warning -> err.println("warning: " + warning));
        content.outcome().refusals().forEach(refusal -> err.println("refused: " + refusal));
        if (content.outcome().registry().parks().isEmpty()) {
            throw new IllegalArgumentException("the topic " + Topics.REGISTRY
                    + " holds no park: write a registry to it with ./parkpulse registry push DIR --kafka …");
        }
        return content;
    }
}
