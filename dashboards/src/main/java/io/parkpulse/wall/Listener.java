package io.parkpulse.wall;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears requests, one at a time of a connection, in one thread that waits for nobody: a request that is not complete costs
 * some bytes and no thread. {@link Doorkeeper} says how many may be connected, and for how long.
 */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1_024;
    private static final int LONGEST_LINE = 4_096;
    private static final int LONGEST_HEADERS = 16_384;
    private static final int LONGEST_BODY = 4_096;
    private static final int STUCK_SECONDS = 30;
    private static final int ANSWERED_WITHIN_SECONDS = 5;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("wall-door", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(loop.next());
    private final Doorkeeper doorkeeper = new Doorkeeper();
    private final ExecutorService executor;
    private final Consumer<Exchange> answer;
    private final Channel door;

    /**
     * @param port 0, and one that is taken, for any free one
     * @param executor where requests are answered, and which ends with this; one that it refuses is answered with 503
     * @throws IOException if no port can be had at the address
     */
    Listener(InetAddress address, int port, ExecutorService executor, Consumer<Exchange> answer) throws IOException {
        this.executor = executor;
        this.answer = answer;
        try {
            door = listen(address, port);
        } catch (IOException e) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    private Channel listen(InetAddress address, int port) throws IOException {
        ServerBootstrap server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connections.add(connection);
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(LONGEST_LINE)
                                        .setMaxHeaderSize(LONGEST_HEADERS)))
                                .addLast(new HttpObjectAggregator(LONGEST_BODY, true))
                                .addLast(new FlowControlHandler())
                                .addLast(new WriteTimeoutHandler(STUCK_SECONDS))
                                .addLast(doorkeeper.forConnection())
                                .addLast(new Dispatcher());
                    }
                });
        ChannelFuture bound = server.bind(address, port).awaitUninterruptibly();
        if (bound.cause() instanceof BindException && port != 0) {
            bound = server.bind(address, 0).awaitUninterruptibly();
        }
        if (!bound.isSuccess()) {
            throw new IOException(
                    address.getHostAddress() + ": " + bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    private final class Dispatcher extends SimpleChannelInboundHandler<FullHttpRequest> {
        private boolean busy;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            Channel connection = context.channel();
            if (busy) {
                connection.close(); // who follows a stream asks for nothing more
                return;
            }
            busy = true;
            connection.config().setAutoRead(false); // until it is answered
            Exchange exchange;
            try {
                if (!request.decoderResult().isSuccess()) {
                    throw new URISyntaxException(request.uri(), "no request");
                }
                exchange = new Exchange(connection, request, () -> {
                    busy = false;
                    connection.config().setAutoRead(true);
                });
            } catch (URISyntaxException e) {
                connection
                        .writeAndFlush(
                                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST))
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
            try {
                executor.execute(() -> answer.accept(exchange));
            } catch (RejectedExecutionException e) {
                exchange.set("Retry-After", "1").answer(503, "too much to do\n".getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("a connection of {} failed", context.channel().remoteAddress(), cause);
            context.close();
        }
    }

    int port() {
        return ((InetSocketAddress) door.localAddress()).getPort();
    }

    /** Stops listening, and ends all connections and what is being answered. */
    @Override
    public void close() {
        door.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        executor.shutdownNow();
        try {
            executor.awaitTermination(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
