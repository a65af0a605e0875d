package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole system in one process, as a user starts it. */
@Tag("machine")
class DemoCommandIT {
    private static final Object[] SMALL = {"demo", "--scenario", "tiny", "--speed", "120"};
    /** Of Flink's page and its store, the broker and its controller, the time-series store and the wall. */
    private static final int SOCKETS = 6;

    @Test
    void becomesReadyAnswersAtEveryAddressAndEndsWhenAsked() throws Exception {
        Set<String> before = directories();
        // A port that is taken is replaced by a free one.
        try (ServerSocket taken = take(8600);
                Child demo = Child.start("1900m", SMALL)) {
            demo.await("ready after ");

            for (String what : new String[] {"Wall", "Flink", "QuestDB"}) {
                String address = address(what, demo);
                assertThat(get(address)).as(what + " at " + address).isEqualTo(200);
            }
            if (taken != null) {
                assertThat(address("Wall", demo)).doesNotContain(":8600");
            }
            String[] broker = address("Kafka", demo).split(":");
            try (Socket kafka = new Socket(broker[0], Integer.parseInt(broker[1]))) {
                assertThat(kafka.isConnected()).isTrue();
            }
            if (ListeningSockets.canBeSeen()) {
                assertThat(ListeningSockets.of(demo.pid()))
                        .as("nobody beyond this machine reaches it")
                        .hasSize(SOCKETS)
                        .allMatch(socket -> socket.getAddress().isLoopbackAddress());
            }
            demo.terminate();
            demo.exitCode();
            assertThat(demo.said()).doesNotContain("Exception").doesNotContain("log configuration");
        }
        assertThat(directories()).isEqualTo(before);
    }

    @Test
    void endsByItself() throws Exception {
        Set<String> before = directories();
        Object[] arguments = Stream.concat(Stream.of(SMALL), Stream.of("--for", "1s", "--mess"))
                .toArray();
        try (Child demo = Child.start("1900m", arguments)) {
            assertThat(demo.exitCode()).as(demo.said()).isZero();
            assertThat(demo.said()).contains("ready after ").doesNotContain("Exception");
        }
        assertThat(directories()).isEqualTo(before);
    }

    /** Takes a port, unless somebody has it already. */
    private static ServerSocket take(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            return null;
        }
    }

    private static String address(String what, Child demo) {
        Matcher line = Pattern.compile("(?m)^" + what + " +(\\S+)$").matcher(demo.said());
        assertThat(line.find()).as(what + " in " + demo.said()).isTrue();
        return line.group(1);
    }

    private static int get(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Set<String> directories() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("parkpulse-demo-"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
