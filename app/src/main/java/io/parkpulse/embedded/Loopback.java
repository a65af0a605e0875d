package io.parkpulse.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** Ports that only this machine reaches. */
final class Loopback {
    static final String HOST = "127.0.0.1";

    private static final int BACKLOG = 50;

    private Loopback() {}

    /** A socket that listens on this port, or on any free one if it is taken, or 0. */
    static ServerSocketChannel bind(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            InetAddress host = InetAddress.getByName(HOST);
            try {
                channel.bind(new InetSocketAddress(host, port), BACKLOG);
            } catch (BindException e) {
                channel.bind(new InetSocketAddress(host, 0), BACKLOG);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static int port(ServerSocketChannel channel) {
        return channel.socket().getLocalPort();
    }
}
