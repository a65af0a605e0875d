package io.parkpulse.connectors.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.parkpulse.connectors.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real Alertmanager, whose receiver is a webhook of the test. */
@Timeout(180)
class AlertmanagerSinkIT {
    private static final long PATIENCE = Duration.ofSeconds(90).toNanos();

    private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    private HttpServer people;
    private AlertmanagerServer alertmanager;
    private OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> sink;

    @BeforeEach
    void start() throws Exception {
        people = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        people.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                messages.add(JsonParser.parseString(body).getAsJsonObject());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        people.start();
        alertmanager = AlertmanagerServer.of("""
                route:
                  receiver: people
                  group_by: [alertname, region]
                  group_wait: 1s
                  group_interval: 1s
                  repeat_interval: 1h
                receivers:
                  - name: people
                    webhook_configs: [{url: "http://127.0.0.1:%d/", send_resolved: true}]
                """.formatted(people.getAddress().getPort()));
        sink = new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(AlertmanagerSink.<String>builder()
                        .url(alertmanager.url())
                        .encoder(AlertmanagerSinkIT::notice)
                        .resendEvery(Duration.ofSeconds(1))
                        .backoff(Duration.ofMillis(50), Duration.ofMillis(500))
                        .build()),
                StringSerializer.INSTANCE);
        sink.setup();
        sink.setProcessingTime(System.currentTimeMillis());
        sink.open();
    }

    @AfterEach
    void stop() throws Exception {
        if (sink != null) {
            sink.close();
        }
        if (alertmanager != null) {
            alertmanager.close();
        }
        people.stop(0);
    }

    /** An element is {@code park region firing|resolved}. */
    private static Notice notice(String element) {
        String[] words = element.split(" ");
        long now = System.currentTimeMillis();
        return new Notice(
                words[0],
                Map.of("alertname", "lagging", "severity", "warning", "park", words[0], "region", words[1]),
                Map.of("text_zh", words[0] + "：企业复工率 54.2%（39/72）"),
                "http://wall/?scope=park:" + words[0],
                now,
                words[2].equals("resolved") ? now : Notice.FIRING);
    }

    private void write(String... elements) throws Exception {
        for (String element : elements) {
            sink.processElement(element, 0);
        }
    }

    /** Lets the sink run by the clock of this machine until something holds. */
    private void until(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            sink.setProcessingTime(System.currentTimeMillis());
            for (var mail = sink.getTaskMailbox().tryTake(0);
                    mail.isPresent();
                    mail = sink.getTaskMailbox().tryTake(0)) {
                mail.get().run();
            }
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("still not so; the messages are " + messages);
            }
            Thread.onSpinWait();
        }
    }

    /** What people were told, message by message: state, region and parks with their state. */
    private List<String> told() {
        return messages.stream()
                .map(message -> {
                    List<String> parks = new ArrayList<>();
                    for (JsonElement alert : message.getAsJsonArray("alerts")) {
                        JsonObject labels = alert.getAsJsonObject().getAsJsonObject("labels");
                        parks.add(labels.get("park").getAsString() + " "
                                + alert.getAsJsonObject().get("status").getAsString());
                    }
                    parks.sort(null);
                    return message.getAsJsonObject("groupLabels").get("region").getAsString() + ": "
                            + String.join(", ", parks);
                })
                .toList();
    }

    private boolean has(int alerts) {
        try {
            return alertmanager.alerts().size() == alerts;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void alertsAreGroupedToldOnceAndResolvedAlsoIfAlertmanagerRestarts() throws Exception {
        alertmanager.begin();
        write("nantong jiangsu firing", "kunshan jiangsu firing", "dongli tianjin firing");
        until(() -> messages.size() == 2);
        assertThat(told())
                .containsExactlyInAnyOrder("jiangsu: kunshan firing, nantong firing", "tianjin: dongli firing");
        JsonObject alert = messages.stream()
                .filter(message -> message.toString().contains("dongli"))
                .findFirst()
                .orElseThrow()
                .getAsJsonArray("alerts")
                .get(0)
                .getAsJsonObject();
        assertThat(alert.getAsJsonObject("annotations").get("text_zh").getAsString())
                .isEqualTo("dongli：企业复工率 54.2%（39/72）");
        assertThat(alert.get("generatorURL").getAsString()).isEqualTo("http://wall/?scope=park:dongli");

        alertmanager.end();
        alertmanager.begin();
        until(() -> has(3));
        write("dongli tianjin resolved");
        until(() -> messages.size() == 3);

        // Nobody was told again of what they knew.
        assertThat(told().get(2)).isEqualTo("tianjin: dongli resolved");
        write("nantong jiangsu resolved", "kunshan jiangsu resolved");
        until(() -> told().stream()
                                .filter(each -> each.contains("nantong resolved"))
                                .count()
                        == 1
                && told().stream().anyMatch(each -> each.contains("kunshan resolved")));
        assertThat(told().stream().filter(each -> each.contains("nantong firing")))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatBeganWhileAlertmanagerWasAwayIsToldWhenItIsBack() throws Exception {
        write("dongli tianjin firing");
        until(() -> sink.getTaskMailbox().hasMail()); // the answer that there is none

        alertmanager.begin();
        until(() -> messages.size() == 1);

        assertThat(told()).containsExactly("tianjin: dongli firing");
    }

    @Test
    void theSampleRoutingIsSound() throws Exception {
        Process check = new ProcessBuilder(
                        Programs.find(AlertmanagerServer.PACKAGE, "amtool"),
                        "check-config",
                        Path.of("../docker/alertmanager/alertmanager.yml").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
    }
}
