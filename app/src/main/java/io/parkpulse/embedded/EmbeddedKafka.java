package io.parkpulse.embedded;

import io.parkpulse.files.Reason;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A Kafka broker in this process: one node, broker and controller (KRaft), reachable from this machine only. It makes no
 * topics by itself, stamps records with the time at which they arrive, and goes on with what it has when it is started
 * on the same directory again.
 *
 * <p>It is put together from Kafka's parts as {@link KafkaRaftServer} does, with two differences: its sockets are bound
 * before its configuration is written, so that nobody takes a port in between, and a fault that Kafka cannot recover
 * from is logged and does not end this process.
 */
public final class EmbeddedKafka implements Closeable {
    private static final int NODE = 1;
    private static final String BROKER = "BROKER";
    private static final String CONTROLLER = "CONTROLLER";

    private final FileChannel lock;
    private final int port;
    private final Metrics metrics;
    private final BrokerServer broker;
    private final ControllerServer controller;

    private EmbeddedKafka(Path data, FileChannel lock, ServerSocketChannel clients, ServerSocketChannel quorum)
            throws IOException {
        this.lock = lock;
        port = Loopback.port(clients);
        KafkaConfig config = new KafkaConfig(properties(data, port, Loopback.port(quorum)), false);
        if (!Files.exists(data.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            format(data);
        }
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
                KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(EmbeddedKafka.class), "");
        metrics = Server.initializeMetrics(
                config, Time.SYSTEM, formatted._1().clusterId().orElseThrow());
        SharedServer shared = new SharedServer(
                config,
                formatted._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        Map.of(NODE, new InetSocketAddress(Loopback.HOST, Loopback.port(quorum)))),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                bound(Map.of(BROKER, clients, CONTROLLER, quorum)));
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
    }

    /**
     * Starts a broker and waits until it takes records.
     *
     * @param data where it keeps its records; made if it is not there
     * @param port the port to listen on; another one that is free if this one is taken, or 0
     * @throws IOException if the directory cannot be used, by another broker's lock for instance
     */
    public static EmbeddedKafka start(Path data, int port) throws IOException {
        Deque<Closeable> opened = new ArrayDeque<>();
        try {
            FileChannel lock = lock(data);
            opened.push(lock);
            ServerSocketChannel clients = Loopback.bind(port);
            opened.push(clients);
            ServerSocketChannel quorum = Loopback.bind(0);
            opened.push(quorum);
            EmbeddedKafka kafka = new EmbeddedKafka(data, lock, clients, quorum);
            opened.push(kafka);
            kafka.controller.startup();
            kafka.broker.startup();
            return kafka;
        } catch (IOException | RuntimeException e) {
            for (Closeable part : opened) {
                part.close();
            }
            throw new IOException("Kafka does not start in " + data + ": " + Reason.of(e), e);
        }
    }

    /** Kafka has a lock of its own, but takes it after its controller has written to the directory. */
    private static FileChannel lock(Path data) throws IOException {
        Files.createDirectories(data);
        FileChannel file =
                FileChannel.open(data.resolve("embedded.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // held by this process: not locked
        }
        if (!locked) {
            file.close();
            throw new IOException("another broker is using this directory");
        }
        return file;
    }

    /** Where clients find it, as {@code host:port}. */
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Ends it and waits until its files are closed. */
    @Override
    public void close() throws IOException {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
        metrics.close();
        lock.close();
    }

    private static void format(Path data) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException(
                    e.getMessage() + " ("
                            + said.toString(StandardCharsets.UTF_8).strip() + ")",
                    e);
        }
    }

    /** Hands out sockets that listen already. */
    private static ServerSocketFactory bound(Map<String, ServerSocketChannel> sockets) {
        return (listener, address, backlog, receiveBuffer) -> {
            ServerSocketChannel socket = sockets.get(listener);
            socket.configureBlocking(false);
            return socket;
        };
    }

    private static Properties properties(Path data, int clients, int quorum) {
        Properties properties = new Properties();
        properties.setProperty("node.id", Integer.toString(NODE));
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("log.dirs", data.toString());
        properties.setProperty(
                "listeners",
                BROKER + "://" + Loopback.HOST + ":" + clients + "," + CONTROLLER + "://" + Loopback.HOST + ":"
                        + quorum);
        properties.setProperty("listener.security.protocol.map", BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", BROKER);
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("controller.quorum.voters", NODE + "@" + Loopback.HOST + ":" + quorum);
        // A pause of this process must not look like a broker that is gone.
        properties.setProperty("broker.session.timeout.ms", "60000");

        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("log.message.timestamp.type", "LogAppendTime");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");

        // There is one node, and it shares its memory and its processors with everything else in this process.
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(topic + ".num.partitions", "1");
            properties.setProperty(topic + ".replication.factor", "1");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("num.network.threads", "1");
        properties.setProperty("num.io.threads", "2");
        properties.setProperty("background.threads", "2");
        properties.setProperty("num.recovery.threads.per.data.dir", "1");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20)); // otherwise 128 MB
        properties.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20)); // otherwise 10 MB each
        properties.setProperty("log.segment.bytes", Integer.toString(64 << 20));
        return properties;
    }
}
