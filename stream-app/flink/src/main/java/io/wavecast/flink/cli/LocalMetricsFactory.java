package io.wavecast.flink.cli;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.Properties;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Flink's Prometheus reporter on one address. Flink's own server listens on every address of the
 * machine and has no setting for it, so its metrics are served here.
 */
public final class LocalMetricsFactory implements MetricReporterFactory {
  static final String HOST = "host";
  static final String PORT = "port";

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new Reporter();
  }

  private static final class Reporter extends AbstractPrometheusReporter {
    @SuppressWarnings("NullAway.Init") // Flink opens it at once
    private HTTPServer server;

    @Override
    public void open(MetricConfig config) {
      super.open(config);
      InetSocketAddress address =
          new InetSocketAddress(config.getString(HOST, "127.0.0.1"), config.getInteger(PORT, 9249));
      try {
        server = new HTTPServer(address, registry(), true);
      } catch (IOException e) {
        throw new UncheckedIOException("metrics cannot be served on " + address, e);
      }
    }

    /** Flink hides the registry from other packages. */
    private CollectorRegistry registry() {
      try {
        Field field = AbstractPrometheusReporter.class.getDeclaredField("registry");
        field.setAccessible(true);
        return (CollectorRegistry) field.get(this);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this release of Flink has another Prometheus reporter", e);
      }
    }

    @Override
    public void close() {
      server.stop();
      super.close();
    }
  }
}
