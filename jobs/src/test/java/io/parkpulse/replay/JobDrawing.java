package io.parkpulse.replay;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.BroadcastPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;

/** A job as a flowchart in Mermaid: operators by name, and how elements travel between them. */
final class JobDrawing {
    private final StreamGraph graph;

    private JobDrawing(StreamGraph graph) {
        this.graph = graph;
    }

    /** Lines that each end with a line feed; the same for the same job. */
    static String of(StreamGraph graph) {
        return new JobDrawing(graph).draw();
    }

    private String draw() {
        List<StreamNode> nodes = graph.getStreamNodes().stream()
                .sorted(Comparator.comparing(JobDrawing::name))
                .toList();
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (StreamNode node : nodes) {
            String shape = node.getInEdges().isEmpty()
                    ? "([\"%s\"])"
                    : node.getOutEdges().isEmpty() ? "[(\"%s\")]" : "[\"%s\"]";
            text.append("    ")
                    .append(id(node))
                    .append(shape.formatted(name(node)))
                    .append('\n');
        }
        TreeSet<String> arrows = new TreeSet<>();
        for (StreamNode node : nodes) {
            node.getOutEdges().forEach(edge -> arrows.add(arrow(edge)));
        }
        arrows.forEach(arrow -> text.append("    ").append(arrow).append('\n'));
        return text.toString();
    }

    private String arrow(StreamEdge edge) {
        String from = id(graph.getStreamNode(edge.getSourceId()));
        String to = id(graph.getStreamNode(edge.getTargetId()));
        String line = edge.getPartitioner() instanceof BroadcastPartitioner
                ? "-.->"
                : edge.getPartitioner() instanceof KeyGroupStreamPartitioner ? "==>" : "-->";
        String label =
                edge.getOutputTag() == null ? "" : "|" + edge.getOutputTag().getId() + "|";
        return from + " " + line + label + " " + to;
    }

    private static String name(StreamNode node) {
        return node.getOperatorName().replaceAll("^Source: |: Writer$", "");
    }

    private static String id(StreamNode node) {
        return name(node).replaceAll("\\W+", "_");
    }
}
