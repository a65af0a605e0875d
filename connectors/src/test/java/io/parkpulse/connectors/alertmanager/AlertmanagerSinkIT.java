package io.parkpulse.connectors.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wait;
import io.parkpulse.connectors.Wants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real Alertmanager with the sample routing, whose webhooks are the test's. */
@Timeout(180)
@Wants(Program.ALERTMANAGER)
class AlertmanagerSinkIT {
    private static final long PATIENCE = Duration.ofSeconds(90).toNanos();

    private People people;
    private AlertmanagerServer alertmanager;
    private OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> sink;

    /** By day: what is to come, and no earlier. */
    @BeforeEach
    void start() throws Exception {
        start(false);
    }

    private void start(boolean night) throws Exception {
        stop();
        people = new People();
        alertmanager = AlertmanagerServer.of(people.routing(night));
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
        if (people != null) {
            people.close();
        }
    }

    /** An element is {@code rule scope region severity firing|resolved}. */
    private static Notice notice(String element) {
        String[] words = element.split(" ");
        long now = System.currentTimeMillis();
        return new Notice(
                words[0] + "|" + words[1],
                Map.of(
                        "alertname", words[0],
                        "scope", words[1],
                        "region", words[2].equals("-") ? "" : words[2],
                        "severity", words[3],
                        "run", "live"),
                Map.of("text_zh", words[1] + "：企业复工率 54.2%（39/72）"),
                words[1].equals("bad") ? "no address" : "http://wall/?scope=" + words[1],
                now,
                words[4].equals("resolved") ? now : Notice.FIRING);
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
                throw new AssertionError("still not so; people were notified of " + people.notified());
            }
            Wait.aMoment();
        }
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
    void anAlertThatAlertmanagerRefusesForGoodKeepsNoOtherBack() throws Exception {
        alertmanager.begin();
        write("lagging bad - warning firing", "lagging park:a - warning firing", "lagging park:b - warning firing");
        until(() -> has(2));
        write("lagging park:c - warning firing");
        until(() -> has(3));
    }

    @Test
    void alertsAreGroupedNotifiedOnceAndResolvedAlsoIfAlertmanagerRestarts() throws Exception {
        alertmanager.begin();
        write(
                "lagging park:nantong jiangsu/nantong warning firing",
                "lagging park:kunshan jiangsu/suzhou/kunshan warning firing",
                "lagging park:dongli tianjin/dongli warning firing");
        until(() -> people.messages().size() == 2);
        assertThat(people.notified())
                .containsExactlyInAnyOrder(
                        "jiangsu: lagging park:kunshan warning firing, lagging park:nantong warning firing",
                        "tianjin: lagging park:dongli warning firing");
        JsonObject alert = people.messages().stream()
                .filter(message -> message.receiver().equals("tianjin"))
                .findFirst()
                .orElseThrow()
                .alerts()
                .get(0)
                .getAsJsonObject();
        assertThat(alert.getAsJsonObject("annotations").get("text_zh").getAsString())
                .isEqualTo("park:dongli：企业复工率 54.2%（39/72）");
        assertThat(alert.get("generatorURL").getAsString()).isEqualTo("http://wall/?scope=park:dongli");

        until(() -> alertmanager.delivered() == 2);
        alertmanager.end();
        alertmanager.begin();
        until(() -> has(3));
        write("lagging park:dongli tianjin/dongli warning resolved");
        until(() -> people.messages().size() == 3);

        // Nobody was notified again of what they knew.
        assertThat(people.notified().get(2)).isEqualTo("tianjin: lagging park:dongli warning resolved");
        write(
                "lagging park:nantong jiangsu/nantong warning resolved",
                "lagging park:kunshan jiangsu/suzhou/kunshan warning resolved");
        until(() -> isNotified("nantong warning resolved") && isNotified("kunshan warning resolved"));
        assertThat(people.notified().stream().filter(each -> each.contains("nantong warning firing")))
                .hasSizeLessThanOrEqualTo(2);
    }

    private boolean isNotified(String what) {
        return people.notified().stream().anyMatch(message -> message.contains(what));
    }

    @Test
    void whatBeganWhileAlertmanagerWasAwayIsNotifiedWhenItIsBack() throws Exception {
        write("lagging park:dongli tianjin/dongli warning firing");
        until(() -> sink.getTaskMailbox().hasMail()); // the answer that there is none

        alertmanager.begin();
        until(() -> people.messages().size() == 1);

        assertThat(people.notified()).containsExactly("tianjin: lagging park:dongli warning firing");
    }

    @Test
    void byDayRegionsAreNotifiedAndTheCityOfTheRest() throws Exception {
        alertmanager.begin();
        writeOneOfEach();
        until(() -> people.messages().size() == 4);

        assertThat(people.notified())
                .containsExactlyInAnyOrder(
                        "city: lagging park:hefei warning firing",
                        "tianjin: lagging park:dongli warning firing",
                        "jiangsu: lagging park:nantong critical firing",
                        "phone-gateway: lagging park:nantong critical firing");
    }

    @Test
    void byNightOneDeskIsNotifiedInTheirPlace() throws Exception {
        start(true);
        alertmanager.begin();
        writeOneOfEach();
        until(() -> people.messages().size() == 2);

        assertThat(people.notified())
                .containsExactlyInAnyOrder(
                        "night-duty: lagging park:dongli warning firing, lagging park:hefei warning firing,"
                                + " lagging park:nantong critical firing",
                        "phone-gateway: lagging park:nantong critical firing");
    }

    private void writeOneOfEach() throws Exception {
        write(
                "lagging park:hefei anhui/hefei warning firing",
                "lagging park:dongli tianjin/dongli warning firing",
                "lagging park:nantong jiangsu/nantong critical firing");
    }

    @Test
    void whatBecomesCriticalReplacesTheWarning() throws Exception {
        alertmanager.begin();
        write("lagging park:hefei anhui/hefei warning firing");
        until(() -> people.messages().size() == 1);
        write("lagging park:hefei anhui/hefei critical firing");
        until(() -> people.messages().size() == 3);
        write("lagging park:hefei anhui/hefei critical resolved");
        until(() -> people.messages().size() == 4);

        assertThat(people.notified().get(0)).isEqualTo("city: lagging park:hefei warning firing");
        assertThat(people.notified().subList(1, 3))
                .containsExactlyInAnyOrder(
                        "phone-gateway: lagging park:hefei critical firing",
                        "city: lagging park:hefei critical firing");
        // With it the warning that it was, if that is not long ago.
        assertThat(people.notified().get(3)).startsWith("city: lagging park:hefei critical resolved");
    }

    @Test
    void anOutageIsNotifiedInPlaceOfAllOthers() throws Exception {
        alertmanager.begin();
        write("outage all - critical firing");
        until(() -> people.messages().size() == 1);
        write("lagging park:dongli tianjin/dongli warning firing");
        until(() -> has(2));
        write("outage all - critical resolved");
        until(() -> people.messages().size() == 3);

        assertThat(people.notified().get(0)).isEqualTo("operations: outage all critical firing");
        assertThat(people.notified())
                .contains("operations: outage all critical resolved", "tianjin: lagging park:dongli warning firing");
    }

    @Test
    void ofAParkThatIsStaleNothingElseIsNotified() throws Exception {
        alertmanager.begin();
        write("stale park:hefei anhui/hefei warning firing");
        until(() -> people.messages().size() == 1);
        write("dropping park:hefei anhui/hefei warning firing", "dropping park:dongli tianjin/dongli warning firing");
        until(() -> people.messages().size() == 2);

        assertThat(people.notified())
                .containsExactly(
                        "city: stale park:hefei warning firing", "tianjin: dropping park:dongli warning firing");
    }

    @Test
    @Wants(Program.AMTOOL)
    void theSampleRoutingIsSound() throws Exception {
        Process check = new ProcessBuilder(
                        Program.AMTOOL.path(),
                        "check-config",
                        Path.of("../docker/alertmanager/alertmanager.yml").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
    }
}
