package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.connectors.micrometer.MicrometerReporterFactory;
import io.parkpulse.kafka.Topics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kafka.server.KafkaConfig;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterConfigurationParserFactory;
import org.apache.flink.runtime.entrypoint.EntrypointClusterConfiguration;
import org.apache.flink.runtime.entrypoint.parser.CommandLineParser;
import org.apache.flink.runtime.entrypoint.parser.ParserResultFactory;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What can be said of the containers without an engine that runs them. */
class DockerFilesTest {
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)([^}]*)}");
    private static final String JOB = "/opt/flink/usrlib/" + JobJarIT.JAR.getFileName();
    private static final String CONFIG = "/etc/parkpulse/parkpulse.yaml";

    @TempDir
    Path dir;

    @Test
    void everyServiceThatRunsOnHasAHealthcheckAndTheOthersAreWaitedFor() throws IOException {
        Map<String, JsonNode> services = DockerFiles.services();
        Set<String> awaited = new HashSet<>();
        for (JsonNode service : services.values()) {
            service.path("depends_on").properties().forEach(entry -> {
                String condition = entry.getValue().get("condition").asText();
                assertThat(services).containsKey(entry.getKey());
                if (condition.equals("service_completed_successfully")) {
                    awaited.add(entry.getKey());
                } else if (condition.equals("service_healthy")) {
                    assertThat(services.get(entry.getKey()).has("healthcheck")).isTrue();
                }
            });
        }

        assertThat(services).hasSizeGreaterThan(8);
        services.forEach((name, service) -> {
            boolean once = service.get("restart").asText().equals("no");
            assertThat(awaited.contains(name)).as(name).isEqualTo(once);
            assertThat(service.at("/healthcheck/test").isEmpty()).as(name).isEqualTo(once);
        });
    }

    @Test
    void everyVariableIsInTheExampleIsAskedForAndHasNoDefault() throws IOException {
        Set<String> used = new TreeSet<>();
        Matcher variables = VARIABLE.matcher(DockerFiles.text("compose.yaml"));
        while (variables.find()) {
            used.add(variables.group(1));
            assertThat(variables.group(2)).as(variables.group(1)).matches(":?\\?.+");
        }
        List<String> example = DockerFiles.text(".env.example")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .toList();

        assertThat(example).allMatch(line -> line.matches("[A-Z_]+="));
        assertThat(example.stream().map(line -> line.replace("=", ""))).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void noSecretStandsInAFile() throws IOException {
        Pattern assigned = Pattern.compile(
                "(?im)^[^#\\n]*?(password|token|secret|access_?key|jaas_?config)[\"']?[ \\t]*[:=][ \\t]*[\"']?([^\\s\"',]+)");
        List<String> literal = new ArrayList<>();
        DockerFiles.all().forEach((file, text) -> {
            Matcher secret = assigned.matcher(text);
            while (secret.find()) {
                if (!secret.group(2).startsWith("$")) {
                    literal.add(file + ": " + secret.group().strip());
                }
            }
        });

        assertThat(literal).isEmpty();
        assertThat(assigned.matcher("  GF_SECURITY_ADMIN_PASSWORD: admin").find())
                .isTrue();
        assertThat(assigned.matcher("token: 'abc'").find()).isTrue();
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        String dockerfile = DockerFiles.text("Dockerfile");
        JsonNode deployment =
                DockerFiles.yaml("kubernetes/flinkdeployment.yaml").get(1).get("spec");
        Map<String, JsonNode> services = DockerFiles.services();
        String flink = DockerFiles.pom("flink.version");
        String version = DockerFiles.pom("version");

        assertThat(dockerfile)
                .contains("ARG FLINK_VERSION=" + flink + "\n")
                .contains("ARG JAVA_VERSION=" + DockerFiles.pom("maven.compiler.release") + "\n")
                .contains("parkpulse/job:" + version)
                .contains("parkpulse/commands:" + version);
        assertThat(image(services, "jobmanager")).isEqualTo("parkpulse/job:" + version);
        assertThat(image(services, "taskmanager")).isEqualTo("parkpulse/job:" + version);
        assertThat(image(services, "wall")).isEqualTo("parkpulse/commands:" + version);
        assertThat(image(services, "registry")).isEqualTo("parkpulse/commands:" + version);
        assertThat(image(services, "kafka")).isEqualTo("apache/kafka:" + DockerFiles.pom("kafka.version"));
        assertThat(image(services, "influxdb-access")).isEqualTo(image(services, "influxdb"));
        // Of that version are the tests' InfluxDBs.
        assertThat(Files.readString(Path.of("../dev/influxd/build")))
                .contains("version=" + image(services, "influxdb").replace("influxdb:", "") + "\n");
        assertThat(deployment.get("image").asText()).isEqualTo("parkpulse/job:" + version);
        assertThat(deployment.get("flinkVersion").asText())
                .isEqualTo("v" + flink.replaceAll("\\.\\d+$", "").replace('.', '_'));
        assertThat(deployment.at("/podTemplate/spec/containers/0/env/0/value").asText())
                .isEqualTo("flink-s3-fs-hadoop-" + flink + ".jar");
    }

    private static String image(Map<String, JsonNode> services, String service) {
        return services.get(service).get("image").asText();
    }

    @Test
    void imagesTakeWhatTheBuildMakesAndServicesMountWhatIsThere() throws IOException {
        assertThat(DockerFiles.text("Dockerfile"))
                .contains(" " + JobJarIT.JAR.toString().substring("../".length()) + " /opt/flink/usrlib/\n")
                .contains(" jobs/target/metrics-plugin/ /opt/flink/plugins/")
                .contains("COPY app/target/parkpulse.jar ")
                .contains("COPY app/target/lib/ ");
        assertThat(Files.readString(Path.of("../jobs/pom.xml")))
                .contains("<finalName>parkpulse-job</finalName>")
                .contains("<finalName>metrics-plugin</finalName>");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<finalName>parkpulse</finalName>")
                .contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>");

        Set<String> volumes = new HashSet<>();
        DockerFiles.yaml("compose.yaml").get(0).get("volumes").fieldNames().forEachRemaining(volumes::add);
        for (JsonNode service : DockerFiles.services().values()) {
            for (JsonNode mount : service.path("volumes")) {
                String source = mount.asText().replaceFirst(":/.*", "");
                if (source.startsWith(".")) {
                    assertThat(DockerFiles.DIRECTORY.resolve(source)).exists();
                } else if (!source.startsWith("$")) {
                    assertThat(volumes).contains(source);
                }
            }
        }
    }

    @Test
    void theJobsConfigurationsAreValidAndNameServices() throws Exception {
        LiveConfig compose = LiveConfig.read(DockerFiles.DIRECTORY.resolve("parkpulse.yaml"));
        JsonNode map = DockerFiles.yaml("kubernetes/flinkdeployment.yaml").get(0);
        LiveConfig kubernetes = LiveConfig.read(Files.writeString(
                dir.resolve("parkpulse.yaml"), map.at("/data/parkpulse.yaml").asText()));

        assertThat(compose.kafka(Map.of()).bootstrapServers()).isEqualTo("kafka:19092");
        assertThat(compose.influx().url()).isEqualTo("http://influxdb:8086");
        assertThat(compose.influx().token()).hasToString("file /run/influxdb/write");
        assertThat(compose.alertmanager()).isEqualTo("http://alertmanager:9093");
        assertThat(compose.registry()).isNull();
        assertThat(kubernetes.influx().token()).hasToString("environment variable INFLUXDB_TOKEN");
        assertThat(kubernetes.registry()).isNull();
        assertThat(DockerFiles.services()).containsKeys("kafka", "influxdb", "alertmanager");
        assertThat(DockerFiles.services()
                        .get("influxdb")
                        .at("/environment/DOCKER_INFLUXDB_INIT_ORG")
                        .asText())
                .isEqualTo(compose.influx().organisation());
        assertThat(DockerFiles.services()
                        .get("influxdb")
                        .at("/environment/DOCKER_INFLUXDB_INIT_BUCKET")
                        .asText())
                .isEqualTo(compose.influx().bucket());
    }

    @Test
    void kafkaTakesItsSettings() throws IOException {
        Properties properties = new Properties();
        DockerFiles.services()
                .get("kafka")
                .get("environment")
                .properties()
                .forEach(entry -> properties.setProperty(
                        entry.getKey()
                                .replace("KAFKA_", "")
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        entry.getValue().asText()));

        KafkaConfig config = new KafkaConfig(properties, false);

        assertThat(properties.stringPropertyNames()).isSubsetOf(AbstractKafkaConfig.CONFIG_DEF.names());
        assertThat(config.autoCreateTopicsEnable()).isFalse();
        assertThat(properties.getProperty("advertised.listeners")).contains("//kafka:19092", "//localhost:9092");
    }

    @Test
    void theJobGetsItsConfigurationInApplicationMode() throws Exception {
        JsonNode jobmanager = DockerFiles.services().get("jobmanager");
        List<String> command = DockerFiles.command(jobmanager, "");
        assertThat(command.get(0)).isEqualTo("standalone-job");
        JsonNode job =
                DockerFiles.yaml("kubernetes/flinkdeployment.yaml").get(1).at("/spec/job");
        List<String> args = new ArrayList<>();
        job.get("args").forEach(arg -> args.add(arg.asText()));

        // standalone-job.sh puts its own before what it is given.
        List<String> words = new ArrayList<>(List.of("--configDir", "/opt/flink/conf"));
        words.addAll(command.subList(1, command.size()));
        ParserResultFactory<? extends EntrypointClusterConfiguration> flink =
                new StandaloneApplicationClusterConfigurationParserFactory();
        EntrypointClusterConfiguration parsed = new CommandLineParser<>(flink).parse(words.toArray(String[]::new));

        assertThat(parsed.getConfigDir()).isEqualTo("/opt/flink/conf");
        assertThat(parsed.getArgs()).containsExactly("--config", CONFIG).containsExactlyElementsOf(args);
        assertThat(new CommandLine(new RunCommand()).parseArgs(parsed.getArgs()).hasMatchedOption("--config"))
                .isTrue();
        assertThat(command)
                .containsSequence("--job-classname", RunCommand.class.getName())
                .containsSequence("--jars", JOB);
        assertThat(job.get("entryClass").asText()).isEqualTo(RunCommand.class.getName());
        assertThat(job.get("jarURI").asText()).isEqualTo("local://" + JOB);
        assertThat(jobmanager.get("volumes").toString()).contains("./parkpulse.yaml:" + CONFIG + ":ro");
        assertThat(DockerFiles.yaml("kubernetes/flinkdeployment.yaml")
                        .get(1)
                        .at("/spec/podTemplate/spec/containers/0/volumeMounts/0/mountPath")
                        .asText())
                .isEqualTo(Path.of(CONFIG).getParent().toString());
    }

    @Test
    void flinkKnowsEverySettingItIsGiven() throws Exception {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        for (Class<?> holder : List.of(
                JobManagerOptions.class,
                TaskManagerOptions.class,
                CoreOptions.class,
                StateBackendOptions.class,
                CheckpointingOptions.class,
                RestartStrategyOptions.class,
                RestOptions.class,
                WebOptions.class,
                BlobServerOptions.class,
                NettyShuffleEnvironmentOptions.class,
                HighAvailabilityOptions.class,
                DeploymentOptions.class)) {
            for (Field field : holder.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof ConfigOption<?> option) {
                    options.put(option.key(), option);
                }
            }
        }
        Map<String, String> given = new HashMap<>();
        for (Map<String, String> settings : flinkConfigurations()) {
            given.putAll(settings);
        }

        assertThat(given.keySet().stream().filter(key -> !key.startsWith("metrics.reporter.")))
                .hasSizeGreaterThan(8)
                .allMatch(options::containsKey);
        assertThat(given)
                .containsEntry("state.backend.type", "hashmap")
                .containsEntry("metrics.reporter.prom.factory.class", MicrometerReporterFactory.class.getName());
    }

    /** Of each process in containers, and on Kubernetes. */
    private static List<Map<String, String>> flinkConfigurations() throws IOException {
        Map<String, String> kubernetes = new HashMap<>();
        DockerFiles.yaml("kubernetes/flinkdeployment.yaml")
                .get(1)
                .at("/spec/flinkConfiguration")
                .properties()
                .forEach(
                        entry -> kubernetes.put(entry.getKey(), entry.getValue().asText()));
        return List.of(
                DockerFiles.flinkProperties(DockerFiles.services().get("jobmanager")),
                DockerFiles.flinkProperties(DockerFiles.services().get("taskmanager")),
                kubernetes);
    }

    @Test
    void flinksPageOffersNoSubmissionAndItsPortsAreKnown() throws IOException {
        for (Map<String, String> settings : flinkConfigurations()) {
            assertThat(settings)
                    .containsEntry("web.submit.enable", "false")
                    .containsEntry("web.cancel.enable", "false")
                    .containsEntry("web.rescale.enable", "false")
                    .containsEntry("web.access-control-allow-origin", "http://localhost:8081")
                    .containsEntry("jobmanager.rpc.port", "6123")
                    .containsEntry("blob.server.port", "6124")
                    .containsEntry("taskmanager.rpc.port", "6122")
                    .containsEntry("taskmanager.data.port", "6121");
        }
    }

    @Test
    void portsArePublishedToThisMachineAlone() throws IOException {
        List<String> published = new ArrayList<>();
        for (JsonNode service : DockerFiles.services().values()) {
            service.path("ports").forEach(port -> published.add(port.asText()));
        }

        assertThat(published).hasSizeGreaterThan(5).allMatch(port -> port.matches("127\\.0\\.0\\.1:(\\d+):\\1"));
    }

    @Test
    void onKubernetesOnlyFlinkItselfTheOperatorAndPrometheusReachFlink() throws IOException {
        JsonNode policy = DockerFiles.yaml("kubernetes/flinkdeployment.yaml").get(2);

        assertThat(policy.get("kind").asText()).isEqualTo("NetworkPolicy");
        // Flink's own label of all pods of a deployment, whose value is its name.
        assertThat(policy.at("/spec/podSelector/matchLabels/app").asText())
                .isEqualTo(DockerFiles.yaml("kubernetes/flinkdeployment.yaml")
                        .get(1)
                        .at("/metadata/name")
                        .asText());
        assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\"]");
        List<String> allowed = new ArrayList<>();
        for (JsonNode rule : policy.at("/spec/ingress")) {
            assertThat(rule.get("from")).hasSize(1);
            allowed.add(rule.get("from").get(0).toString() + rule.path("ports").findValuesAsText("port"));
        }
        assertThat(allowed)
                .containsExactly(
                        "{\"podSelector\":{\"matchLabels\":{\"app\":\"parkpulse\"}}}[]",
                        "{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"flink-operator\"}}}[8081]",
                        "{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"monitoring\"}}}[9250]");
    }

    @Test
    void topicsAreCalledAsTheJobCallsThem() throws Exception {
        Set<String> topics = new HashSet<>();
        for (Field field : Topics.class.getFields()) {
            if (field.getType() == String.class) {
                topics.add((String) field.get(null));
            }
        }
        Matcher named = Pattern.compile("\\bparkpulse\\.(?!(?:connectors|cli|live|yaml|jar)\\b)[a-z-]+")
                .matcher(DockerFiles.all().values().toString());
        Set<String> found = new TreeSet<>();
        while (named.find()) {
            found.add(named.group());
        }

        assertThat(found).isNotEmpty().isSubsetOf(topics);
    }
}
