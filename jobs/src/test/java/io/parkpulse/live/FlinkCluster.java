package io.parkpulse.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.connectors.TestJvm;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Flink cluster as it is in production: a job manager and task managers, each a JVM of its own with nothing but what a
 * Flink distribution brings on its class path. Jobs come as a jar, by REST.
 *
 * <p>Its directory stays when it is closed: the logs in it tell why a test failed.
 */
final class FlinkCluster implements AutoCloseable {
    /** The jars of a Flink 2.2 distribution, as far as the job needs them. */
    private static final Pattern DISTRIBUTION = Pattern.compile(
            "flink-(annotations|clients|connector-datagen|container|core|core-api|datastream|datastream-api"
                    + "|file-sink-common|hadoop-fs|metrics-core|queryable-state-client-java|rpc-akka-loader|rpc-core"
                    + "|runtime|runtime-web|shaded-asm-9|shaded-guava|shaded-jackson|shaded-netty|shaded-zookeeper-3"
                    + "|streaming-java)-[0-9].*(?<!tests)[.]jar"
                    + "|(kryo|reflectasm|objenesis|minlog|javassist|async-profiler|lz4-java|snappy-java|jsr305"
                    + "|commons-(cli|codec|collections|compress|io|lang3|math3|text)"
                    + "|slf4j-api|log4j-(api|core|slf4j-impl))-[0-9].*[.]jar");

    /** Flink reads its own configuration with it. The job has one of its own all the same, for it needs a newer one. */
    private static final Pattern BOTH = Pattern.compile("snakeyaml-engine-[0-9].*[.]jar");

    private static final String JM_HEAP = "400m";
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path dir;
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final Map<String, Process> taskManagers = new TreeMap<>();
    private final Thread reaper = new Thread(() -> processes.forEach(Process::destroyForcibly));

    private FlinkCluster(Path dir, Map<String, String> more, Map<String, String> environment) throws IOException {
        this.dir = dir.toAbsolutePath();
        this.environment = environment;
        int rest = freePort();
        address = "http://127.0.0.1:" + rest;
        configuration.put("jobmanager.rpc.address", "127.0.0.1");
        configuration.put("jobmanager.rpc.port", Integer.toString(freePort()));
        configuration.put("jobmanager.bind-host", "127.0.0.1");
        configuration.put("taskmanager.bind-host", "127.0.0.1");
        configuration.put("rest.bind-address", "127.0.0.1");
        configuration.put("rest.address", "127.0.0.1");
        configuration.put("rest.port", Integer.toString(rest));
        configuration.put("web.upload.dir", this.dir.resolve("upload").toString());
        configuration.put("io.tmp.dirs", this.dir.resolve("tmp").toString());
        configuration.put("taskmanager.host", "127.0.0.1");
        configuration.put("taskmanager.cpu.cores", "2");
        configuration.put("taskmanager.memory.task.heap.size", "384m");
        configuration.put("taskmanager.memory.task.off-heap.size", "0");
        configuration.put("taskmanager.memory.framework.heap.size", "128m");
        configuration.put("taskmanager.memory.framework.off-heap.size", "128m");
        configuration.put("taskmanager.memory.managed.size", "1m");
        configuration.put("taskmanager.memory.jvm-metaspace.size", "256m");
        configuration.put("taskmanager.memory.jvm-overhead.min", "192m");
        configuration.put("taskmanager.memory.jvm-overhead.max", "192m");
        configuration.put("taskmanager.memory.network.min", "48m");
        configuration.put("taskmanager.memory.network.max", "48m");
        configuration.put("taskmanager.load-balance.mode", "SLOTS");
        configuration.put("execution.checkpointing.dir", uri("checkpoints"));
        // A process that is gone refuses connections, which counts more than its silence; a slow one is only slow.
        configuration.put("heartbeat.interval", "1s");
        configuration.put("heartbeat.timeout", "60s");
        configuration.put("heartbeat.rpc-failure-threshold", "2");
        configuration.putAll(more);
    }

