package io.parkpulse.embedded;

import io.parkpulse.files.Reason;
import io.questdb.Bootstrap;
import io.questdb.DefaultBootstrapConfiguration;
import io.questdb.FactoryProviderImpl;
import io.questdb.PropServerConfiguration;
import io.questdb.ServerConfiguration;
import io.questdb.ServerMain;
import io.questdb.cutlass.http.HttpAuthenticatorFactory;
import io.questdb.griffin.SqlException;
import io.questdb.log.LogFactory;
import io.questdb.std.FilesFacadeImpl;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * QuestDB in this process: a time-series store that takes InfluxDB's v2 write API ({@code /api/v2/write}), answers SQL
 * ({@code /exec}) and has a web console, over HTTP, from this machine only, for whoever has its token.
 *
 * <p>Three things are not as in InfluxDB. A table that a write makes keeps a point twice that is written twice: make the
 * tables first, with {@link #createTable}. A point that is written again replaces the whole of the first: a field that
 * is not sent becomes null. A field of another type than before is answered with 400, not 422.
 */
public final class EmbeddedQuestDb implements AutoCloseable {
    private final ServerMain server;
    private final StoreAccess access;
    private final int port;

    private EmbeddedQuestDb(ServerMain server, StoreAccess access) {
        this.server = server;
        this.access = access;
        this.port = server.getHttpServerPort();
    }

    /** What a field holds, in InfluxDB's words. */
    public enum FieldType {
        FLOAT("DOUBLE"),
        INTEGER("LONG"),
        STRING("VARCHAR"),
        BOOLEAN("BOOLEAN");

        private final String column;

        FieldType(String column) {
            this.column = column;
        }
    }

    /**
     * Starts the store and waits until it takes requests.
     *
     * @param data where it keeps its tables; made if it is not there
     * @param port the port of its HTTP; another one that is free if this one is taken, or 0
     * @throws IOException if the directory cannot be used
     */
    public static EmbeddedQuestDb start(Path data, int port) throws IOException {
        Path configuration = Files.createDirectories(data.resolve("conf"));
        Files.createDirectories(data.resolve("log"));
        Files.writeString(configuration.resolve("log.conf"), """
                writers=file
                w.file.class=io.questdb.log.LogFileWriter
                w.file.location=${log.dir}/questdb.log
                w.file.level=ERROR,CRITICAL
                """);
        int free;
        try (ServerSocketChannel probe = Loopback.bind(port)) {
            free = port == Loopback.port(probe) ? port : 0;
        }
        Map<String, String> settings = new LinkedHashMap<>(System.getenv());
        settings.putAll(settings(free));
        StoreAccess access = StoreAccess.create();
        startLog(data);
        ServerMain server = null;
        try {
            server = new ServerMain(new Bootstrap(
                    new DefaultBootstrapConfiguration() {
                        @Override
                        public Map<String, String> getEnv() {
                            return settings;
                        }

                        @Override
                        public String getBanner() {
                            return "";
                        }

                        @Override
                        public ServerConfiguration getServerConfiguration(Bootstrap bootstrap) throws Exception {
                            return guarded(bootstrap, settings, access);
                        }
                    },
                    "-d",
                    data.toString()));
            server.start();
            return new EmbeddedQuestDb(server, access);
        } catch (RuntimeException e) {
            if (server != null) {
                withoutItsWords(server::close);
            }
            throw new IOException("QuestDB does not start in " + data + ": " + Reason.of(e), e);
        }
    }

    private static void startLog(Path data) {
        withoutItsWords(() -> {
            LogFactory.configureRootDir(data.toString());
            LogFactory.getInstance();
        });
    }

    /** It says on the terminal where its log's configuration is and that it ends, and has no switch for that. */
    private static void withoutItsWords(Runnable step) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(new WithoutItsWords(out));
        System.setErr(new WithoutItsWords(err));
        try {
            step.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static final class WithoutItsWords extends PrintStream {
        WithoutItsWords(PrintStream terminal) {
            super(terminal, true);
        }

        @Override
        public PrintStream printf(String format, Object... values) {
            return format.startsWith("Reading log configuration") ? this : super.printf(format, values);
        }

        @Override
        public void println(String line) {
            if (line == null || !line.startsWith("QuestDB is shutting down")) {
                super.println(line);
            }
        }
    }

    /** The address of its HTTP, as {@code http://host:port}. */
    public String url() {
        return "http://" + Loopback.HOST + ":" + port;
    }

    /** What programs send as {@code Authorization: Token …}, and browsers as the password of {@link #user()}. */
    public String token() {
        return access.token();
    }

    /** As whom its web console is entered. */
    public String user() {
        return StoreAccess.USER;
    }

    /** The port of its HTTP. */
    public int port() {
        return port;
    }

    /**
     * Makes the table of a measurement, unless it is there, so that a point that is written again replaces the first.
     *
     * @param measurement the name of the table
     * @param tags the tags which, with the timestamp, identify a point
     * @param fields the fields and what they hold
     */
    public void createTable(String measurement, List<String> tags, Map<String, FieldType> fields) {
        Stream<String> columns = Stream.of(
                        Stream.of("timestamp TIMESTAMP"),
                        tags.stream().map(tag -> quoted(tag) + " SYMBOL"),
                        fields.entrySet().stream().map(field -> quoted(field.getKey()) + " " + field.getValue().column))
                .flatMap(part -> part);
        String keys = Stream.concat(Stream.of("timestamp"), tags.stream().map(EmbeddedQuestDb::quoted))
                .collect(Collectors.joining(", "));
        String statement = "CREATE TABLE IF NOT EXISTS " + quoted(measurement)
                + columns.collect(Collectors.joining(", ", " (", ")"))
                + " TIMESTAMP(timestamp) PARTITION BY DAY WAL DEDUP UPSERT KEYS(" + keys + ")";
        try {
            server.getEngine().execute(statement);
        } catch (SqlException e) {
            throw new IllegalArgumentException("QuestDB refuses " + statement + ": " + e.getMessage(), e);
        }
    }

    /** Waits until everything that was written to a table so far can be read. */
    void awaitWritten(String measurement) {
        server.awaitTable(measurement);
    }

    /** Ends it and waits until its files are closed. */
    @Override
    public void close() {
        withoutItsWords(server::close);
    }

    private static String quoted(String name) {
        if (name.isBlank() || name.indexOf('"') >= 0) {
            throw new IllegalArgumentException("no name of a table or column: " + name);
        }
        return '"' + name + '"';
    }

    private static ServerConfiguration guarded(Bootstrap bootstrap, Map<String, String> settings, StoreAccess access)
            throws Exception {
        return new PropServerConfiguration(
                bootstrap.getRootDirectory(),
                bootstrap.loadProperties(),
                settings,
                bootstrap.getLog(),
                bootstrap.getBuildInformation(),
                FilesFacadeImpl.INSTANCE,
                bootstrap.getMicrosecondClock(),
                (configuration, engine, freeOnExit) -> new FactoryProviderImpl(configuration) {
                    @Override
                    public HttpAuthenticatorFactory getHttpAuthenticatorFactory() {
                        return () -> access;
                    }
                });
    }

    /** As environment variables, which count for more than the file that QuestDB lays into its directory. */
    private static Map<String, String> settings(int port) {
        return Map.ofEntries(
                Map.entry("QDB_HTTP_BIND_TO", Loopback.HOST + ":" + port),
                Map.entry("QDB_HTTP_MIN_ENABLED", "false"),
                Map.entry("QDB_LINE_TCP_ENABLED", "false"),
                Map.entry("QDB_LINE_UDP_ENABLED", "false"),
                Map.entry("QDB_PG_ENABLED", "false"),
                Map.entry("QDB_TELEMETRY_ENABLED", "false"),
                Map.entry("QDB_METRICS_ENABLED", "false"),
                Map.entry("QDB_CAIRO_MAT_VIEW_ENABLED", "false"),
                Map.entry("QDB_SHARED_WORKER_COUNT", "2"),
                // Of each column of each open partition; otherwise 16 MB.
                Map.entry("QDB_CAIRO_WRITER_DATA_APPEND_PAGE_SIZE", "256K"),
                Map.entry("QDB_CAIRO_WAL_WRITER_DATA_APPEND_PAGE_SIZE", "256K"),
                Map.entry("QDB_CAIRO_O3_COLUMN_MEMORY_SIZE", "64K"));
    }
}
