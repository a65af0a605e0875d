package io.parkpulse.bench;

import java.nio.file.Path;

/** Runs one of the peers as a process of its own: {@code duckdb|flink-sql|kafka-streams RECORDING QUESTION OUT}. */
public final class Peer {
    static final String DUCKDB = "duckdb";
    static final String FLINK_SQL = "flink-sql";
    static final String KAFKA_STREAMS = "kafka-streams";

    private Peer() {}

    public static void main(String[] args) throws Exception {
        run(args[0], Path.of(args[1]), Question.valueOf(args[2]), Path.of(args[3]));
        System.exit(0); // Whatever threads are left.
    }

    static void run(String which, Path recording, Question question, Path out) throws Exception {
        switch (which) {
            case DUCKDB -> DuckDbPeer.run(recording, question, out);
            case FLINK_SQL -> FlinkSqlPeer.run(recording, question, out);
            case KAFKA_STREAMS -> KafkaStreamsPeer.run(recording, question, out);
            default -> throw new IllegalArgumentException("no such peer: " + which);
        }
    }
}