    /**
     * Starts one and waits until it takes jobs.
     *
     * @param dir where everything of it lies; made anew
     * @param more of Flink's configuration
     * @param environment further variables that its processes see
     */
    static FlinkCluster start(
            Path dir, int taskManagers, int slots, Map<String, String> more, Map<String, String> environment)
            throws IOException, InterruptedException {
        FlinkCluster cluster = prepare(dir, slots, more, environment);
        cluster.launch("jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", JM_HEAP);
        cluster.addTaskManagers(taskManagers);
        cluster.await(
                "its task managers",
                () -> cluster.get("/overview").path("slots-total").asInt() == taskManagers * slots);
        return cluster;
    }

    /**
     * Starts one that is there for one job, whose main method its job manager runs (application mode), as Flink's image does
     * by {@code standalone-job}. Does not wait.
     *
     * @param dir where everything of it lies; made anew
     * @param jar the job
     * @param plugin a directory of what is to be a plugin; null for none
     * @param arguments of {@code standalone-job}
     * @param more of Flink's configuration
     */
    static FlinkCluster startApplication(
            Path dir, Path jar, Path plugin, List<String> arguments, int taskManagers, Map<String, String> more)
            throws IOException {
        Path home = dir.toAbsolutePath();
        FlinkCluster cluster = prepare(
                dir,
                1,
                more,
                Map.of(
                        "FLINK_LIB_DIR", home.resolve("lib").toString(),
                        "FLINK_PLUGINS_DIR", home.resolve("plugins").toString()));
        Files.copy(jar, Files.createDirectories(home.resolve("usrlib")).resolve(jar.getFileName()));
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        if (plugin != null) {
            Path own = Files.createDirectory(plugins.resolve(plugin.getFileName()));
            try (Stream<Path> jars = Files.list(plugin)) {
                for (Path file : jars.toList()) {
                    Files.copy(file, own.resolve(file.getFileName()));
                }
            }
        }
        cluster.launch(
                "jobmanager",
                "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
                JM_HEAP,
                arguments.toArray(String[]::new));
        cluster.addTaskManagers(taskManagers);
        return cluster;
    }

    private static FlinkCluster prepare(Path dir, int slots, Map<String, String> more, Map<String, String> environment)
            throws IOException {
        delete(dir);
        FlinkCluster cluster = new FlinkCluster(dir, more, environment);
        Runtime.getRuntime().addShutdownHook(cluster.reaper);
        cluster.configuration.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        for (String made : List.of("conf", "upload", "tmp", "checkpoints", "savepoints", "logs")) {
            Files.createDirectories(cluster.dir.resolve(made));
        }
        Files.writeString(cluster.dir.resolve("conf/log4j.properties"), """
                rootLogger.level = INFO
                rootLogger.appenderRef.file.ref = file
                appender.file.name = file
                appender.file.type = FILE
                appender.file.fileName = ${sys:log.file}
                appender.file.layout.type = PatternLayout
                appender.file.layout.pattern = %d{HH:mm:ss,SSS} %-5p %-40c{1.} %m%n
                """);
        return cluster;
    }

