package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;
import org.junit.jupiter.api.Test;

/** The whole live job as it is submitted, with every sink there is, before it runs. */
class SinkWiringTest {
    private static final int PARALLELISM = 4;

    private static final List<String> SINKS = List.of(
            "parkpulse.indices",
            "parkpulse.daily",
            "parkpulse.enterprises",
            "parkpulse.alerts",
            "parkpulse.dead-letters",
            "refused",
            "influxdb-indices",
            "influxdb-days",
            "influxdb-enterprises",
            "influxdb-alerts",
            "alertmanager");

    private static StreamExecutionEnvironment job() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(IndexWorkflow.configuration());
        env.setParallelism(PARALLELISM);
        var registry = new Registries().park("P1").enterprise("E1", "P1").build();
        WholeLiveJob.define(env, Roster.of(registry));
        return env;
    }

    @Test
    void noSinkIsDealtWhatBelongsTogetherByTurns() {
        List<String> sinks = new ArrayList<>();
        for (StreamNode node : job().getStreamGraph().getStreamNodes()) {
            boolean points = node.getOperatorName().endsWith(": Points");
            boolean writer = node.getOperatorName().endsWith(": Writer");
            if (!points && !writer) {
                continue;
            }
            for (StreamEdge edge : node.getInEdges()) {
                assertThat(node.getParallelism() == 1
                                || edge.getPartitioner() instanceof ForwardPartitioner
                                || edge.getPartitioner() instanceof KeyGroupStreamPartitioner)
                        .as("%s gets its elements by %s", node.getOperatorName(), edge.getPartitioner())
                        .isTrue();
            }
            if (writer) {
                sinks.add(node.getOperatorName().replace(": Writer", ""));
                assertThat(node.getStatePartitioners())
                        .as("%s needs no keyed state", node.getOperatorName())
                        .isEmpty();
            }
        }
        assertThat(sinks).containsExactlyInAnyOrderElementsOf(SINKS);
    }

    @Test
    void figuresAreWrittenToInfluxDbWhereTheyAreComputed() {
        StreamGraph graph = job().getStreamGraph();
        for (String sink : List.of("influxdb-indices", "influxdb-days")) {
            StreamNode points = graph.getStreamNodes().stream()
                    .filter(node -> node.getOperatorName().equals(sink + ": Points"))
                    .findFirst()
                    .orElseThrow();
            assertThat(points.getInEdges()).singleElement().satisfies(edge -> {
                assertThat(edge.getPartitioner()).isInstanceOf(ForwardPartitioner.class);
                assertThat(graph.getStreamNode(edge.getSourceId()).getOperatorName())
                        .isEqualTo("figures");
            });
        }
    }
}
