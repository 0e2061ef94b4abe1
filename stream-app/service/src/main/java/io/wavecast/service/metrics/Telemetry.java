package io.wavecast.service.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** All meters of this process. Thread-safe. */
public final class Telemetry implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerMetrics metrics = new MicrometerMetrics(registry, System::nanoTime);
  private final StatusMonitor monitor = new StatusMonitor(metrics, System::nanoTime, this::behind);
  private final List<KafkaStreams> streams = new CopyOnWriteArrayList<>();
  private final Deque<AutoCloseable> binders = new ArrayDeque<>();

  public Telemetry() {
    registry.config().meterFilter(MeterFilter.deny(KafkaMeters::leftOut));
    for (MeterBinder binder :
        List.of(
            new JvmMemoryMetrics(),
            new JvmGcMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics())) {
      bind(binder);
    }
    ProcessMetrics.builder().register(registry.getPrometheusRegistry());
  }

  /** The port through which core reports. */
  public MicrometerMetrics metrics() {
    return metrics;
  }

  /** The current status. */
  public ServiceStatus status() {
    return monitor.status();
  }

  private long behind() {
    return streams.stream().mapToLong(s -> Backlog.of(s.metrics().values())).sum();
  }

  /** All meters as they are now, in the exposition format of Prometheus. */
  public String scrape() {
    return registry.scrape();
  }

  /**
   * All meters as text: in the OpenMetrics format if asked for, else in that of Prometheus.
   *
   * @param accept the Accept header of the request, or null without one
   */
  public Exposition scrape(@Nullable String accept) {
    String type =
        accept != null && accept.contains("application/openmetrics-text")
            ? OpenMetricsTextFormatWriter.CONTENT_TYPE
            : PrometheusTextFormatWriter.CONTENT_TYPE;
    return new Exposition(type, registry.scrape(type));
  }

  /** Adds the meters of Kafka Streams and its clients. */
  public void bind(KafkaStreams streams) {
    this.streams.add(streams);
    bind(new KafkaStreamsMetrics(streams));
  }

  /** Adds the meters of a producer. */
  public void bind(Producer<?, ?> producer) {
    bind(new KafkaClientMetrics(producer));
  }

  private synchronized void bind(MeterBinder binder) {
    binder.bindTo(registry);
    if (binder instanceof AutoCloseable closeable) {
      binders.push(closeable);
    }
  }

  @Override
  public synchronized void close() {
    while (!binders.isEmpty()) {
      try {
        binders.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("meters cannot be closed", e);
      }
    }
    registry.close();
  }
}
