package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Doorkeeper doorkeeper = new Doorkeeper();
    private final List<Connection> all = new ArrayList<>();

    /** From an address, in a time of its own. */
    private static final class Connection extends EmbeddedChannel {
        private final String address;

        Connection(Doorkeeper doorkeeper, String address) {
            super(false, false);
            this.address = address;
            pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(4_096), doorkeeper.forConnection());
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(address, 1);
        }

        void send(String text) {
            writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        }

        void after(long seconds) {
            advanceTimeBy(seconds, TimeUnit.SECONDS);
            runScheduledPendingTasks();
        }
    }

    private Connection connect(String address) throws Exception {
        Connection connection = new Connection(doorkeeper, address);
        connection.register();
        connection.freezeTime();
        all.add(connection);
        return connection;
    }

    private List<Connection> connect(String address, int number) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            connections.add(connect(address));
        }
        return connections;
    }

    @AfterEach
    void closeAll() {
        all.forEach(Connection::finishAndReleaseAll);
    }

    @Test
    void aRequestThatIsNotCompleteInTimeEndsTheConnectionHoweverItTrickles() throws Exception {
        Connection connection = connect("10.0.0.1");
        connection.send("GET / HT");
        connection.after(9);
        connection.send("TP/1.1\r\n");
        assertThat(connection.isOpen()).isTrue();

        connection.after(1);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whoIsAnsweredIsNotHurriedAndHasHalfAMinuteForTheNextRequest() throws Exception {
        Connection connection = connect("10.0.0.1");
        connection.config().setAutoRead(false);
        connection.send(REQUEST);
        connection.after(3_600);
        assertThat(connection.isOpen()).as("the answer may take its time").isTrue();

        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        connection.config().setAutoRead(true);
        connection.after(29);
        connection.send("GET / HT");
        assertThat(connection.isOpen()).isTrue();
        connection.after(1);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whoFollowsAStreamMayStay() throws Exception {
        Connection connection = connect("10.0.0.1");
        connection.config().setAutoRead(false);
        connection.send(REQUEST);
        connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        connection.config().setAutoRead(true);

        connection.after(3_600);

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aNewcomerTakesThePlaceOfTheOneOfItsSourceThatHasWaitedLongest() throws Exception {
        Connection other = connect("10.0.0.2");
        List<Connection> held = connect("10.0.0.1", Doorkeeper.MOST_OF_A_SOURCE);
        held.get(0).config().setAutoRead(false);
        held.get(0).send(REQUEST); // and is being answered

        Connection newcomer = connect("10.0.0.1");

        assertThat(newcomer.isOpen()).isTrue();
        assertThat(held.get(0).isOpen()).isTrue();
        assertThat(held.get(1).isOpen()).isFalse();
        assertThat(held.get(2).isOpen()).isTrue();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void whereAllPlacesAreTakenTheSourceThatHasMostGivesOne() throws Exception {
        Connection first = connect("10.0.0.9");
        List<Connection> held = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            held.addAll(connect("10.0.0." + i, Doorkeeper.MOST_OF_A_SOURCE - (i == 3 ? 0 : 1)));
        }
        connect("10.0.0.8", Doorkeeper.MOST - held.size() - 1);

        Connection newcomer = connect("10.0.0.7");

        assertThat(newcomer.isOpen()).isTrue();
        assertThat(first.isOpen()).isTrue();
        assertThat(held.stream().filter(it -> !it.isOpen())).hasSize(1).allMatch(it -> it.address.equals("10.0.0.3"));
    }

    @Test
    void aNewcomerIsTurnedAwayWhereAllAreBeingAnsweredAndLetInWhenOneHasLeft() throws Exception {
        List<Connection> held = connect("10.0.0.1", Doorkeeper.MOST_OF_A_SOURCE);
        for (Connection connection : held) {
            connection.config().setAutoRead(false);
            connection.send(REQUEST);
        }
        assertThat(connect("10.0.0.1").isOpen()).isFalse();

        held.get(7).close();

        assertThat(connect("10.0.0.1").isOpen()).isTrue();
    }
}
