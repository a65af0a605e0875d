package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong before any broker is asked. */
class KafkaUsageTest {
    @TempDir
    Path dir;

    private final Commands commands = new Commands();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simulate                                               | either --out DIR or --kafka BROKERS",
                "simulate --kafka b                                     | expected host:port",
                "simulate --kafka b:1 --speed 0                         | --speed 0.0: expected a number above 0",
                "simulate --kafka b:1 --speed NaN                       | expected a number above 0",
                "simulate --kafka b:1 --start now --speed 60            | at the speed of time",
                "simulate --kafka b:1 --start noon                      | --start noon: expected now",
                "simulate --kafka b:1 --partitions 0                    | --partitions 0: expected a number above 0",
                "simulate --kafka b:1 --kafka-config none               | expected a readable file",
                "registry push .                                        | '--kafka=BROKERS'",
                "record --kafka b:1 --from 2020-01-01 --to 1 DIR        | --from 2020-01-01: expected an instant",
                "record --kafka b:1 --from 5 --to 5 DIR                 | expected an instant after --from 5",
                "record --kafka b:1 --from 5 DIR                        | '--to=T'",
                "record --from 5 --to 6 DIR                             | '--kafka=BROKERS'",
            })
    void wrongUsageExitsWithTwo(String arguments, String message) {
        String[] args = arguments.replace("DIR", dir.resolve("r").toString()).split(" +");
        assertThat(commands.run(args)).isEqualTo(2);
        assertThat(commands.err()).contains(message);
        assertThat(dir.resolve("r")).doesNotExist();
    }

    @Test
    void aRegistryIsCheckedBeforeKafkaIsAsked() throws Exception {
        Files.writeString(dir.resolve("parks.csv"), "park_id,zone\nP1,Mars\n");
        assertThat(commands.run("registry", "push", dir.toString(), "--kafka", "127.0.0.1:9"))
                .isEqualTo(2);
        assertThat(commands.err()).contains("parks.csv:2: zone \"Mars\"").contains("enterprises.csv: does not exist");
    }

    @Test
    void secretsAreNotInMessages() throws Exception {
        Path config = Files.writeString(
                dir.resolve("k"), "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=hunter2\n");
        Commands.copy(Commands.EXAMPLE.resolve("in"), dir.resolve("r"));
        assertThat(commands.run(
                        "registry",
                        "push",
                        dir.resolve("r").toString(),
                        "--kafka",
                        "127.0.0.1:9",
                        "--kafka-config",
                        config.toString()))
                .isEqualTo(1);
        assertThat(commands.err()).contains("Kafka at 127.0.0.1:9 fails").doesNotContain("hunter2");
    }
}
