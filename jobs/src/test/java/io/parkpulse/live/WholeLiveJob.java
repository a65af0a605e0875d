package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.http.Secret;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The live job with every sink there is, to be looked at and not to be run: its addresses lead nowhere. */
public final class WholeLiveJob {
    private WholeLiveJob() {}

    public static void define(StreamExecutionEnvironment env, Roster roster) {
        KafkaSettings kafka = KafkaSettings.of("localhost:1");
        LiveSettings settings = LiveSettings.from(0, new EventClock(0, 0, 1));
        LiveJob.define(
                env,
                roster,
                RegistryReader.builtInRules(),
                settings,
                new KafkaSources(kafka, "test", settings),
                new AllSinks(List.of(
                        new KafkaSinks(kafka),
                        new InfluxSinks(
                                new InfluxSinks.Target("http://localhost:1", "org", "bucket", Secret.none()), "live"),
                        new AlertmanagerSinks("http://localhost:1", new AlertNotices("live", "")))));
    }
}
