package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parkpulse.alerts.Alert;
import io.parkpulse.pipeline.IndexWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@link LiveSinks} promises, shown by alerts: each has an identity and more than one message. */
abstract class LiveSinksContract {
    private static final int PARALLELISM = 4;
    private static final int ALERTS = 40;
    private static final long STEP = 300_000;
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(PARALLELISM)
            .build());

    /** The sinks, which go to a place that is empty at the start of the test. */
    abstract LiveSinks sinks() throws Exception;

    /** What the place holds of each scope's alert at the end: {@code firing} or {@code resolved}. */
    abstract Map<String, String> held() throws Exception;

    /** A scope of which the place takes nothing, if there is such a one. */
    String refused() {
        return "park:refused";
    }

    private static List<Alert> messages(String scope, boolean resolved) {
        List<Alert> messages = new ArrayList<>();
        messages.add(SomeAlerts.alert(scope, "", Alert.Change.FIRED, SomeAlerts.SINCE));
        messages.add(SomeAlerts.alert(scope, "", Alert.Change.UPDATED, SomeAlerts.SINCE + STEP));
        if (resolved) {
            messages.add(SomeAlerts.alert(scope, "", Alert.Change.RESOLVED, SomeAlerts.SINCE + 2 * STEP));
        }
        return messages;
    }

    private static List<Alert> messages() {
        List<Alert> messages = new ArrayList<>();
        for (int i = 0; i < ALERTS; i++) {
            messages.addAll(messages("park:P" + i, i % 2 == 0));
        }
        return messages;
    }

    private static Map<String, String> wanted() {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < ALERTS; i++) {
            wanted.put("park:P" + i, i % 2 == 0 ? "resolved" : "firing");
        }
        return wanted;
    }

    private void write(List<Alert> messages) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(IndexWorkflow.configuration());
        env.setParallelism(PARALLELISM);
        sinks().alerts(env.fromData(TypeInformation.of(Alert.class), messages.toArray(Alert[]::new))
                .uid("messages"));
        env.execute();
    }

    @Test
    void whatIsEmittedLastHolds() throws Exception {
        write(messages());

        assertThat(held()).isEqualTo(wanted());
    }

    @Test
    void whatIsEmittedOnceMoreFromItsBeginningChangesNothing() throws Exception {
        List<Alert> twice = messages();
        twice.addAll(messages());
        write(twice);

        assertThat(held()).isEqualTo(wanted());
    }

    @Test
    void whatIsRefusedForGoodKeepsNobodyElseBack() throws Exception {
        List<Alert> messages = messages(refused(), true);
        messages.addAll(messages());
        messages.addAll(messages(refused(), false));
        write(messages);

        Map<String, String> held = held();
        held.remove(refused());
        assertThat(held).isEqualTo(wanted());
    }

    /** The state of each scope's alert in lines of alerts. */
    static Map<String, String> statesIn(Iterable<String> lines) throws IOException {
        Map<String, String> states = new TreeMap<>();
        for (String line : lines) {
            JsonNode alert = JSON.readTree(line);
            states.put(alert.path("scope").asText(), alert.path("state").asText());
        }
        return states;
    }

    static Map<String, String> statesIn(Path file) throws IOException {
        return statesIn(Files.readAllLines(file));
    }
}
