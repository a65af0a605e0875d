package io.parkpulse.wall;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections there are, and how long each may take to say what it wants: a first request is to be complete
 * within 10 seconds, one that follows an answer within 30.
 *
 * <p>A newcomer is let in at the cost of one that waits: where its source has all the places of a source, of the one of
 * that source that has waited longest; where all places are taken, of the one that has waited longest of the source that
 * has most. Whoever sends a request in one go is so served, however many connections others hold. It is turned away only
 * where all of them are being answered.
 *
 * <p>All its handlers must run in one thread.
 */
final class Doorkeeper {
    /** Of all sources together. */
    static final int MOST = 1_024;
    /** Of one source. */
    static final int MOST_OF_A_SOURCE = 256;

    static final long FIRST_REQUEST_SECONDS = 10;
    static final long NEXT_REQUEST_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    private static final long COMPLAIN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<Source, Integer> guests = new HashMap<>();
    /** Those whose request is not there yet, the one that has waited longest first. */
    private final LinkedHashSet<Guest> waiting = new LinkedHashSet<>();

    private int all;
    private long dismissed;
    private long complainedAt = System.nanoTime() - COMPLAIN_EVERY_NANOS;

    /** A handler for a connection, to stand behind what makes requests of its bytes. */
    ChannelHandler forConnection() {
        return new Guest();
    }

    private final class Guest extends ChannelDuplexHandler {
        private Channel channel;
        private Source source;
        private boolean admitted;
        private boolean followed;
        /** Null while a request is answered. */
        private ScheduledFuture<?> deadline;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            source = Source.of(((InetSocketAddress) channel.remoteAddress()).getAddress());
            if (guests.getOrDefault(source, 0) >= MOST_OF_A_SOURCE) {
                admitted = dismissLongestWaiting(source);
            } else {
                admitted = all < MOST || dismissLongestWaiting(greatest());
            }
            if (!admitted) {
                complain(source);
                channel.close();
                return;
            }
            all++;
            guests.merge(source, 1, Integer::sum);
            await(FIRST_REQUEST_SECONDS);
            context.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            leave();
            context.fireChannelInactive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof FullHttpRequest) {
                awaitNothing();
            }
            context.fireChannelRead(message);
        }

        /** Asked for once a request is answered, and not before. */
        @Override
        public void read(ChannelHandlerContext context) {
            if (admitted && deadline == null && !followed) {
                await(NEXT_REQUEST_SECONDS);
            }
            context.read();
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse && !(message instanceof FullHttpResponse)) {
                followed = true; // nothing more is expected of who follows a stream
            }
            context.write(message, promise);
        }

        private void await(long seconds) {
            waiting.add(this);
            deadline = channel.eventLoop().schedule(() -> channel.close(), seconds, TimeUnit.SECONDS);
        }

        private void awaitNothing() {
            waiting.remove(this);
            if (deadline != null) {
                deadline.cancel(false);
                deadline = null;
            }
        }

        private void leave() {
            if (admitted) {
                admitted = false;
                all--;
                guests.computeIfPresent(source, (it, number) -> number == 1 ? null : number - 1);
                awaitNothing();
            }
        }
    }

    private Source greatest() {
        return guests.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /** Whether there was one. */
    private boolean dismissLongestWaiting(Source source) {
        for (Guest guest : waiting) {
            if (guest.source.equals(source)) {
                guest.leave();
                guest.channel.close();
                complain(source);
                return true;
            }
        }
        return false;
    }

    private void complain(Source source) {
        dismissed++;
        if (System.nanoTime() - complainedAt >= COMPLAIN_EVERY_NANOS) {
            complainedAt = System.nanoTime();
            LOG.warn(
                    "too many connections ({}, {} of them from {}): {} closed so far",
                    all,
                    guests.getOrDefault(source, 0),
                    source,
                    dismissed);
        }
    }
}
