package io.parkpulse.replay;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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
        TreeMap<String, List<StreamNode>> boxes =
                graph.getStreamNodes().stream().collect(groupingBy(JobDrawing::name, TreeMap::new, toList()));
        StringBuilder text = new StringBuilder("flowchart LR\n");
        TreeSet<String> arrows = new TreeSet<>();
        boxes.forEach((name, nodes) -> {
            List<StreamEdge> in = betweenBoxes(nodes.stream().flatMap(node -> node.getInEdges().stream()));
            List<StreamEdge> out = betweenBoxes(nodes.stream().flatMap(node -> node.getOutEdges().stream()));
            String shape = in.isEmpty() ? "([\"%s\"])" : out.isEmpty() ? "[(\"%s\")]" : "[\"%s\"]";
            text.append("    ").append(id(name)).append(shape.formatted(name)).append('\n');
            out.forEach(edge -> arrows.add(arrow(edge)));
        });
        arrows.forEach(arrow -> text.append("    ").append(arrow).append('\n'));
        return text.toString();
    }

    private List<StreamEdge> betweenBoxes(Stream<StreamEdge> edges) {
        return edges.filter(edge -> !source(edge).equals(target(edge))).toList();
    }

    private String source(StreamEdge edge) {
        return name(graph.getStreamNode(edge.getSourceId()));
    }

    private String target(StreamEdge edge) {
        return name(graph.getStreamNode(edge.getTargetId()));
    }

    private String arrow(StreamEdge edge) {
        String line = edge.getPartitioner() instanceof BroadcastPartitioner
                ? "-.->"
                : edge.getPartitioner() instanceof KeyGroupStreamPartitioner ? "==>" : "-->";
        String label =
                edge.getOutputTag() == null ? "" : "|" + edge.getOutputTag().getId() + "|";
        return id(source(edge)) + " " + line + label + " " + id(target(edge));
    }

    /** All operators of a sink are one box. */
    private static String name(StreamNode node) {
        return node.getOperatorName().replaceAll("^Source: |: (Points|Writer)$", "");
    }

    private static String id(String name) {
        return name.replaceAll("\\W+", "_");
    }
}
