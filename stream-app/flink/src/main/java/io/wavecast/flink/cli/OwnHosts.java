package io.wavecast.flink.cli;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

/**
 * Has Flink's REST API answer to names of this machine only, where it listens to this machine only:
 * a web page whose name was made to lead here could else read it, and cancel the job.
 */
public final class OwnHosts implements InboundChannelHandlerFactory {
  static final ConfigOption<Boolean> ONLY =
      ConfigOptions.key("wavecast.rest.own-hosts").booleanType().defaultValue(false);

  private static final String NAMES = "(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?";

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<ChannelHandler> createHandler(
      Configuration configuration, Map<String, String> responseHeaders) {
    return configuration.get(ONLY) ? Optional.of(new Guard()) : Optional.empty();
  }

  private static final class Guard extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request
          && !request.headers().get(HttpHeaderNames.HOST, "").matches(NAMES)) {
        ReferenceCountUtil.release(message);
        var unused =
            context
                .writeAndFlush(
                    new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.MISDIRECTED_REQUEST))
                .addListener(ChannelFutureListener.CLOSE);
      } else {
        context.fireChannelRead(message);
      }
    }
  }
}
