package io.parkpulse.connectors.cluster;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPipeline;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;

/**
 * Lets Flink's page be looked at, and nothing else, by whoever asks for it by a name of this machine. Flink itself takes any
 * {@code Host}, so that a web page can reach it under a name which it made point here; runs the job that anybody posts to
 * it, also where submission from its page is off; and ends a job at a {@code GET}.
 *
 * <p>Flink finds this class as a service. It does nothing unless {@link #GUARDED} is set.
 */
public final class PageGuard implements InboundChannelHandlerFactory {
    static final ConfigOption<Boolean> GUARDED =
            ConfigOptions.key("parkpulse.page.guarded").booleanType().defaultValue(false);

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Optional<ChannelHandler> createHandler(Configuration configuration, Map<String, String> responseHeaders) {
        return configuration.get(GUARDED) ? Optional.of(new BeforeUploads()) : Optional.empty();
    }

    /** Flink puts handlers behind its own that writes uploaded files: a request must be judged before. */
    private static final class BeforeUploads extends ChannelHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            ChannelPipeline pipeline = context.pipeline();
            pipeline.addAfter(pipeline.context(HttpServerCodec.class).name(), "page guard", new PageGuardHandler());
            pipeline.remove(this);
        }
    }
}
