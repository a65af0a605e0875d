package io.parkpulse.wall;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request and its answer, of which there is one. Belongs to the thread that answers. */
final class Exchange {
    private static final int CHUNK_BYTES = 8_192;

    private final Channel channel;
    private final Source source;
    private final String method;
    private final URI uri;
    private final HttpHeaders headers;
    private final byte[] body;
    private final Runnable answered;
    private final HttpVersion version;
    private final boolean kept;
    private final HttpHeaders answer = new DefaultHttpHeaders();

    /**
     * Copies the request.
     *
     * @param answered called when it is answered as a whole and the connection is there for another
     * @throws URISyntaxException if it asks for no address
     */
    Exchange(Channel channel, FullHttpRequest request, Runnable answered) throws URISyntaxException {
        this.channel = channel;
        this.answered = answered;
        this.source = Source.of(((InetSocketAddress) channel.remoteAddress()).getAddress());
        this.method = request.method().name();
        this.uri = new URI(request.uri());
        this.headers = request.headers();
        this.version = request.protocolVersion();
        this.kept = HttpUtil.isKeepAlive(request);
        this.body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
    }

    Source source() {
        return source;
    }

    String method() {
        return method;
    }

    /** Decoded; empty if there is none. */
    String path() {
        return uri.getPath() == null ? "" : uri.getPath();
    }

    /** As it was sent; null if there is none. */
    String query() {
        return uri.getRawQuery();
    }

    /** The first of a name; null if there is none. A byte of it is a character. */
    String header(String name) {
        return headers.get(name);
    }

    List<String> headers(String name) {
        return headers.getAll(name);
    }

    String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Of the answer. */
    Exchange set(String name, String value) {
        answer.set(name, value);
        return this;
    }

    /** Answers as a whole. */
    void answer(int status, byte[] content) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(content));
        response.headers().set(answer);
        if (status != HttpResponseStatus.NOT_MODIFIED.code()) {
            HttpUtil.setContentLength(response, content.length);
        }
        HttpUtil.setKeepAlive(response.headers(), version, kept);
        channel.writeAndFlush(response).addListener((ChannelFutureListener) sent -> {
            if (sent.isSuccess() && kept) {
                answered.run();
            } else {
                sent.channel().close();
            }
        });
    }

    /**
     * Begins an answer that has no length. The connection ends with it.
     *
     * @return whose writing waits until what was written is on its way, and fails if the viewer has left or is stuck
     */
    OutputStream stream() throws IOException {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(answer).set(HttpHeaderNames.CONNECTION, "close");
        HttpUtil.setTransferEncodingChunked(response, version.isKeepAliveDefault());
        await(channel.writeAndFlush(response));
        channel.config().setAutoRead(true); // or one would not see that the viewer leaves
        return new BufferedOutputStream(
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        write(new byte[] {(byte) one}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        await(channel.writeAndFlush(
                                new DefaultHttpContent(Unpooled.copiedBuffer(bytes, from, length))));
                    }

                    @Override
                    public void close() {
                        channel.close();
                    }
                },
                CHUNK_BYTES);
    }

    private static void await(ChannelFuture written) throws IOException {
        try {
            written.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closed");
        }
        if (!written.isSuccess()) {
            throw new IOException("the viewer has left or is stuck", written.cause());
        }
    }

    /** Ends it without an answer. */
    void abandon() {
        channel.close();
    }
}
