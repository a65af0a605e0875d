package io.parkpulse.cli;

import io.parkpulse.demo.Demo;
import io.parkpulse.files.AtExit;
import io.parkpulse.files.ProcessDirectory;
import io.parkpulse.message.Message;
import io.parkpulse.simulator.Scenario;
import io.parkpulse.simulator.Scenarios;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run the whole system in one process, nothing else installed: Kafka, Flink with its web page, a time-series"
                    + " store (a QuestDB, unless --influx says another), the wall page, and simulated parks as live streams.",
            "",
            "A day and a morning of history are there at once; then event time runs faster than real time. Ports that are"
                    + " taken are replaced by free ones. Ctrl-C ends it and leaves nothing behind."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse demo",
            "  parkpulse demo --speed 600 --mess",
            "  parkpulse demo --for 60s",
            "  INFLUX_TOKEN=… parkpulse demo --influx http://localhost:8086 --influx-token-env INFLUX_TOKEN"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it ended as asked", "1:something failed", "2:wrong usage"})
public final class DemoCommand implements Callable<Integer> {
    private static final int SHUTDOWN_SECONDS = 30;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "seed-parks",
            completionCandidates = SimulateCommand.ScenarioNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}; or a file that ends in .yaml, see docs/scenarios.md."
                    + " Default: ${DEFAULT-VALUE}.")
    private String scenario;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How many days, the day of history included. Default: 4, or the scenario's usual number.")
    private Integer days;

    @Option(names = "--enterprises", paramLabel = "N", description = "How many enterprises; scenario province only.")
    private Integer enterprises;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--mess",
            description = "Let meters reset, roll over and fall silent, and lines come late, twice and broken.")
    private boolean mess;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "60",
            description = "How many times as fast as real time. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "End by itself that long after it is ready, such as 60s, 5m or PT1H. Default: at Ctrl-C.")
    private String duration;

    @Mixin
    private InfluxOptions influx;

    @Override
    public Integer call() throws Exception {
        Demo.Settings settings = settings();
        Duration time = duration == null ? null : duration(duration);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CliTexts texts = CliTexts.of(spec);
        long start = System.nanoTime();
        Thread main = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        // Before all else that is done at the end, which takes from it what it works with.
        ProcessDirectory.current();
        AtExit atCtrlC = AtExit.run(() -> {
            main.interrupt();
            try {
                ended.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (Demo demo = Demo.start(
                settings, step -> err.println(texts.of("demo." + step.name().toLowerCase(Locale.ROOT)) + " ..."))) {
            demo.addresses().forEach((what, address) -> out.printf("%-10s %s%n", what, address));
            out.println(texts.of(
                    "demo.ready",
                    "seconds",
                    Math.round((System.nanoTime() - start) / 1e9),
                    "speed",
                    speed == (long) speed ? Long.toString((long) speed) : Double.toString(speed)));
            out.flush();
            demo.await(time);
        } catch (InterruptedException e) {
            err.println(texts.of("demo.ended"));
        } finally {
            ended.countDown();
            atCtrlC.close();
        }
        return ExitCode.DONE;
    }

    private Demo.Settings settings() {
        Scenario chosen;
        try {
            OptionalInt chosenDays = days != null
                    ? OptionalInt.of(days)
                    : scenario.equals("tiny") ? OptionalInt.empty() : OptionalInt.of(4);
            chosen = Scenarios.named(
                    scenario,
                    seed,
                    chosenDays,
                    enterprises == null ? OptionalInt.empty() : OptionalInt.of(enterprises));
        } catch (IllegalArgumentException e) {
            throw Usage.wrong(spec, Message.asIs(e.getMessage()));
        }
        if (chosen.days().past() > 0) {
            throw Usage.wrong(spec, "--scenario", scenario, Message.of("usage.without_past"));
        }
        if (chosen.days().count() < 2) {
            throw Usage.wrong(spec, "--days", chosen.days().count(), Message.of("usage.two_days"));
        }
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw Usage.wrong(spec, "--speed", speed, Usage.ABOVE_0);
        }
        return new Demo.Settings(chosen, seed, mess, speed, influx.target());
    }

    private Duration duration(String text) {
        String iso = text.toUpperCase(Locale.ROOT);
        try {
            Duration time = Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
            if (!time.isNegative()) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Emitted below.
        }
        throw Usage.wrong(spec, "--for", text, Message.of("usage.short_duration"));
    }
}
