package io.parkpulse.cli;

import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.message.Message;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.registry.RegistryRow;
import io.parkpulse.wall.FileFeed;
import io.parkpulse.wall.KafkaFeed;
import io.parkpulse.wall.WallServer;
import io.parkpulse.wall.WallSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wall}: the wall page, of a running system or of what a replay wrote. */
@Command(
        name = "wall",
        mixinStandardHelpOptions = true,
        description = {
            "Serve the wall page: all parks at a glance, in Chinese, English, Japanese and Korean, down to every"
                    + " enterprise. Ctrl-C ends it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse wall --kafka localhost:9092                        a running system, live",
            "  parkpulse wall --in out/seed-parks                           what a replay wrote",
            "  parkpulse wall --kafka … --bind 0.0.0.0 --token-file FILE    for viewers on other machines",
            "",
            "In the address: ?lang=zh|en|ja|ko, ?theme=light|dark, ?kiosk=SECONDS to cycle through the pages (Space pauses,"
                    + " Esc or a touch leaves).",
            "?against=day_before|week_before|lunar_year_before for what changes are against at first.",
            "",
            "PARKPULSE_WALL_TOKEN in the environment is the token, where there is no --token-file.",
            "",
            "Exit codes: 0 done, 2 wrong usage or registry, 1 the run failed."
        })
public final class WallCommand implements Callable<Integer> {
    private static final String TOKEN_VARIABLE = "PARKPULSE_WALL_TOKEN";

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--in", paramLabel = "OUT", description = "What a replay wrote, instead of Kafka.")
    private Path in;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "The address to listen on (default: only this machine). Any other needs a token.")
    private String address;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port; another one if it is taken (default: " + WallSettings.DEFAULT_PORT + ").")
    private int port = WallSettings.DEFAULT_PORT;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file whose first line is the token that viewers must enter.")
    private Path tokenFile;

    @Option(
            names = "--age-limit",
            paramLabel = "DURATION",
            description = "Show figures of this age or more as stale (default: PT15M).")
    private Duration ageLimit = WallSettings.DEFAULT_AGE_LIMIT;

    @Option(
            names = "--holidays",
            paramLabel = "FILE",
            description = "A file with the calendar, as rules.yaml has it: which days are alike, and so compared"
                    + " (default: that of the replay in OUT, else Monday to Friday are working days).")
    private Path holidays;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (WallServer wall = start()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("ready: " + wall.url());
            out.flush();
            new CountDownLatch(1).await();
            return ExitCode.DONE;
        } catch (RegistryException e) {
            CliTexts texts = CliTexts.of(spec);
            spec.commandLine()
                    .getErr()
                    .println(in == null ? texts.of(e) : texts.in(in.resolve(ReplayFiles.REGISTRY), e));
            return ExitCode.USAGE;
        }
    }

    /** Serves it as the options say. */
    WallServer start() throws IOException, RegistryException {
        if (kafka.given() == (in != null)) {
            throw Usage.neither(spec, "--kafka BROKERS", "--in OUT");
        }
        WallSettings settings = settings().withCalendar(calendar());
        if (in == null) {
            return WallServer.start(settings, new KafkaFeed(kafka.settings(spec).with(Map.of())));
        }
        FileFeed feed = files();
        return WallServer.start(
                settings.withClock(Clock.fixed(feed.asOf(), ZoneOffset.UTC))
                        .withRun(in.toAbsolutePath().normalize().getFileName().toString()),
                feed);
    }

    /** Which days are alike. */
    private WorkCalendar calendar() throws RegistryException {
        Usage.require(
                spec,
                holidays == null || Files.isRegularFile(holidays),
                "--holidays",
                holidays,
                Message.of("usage.calendar"));
        Path used = in == null ? null : in.resolve(ReplayFiles.REGISTRY).resolve(RegistryReader.RULES);
        Path file = holidays != null || used == null || !Files.exists(used) ? holidays : used;
        try {
            return file == null
                    ? WorkCalendar.WEEKDAYS
                    : RegistryReader.readRules(file).calendar();
        } catch (RegistryException e) {
            if (file == holidays) {
                throw Usage.wrong(
                        spec,
                        Message.asIs("--holidays " + holidays + ":\n"
                                + CliTexts.of(spec).of(e)));
            }
            throw e;
        }
    }

    private FileFeed files() throws RegistryException {
        for (String name :
                new String[] {ReplayFiles.INDICES, ReplayFiles.DAILY, ReplayFiles.ENTERPRISES, ReplayFiles.REGISTRY}) {
            if (!Files.exists(in.resolve(name))) {
                throw Usage.wrong(spec, "--in", in, Usage.replayed(name));
            }
        }
        Map<String, String> registry = new LinkedHashMap<>();
        for (RegistryRow row :
                RegistryReader.readRows(in.resolve(ReplayFiles.REGISTRY)).rows()) {
            registry.put(row.key(), new String(row.toJson(), StandardCharsets.UTF_8));
        }
        return new FileFeed(in, registry);
    }

    private WallSettings settings() {
        try {
            WallSettings settings = WallSettings.defaults().withPort(port).withAgeLimit(ageLimit);
            String token = token();
            InetAddress listen = address == null ? settings.address() : InetAddress.getByName(address);
            if (token == null && !listen.isLoopbackAddress()) {
                throw Usage.wrong(spec, "--bind", address, Message.of("usage.token", "variable", TOKEN_VARIABLE));
            }
            return settings.at(listen, token);
        } catch (UnknownHostException e) {
            throw Usage.wrong(spec, "--bind", address, Message.of("usage.address"));
        } catch (IllegalArgumentException e) {
            throw Usage.wrong(spec, Message.asIs(e.getMessage()));
        }
    }

    private String token() {
        if (tokenFile == null) {
            return System.getenv(TOKEN_VARIABLE);
        }
        try {
            return Files.readString(tokenFile).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw Usage.wrong(spec, "--token-file", tokenFile, Message.of("usage.token_file"));
        }
    }
}
