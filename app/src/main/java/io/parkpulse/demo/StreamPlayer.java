package io.parkpulse.demo;

import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.play.Pacer;
import io.parkpulse.play.Player;
import io.parkpulse.play.SentTime;
import io.parkpulse.play.StreamWriter;
import java.io.IOException;

/** Plays a recording into the topics of the streams. */
final class StreamPlayer {
    private StreamPlayer() {}

    /**
     * Plays it to its end.
     *
     * @param time receives how far it has come
     * @param pacer of the lines
     * @param also receives each line as well
     * @return how many lines were longer than Kafka takes, and were not sent
     */
    static long play(Player player, KafkaSettings kafka, SentTime time, Pacer pacer, Player.Sink also)
            throws IOException, InterruptedException {
        try (StreamWriter writer = new StreamWriter(kafka)) {
            player.play(time.publishing(pacer, writer::flush), (stream, line, due) -> {
                writer.line(stream, line, due);
                also.line(stream, line, due);
            });
            writer.flush();
            time.end();
            return writer.tooLong();
        }
    }
}
