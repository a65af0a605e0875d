package io.parkpulse.live;

import io.parkpulse.alerts.Rules;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.catalogue.Speaking;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.kafka.WhenReachable;
import io.parkpulse.message.Message;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
            "Runs the live job between Kafka and a time-series store, without end. While Kafka does not answer it waits and"
                    + " says so.",
            "",
            "Here it runs in this process. On a Flink cluster the same class is the entry point of the job's jar:",
            "  flink run -c io.parkpulse.live.RunCommand parkpulse-job.jar --config FILE"
        },
        footerHeading = "%n",
        footer = {
            "docs/configuration.md describes every setting of FILE. With mapping it names a file that says what the"
                    + " values of other topics mean: CSV, JSON, XML, Avro, Protocol Buffers; see docs/import.md.",
            "",
            "Exit codes: 0 done, 2 wrong usage, configuration or registry, 1 the run failed."
        })
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, a YAML file.")
    private Path config;

    private final Consumer<String> waiting;

    /** The command of a terminal. */
    public RunCommand() {
        this.waiting = line -> {
            spec.commandLine().getErr().println(line);
            spec.commandLine().getErr().flush();
        };
    }

    private RunCommand(Consumer<String> waiting) {
        this.waiting = waiting;
    }

    /**
     * The entry point on a cluster.
     *
     * @throws IllegalStateException with what is wrong, for whoever submits the job
     */
    public static void main(String[] args) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new RunCommand(LOG::warn))
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
        Optional<LiveJob.Begun> begun = begin(spec.commandLine().getErr());
        if (begun.isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        try (LiveJob.Begun job = begun.get()) {
            job.await();
        }
        return CommandLine.ExitCode.OK;
    }

    /** Empty, and said, if it is not to be begun like this. */
    private Optional<LiveJob.Begun> begin(PrintWriter err) throws Exception {
        LiveConfig settings;
        KafkaSettings kafka;
        LiveMapping mapping;
        KafkaSources sources;
        Registry registry;
        Rules rules;
        try {
            settings = LiveConfig.read(config);
            kafka = settings.kafka(System.getenv());
            mapping = settings.mapping(System.getenv());
            sources = new KafkaSources(kafka, settings.group(), settings.settings()).withMapping(mapping);
            if (settings.registry() != null) {
                registry = read(settings.registry(), err);
            } else {
                RegistryTopic.Content content = content(kafka, err);
                registry = content.outcome().registry();
                sources = sources.withRegistry(content.end());
            }
            rules = settings.rules() == null
                    ? RegistryReader.builtInRules()
                    : RegistryReader.readRules(settings.rules());
        } catch (RegistryException e) {
            err.println(e.in(sentences()));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return Optional.empty();
        }
        List<String> mapped = mapping.topics().stream().map(MappedTopic::name).toList();
        List<String> made = WhenReachable.call(kafka, waiting, brokers -> {
            Topics.create(brokers, Topics.DEFAULT_PARTITIONS);
            return Topics.createOthers(brokers, mapped, Topics.DEFAULT_PARTITIONS);
        });
        made.forEach(topic -> warn(Message.of("setting.topic_made", "topic", topic), err));
        err.flush();
        return Optional.of(LiveJob.begin(settings, kafka, sources, registry, rules));
    }

    /** In the language that whoever runs the command asks for; English on a cluster. */
    private Sentences sentences() {
        return Sentences.in(Speaking.of(spec.root().userObject()));
    }

    private void warn(Object said, PrintWriter err) {
        err.println(sentences().of(Message.of("warning", "text", said)));
    }

    private Registry read(Path directory, PrintWriter err) throws RegistryException {
        RegistryReader.Result read = RegistryReader.read(directory);
        read.warnings().forEach(warning -> warn(warning, err));
        return read.registry();
    }

    private RegistryTopic.Content content(KafkaSettings kafka, PrintWriter err) throws IOException {
        RegistryTopic.Content content = WhenReachable.call(kafka, waiting, RegistryTopic::read);
        content.outcome().warnings().forEach(warning -> warn(warning, err));
        content.outcome().refusals().forEach(refusal -> err.println("refused: " + refusal));
        if (content.outcome().registry().parks().isEmpty()) {
            throw new IllegalArgumentException(sentences().of(Message.of("setting.no_park", "topic", Topics.REGISTRY)));
        }
        return content;
    }
}