    private void addTaskManagers(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            addTaskManager();
        }
    }

    /** Waits until the job manager has ended and says its exit code. */
    int awaitEndOfJobManager() throws InterruptedException {
        Process jobManager = processes.get(0);
        if (!jobManager.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the job manager runs on; see " + dir.resolve("logs"));
        }
        return jobManager.exitValue();
    }

    /** Where its REST API and web UI are. */
    String address() {
        return address;
    }

    /** Everything of it: {@code logs} among it. */
    Path dir() {
        return dir;
    }

    /** Whether a jar is one that the job gets from a Flink distribution. */
    static boolean distributed(Path jar) {
        return DISTRIBUTION.matcher(jar.getFileName().toString()).matches();
    }

    /** What a Flink distribution has on its class path. */
    static List<Path> distribution() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> distributed(jar)
                        || BOTH.matcher(jar.getFileName().toString()).matches())
                .toList();
    }

    /** Starts another task manager; that it is there is to be waited for. */
    final void addTaskManager() throws IOException {
        String name = "taskmanager-" + (taskManagers.size() + 1);
        configuration.put("taskmanager.resource-id", name);
        Process process = launch(name, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "640m");
        taskManagers.put(name, process);
    }

    /** Kills a task manager that runs part of a job, as SIGKILL does, and says which. */
    String killTaskManagerOf(String job) throws IOException, InterruptedException {
        JsonNode vertices = get("/jobs/" + job).path("vertices");
        for (JsonNode vertex : vertices) {
            for (JsonNode manager : get("/jobs/" + job + "/vertices/"
                            + vertex.path("id").asText() + "/taskmanagers")
                    .path("taskmanagers")) {
                Process process =
                        taskManagers.get(manager.path("taskmanager-id").asText());
                if (process != null && process.isAlive()) {
                    process.destroyForcibly().waitFor();
                    processes.remove(process);
                    return manager.path("taskmanager-id").asText();
                }
            }
        }
        throw new AssertionError("no task manager runs " + job + ": " + vertices);
    }

    /** How many task managers are known. */
    int taskManagers() throws IOException, InterruptedException {
        return get("/taskmanagers").path("taskmanagers").size();
    }

    private Process launch(String name, String main, String heap, String... arguments) throws IOException {
        Path conf = dir.resolve("conf");
        Files.writeString(
                conf.resolve("config.yaml"),
                configuration.entrySet().stream()
                        .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"\n")
                        .collect(Collectors.joining()));
        // Each process has a directory of its own, for the next one's configuration differs.
        Path own = Files.createDirectories(dir.resolve("conf-" + name));
        Files.copy(conf.resolve("config.yaml"), own.resolve("config.yaml"));
        List<String> command = TestJvm.command(
                heap,
                List.of(
                        "-Dlog.file=" + dir.resolve("logs/" + name + ".log"),
                        "-Dlog4j.configurationFile="
                                + conf.resolve("log4j.properties").toUri()));
        command.addAll(List.of(
                "-cp",
                distribution().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                main,
                "--configDir",
                own.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        File said = dir.resolve("logs/" + name + ".out").toFile();
        Process process = builder.redirectErrorStream(true).redirectOutput(said).start();
        processes.add(process);
        return process;
    }

    /** Brings a jar and says what the cluster calls it. */
    String upload(Path jar) throws IOException, InterruptedException {
        String boundary = "parkpulse-part";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                        + jar.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(jar));
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        JsonNode answer = send(request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
        return Path.of(answer.path("filename").asText()).getFileName().toString();
    }

    /**
     * Starts a job and waits until all of it runs.
     *
     * @param jar what the cluster calls the jar
     * @param savepoint to go on from; null to begin
     * @return the job's id
     */
    String run(String jar, String entryClass, int parallelism, String savepoint, String... arguments)
            throws IOException, InterruptedException {
        String job = submit(jar, entryClass, parallelism, savepoint, arguments);
        awaitRunning(job);
        return job;
    }

    /**
     * Starts a job, as {@link #run} does, and does not wait.
     *
     * @throws RefusedException if its main method fails
     */
    String submit(String jar, String entryClass, int parallelism, String savepoint, String... arguments)
            throws IOException, InterruptedException {
        ObjectNode asked = JSON.createObjectNode().put("entryClass", entryClass).put("parallelism", parallelism);
        for (String argument : arguments) {
            asked.withArray("programArgsList").add(argument);
        }
        if (savepoint != null) {
            asked.put("savepointPath", savepoint);
        }
        return post("/jars/" + jar + "/run", asked).path("jobid").asText();
    }

    /** Waits until all tasks of a job run. */
    void awaitRunning(String job) throws IOException, InterruptedException {
        await("job " + job + " to run", () -> running(job));
    }

    /** Whether all tasks of a job run. */
    boolean running(String job) throws IOException, InterruptedException {
        JsonNode emitted = get("/jobs/" + job);
        String state = emitted.path("state").asText();
        if (state.equals("FAILED") || state.equals("CANCELED") || state.equals("FINISHED")) {
            throw new AssertionError(state + ": " + get("/jobs/" + job + "/exceptions"));
        }
        return state.equals("RUNNING")
                && emitted.path("vertices").findValuesAsText("status").stream()
                        .allMatch(status -> status.equals("RUNNING") || status.equals("FINISHED"));
    }

    /** How many checkpoints of a job have completed, restored ones not among them. */
    int completedCheckpoints(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/checkpoints")
                .path("counts")
                .path("completed")
                .asInt();
    }

    /** How large the last checkpoint of a job is, how long it took, and the bytes of each part of the job in it. */
    String stateOf(String job) throws IOException, InterruptedException {
        JsonNode latest = get("/jobs/" + job + "/checkpoints").at("/latest/completed");
        JsonNode tasks = get("/jobs/" + job + "/checkpoints/details/"
                        + latest.get("id").asText())
                .get("tasks");
        Map<String, Long> parts = new LinkedHashMap<>();
        for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
            long bytes =
                    tasks.path(vertex.get("id").asText()).path("state_size").asLong();
            parts.merge(vertex.get("name").asText().replaceAll(" -> .*|: .*", ""), bytes, Long::sum);
        }
        return String.format(
                Locale.ROOT,
                "%,d bytes in %d ms: %s",
                latest.get("state_size").asLong(),
                latest.get("end_to_end_duration").asLong(),
                parts);
    }

    /** How often a job was started again. */
    int restarts(String job) throws IOException, InterruptedException {
        // Not the metric of that name, which comes when it comes. All tasks hang together, so all begin again at once.
        String vertex = get("/jobs/" + job).at("/vertices/0/id").asText();
        return get("/jobs/" + job + "/vertices/" + vertex)
                .at("/subtasks/0/attempt")
                .asInt();
    }

    /** Waits until more checkpoints have completed than now. */
    void awaitCheckpoint(String job) throws IOException, InterruptedException {
        int before = completedCheckpoints(job);
        await("a checkpoint of " + job, () -> completedCheckpoints(job) > before);
    }

    /** Has a checkpoint made. */
    void checkpoint(String job) throws IOException, InterruptedException {
        String asked = post("/jobs/" + job + "/checkpoints", JSON.createObjectNode())
                .path("request-id")
                .asText();
        String status = "/jobs/" + job + "/checkpoints/" + asked;
        await(
                "a checkpoint of " + job,
                () -> get(status).path("status").path("id").asText().equals("COMPLETED"));
        JsonNode operation = get(status).path("operation");
        if (!operation.has("checkpointId")) {
            throw new AssertionError("no checkpoint: " + operation);
        }
    }

    /** Stops a job with a savepoint and says where that is. */
    String stop(String job) throws IOException, InterruptedException {
        String asked = post(
                        "/jobs/" + job + "/stop",
                        JSON.createObjectNode()
                                .put("targetDirectory", uri("savepoints"))
                                .put("drain", false))
                .path("request-id")
                .asText();
        String status = "/jobs/" + job + "/savepoints/" + asked;
        await(
                "a savepoint of " + job,
                () -> get(status).path("status").path("id").asText().equals("COMPLETED"));
        JsonNode operation = get(status).path("operation");
        if (!operation.has("location")) {
            throw new AssertionError("no savepoint: " + operation);
        }
        await(
                "job " + job + " to end",
                () -> get("/jobs/" + job).path("state").asText().equals("FINISHED"));
        return operation.path("location").asText();
    }

    /** Ends a job. */
    void cancel(String job) throws IOException, InterruptedException {
        send(request("/jobs/" + job + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
        await(
                "job " + job + " to end",
                () -> get("/jobs/" + job).path("state").asText().equals("CANCELED"));
    }

    /** Asks the REST API. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new RefusedException(response.request().uri() + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** The cluster does not do what it was asked. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /** What is waited for. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Waits until something is so. While the REST API does not answer nothing is. */
    void await(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        IOException last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = null;
            } catch (IOException e) {
                last = e;
            }
            failIfOneEnded();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(
                "waited " + PATIENCE.toSeconds() + " s in vain for " + what + "; see " + dir.resolve("logs"), last);
    }

    private void failIfOneEnded() {
        for (Process process : processes) {
            if (!process.isAlive()) {
                throw new AssertionError("a process of the cluster ended; see " + dir.resolve("logs"));
            }
        }
    }

    private String uri(String name) {
        return dir.resolve(name).toUri().toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path dir) throws IOException {
        if (Files.exists(dir)) {
            try (Stream<Path> files = Files.walk(dir)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
