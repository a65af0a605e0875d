package io.parkpulse.connectors.cluster;

import io.parkpulse.connectors.http.LocalRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderValues;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.QueryStringDecoder;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

/** Judges the requests of one connection. The first that is refused ends it. */
final class PageGuardHandler extends ChannelInboundHandlerAdapter {
    private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    /** What Flink does at a {@code GET}. */
    private static final Set<String> DOING = Set.of("yarn-cancel", "yarn-stop");

    private boolean refused;

    /** Why not, and with which status. */
    private record Refusal(HttpResponseStatus status, String reason) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Refusal refusal = !refused && message instanceof HttpRequest request
                ? judge(request, ((InetSocketAddress) context.channel().localAddress()).getPort())
                : null;
        if (refusal != null) {
            refused = true;
            context.writeAndFlush(answer(refusal)).addListener(ChannelFutureListener.CLOSE);
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Null if there is nothing against it. */
    private static Refusal judge(HttpRequest request, int port) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure()) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "This is no HTTP request.");
        }
        if (!LocalRequest.isOwn(headers.getAll(HttpHeaderNames.HOST), headers.getAll(HttpHeaderNames.ORIGIN))) {
            return new Refusal(
                    HttpResponseStatus.FORBIDDEN,
                    "This page answers this machine only, as http://localhost:" + port
                            + "/, and no page of another site.");
        }
        if (!LOOKING.contains(request.method())) {
            return new Refusal(HttpResponseStatus.METHOD_NOT_ALLOWED, "This page can be looked at only.");
        }
        String path = new QueryStringDecoder(request.uri()).path();
        if (Arrays.stream(path.split("/")).anyMatch(DOING::contains)) {
            return new Refusal(HttpResponseStatus.FORBIDDEN, "This page can be looked at only.");
        }
        return null;
    }

    private static FullHttpResponse answer(Refusal refusal) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                refusal.status(),
                Unpooled.copiedBuffer(refusal.reason() + "\n", StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        return response;
    }
}
