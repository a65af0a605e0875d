package io.parkpulse.live;

import org.apache.flink.util.OutputTag;

/**
 * A row of the registry or a declaration that was not applied.
 *
 * @param stream {@code registry} or {@code declarations}
 * @param source where it stands in Kafka
 * @param detail what is wrong with it
 */
public record RefusedRow(String stream, String source, String detail) {
    static final OutputTag<RefusedRow> OUTPUT = new OutputTag<>("refused") {
        private static final long serialVersionUID = 1L;
    };
}
