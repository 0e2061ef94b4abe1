package io.wavecast.service.metrics;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Renders the metrics at most once a second and format. Requests that arrive meanwhile wait for the
 * page that is being rendered and share it, so that many scrapes cost as much as one. Thread-safe.
 */
final class Expositions {
  /** How old a page may be. */
  static final Duration AGE = Duration.ofSeconds(1);

  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final UnaryOperator<String> render;
  private final LongSupplier nanoClock;
  private final Map<String, Rendered> pages = new ConcurrentHashMap<>();

  private record Rendered(Exposition page, long nanos) {}

  /**
   * @param render renders the metrics in the format of a media type
   * @param nanoClock time, ns
   */
  Expositions(UnaryOperator<String> render, LongSupplier nanoClock) {
    this.render = render;
    this.nanoClock = nanoClock;
  }

  /** The page for an Accept header. */
  Exposition of(@Nullable String accept) {
    String type =
        accept != null && accept.contains(OPEN_METRICS)
            ? OpenMetricsTextFormatWriter.CONTENT_TYPE
            : PrometheusTextFormatWriter.CONTENT_TYPE;
    return pages.compute(type, this::atMostOneSecondOld).page();
  }

  private Rendered atMostOneSecondOld(String type, @Nullable Rendered last) {
    long now = nanoClock.getAsLong();
    return last != null && now - last.nanos() < AGE.toNanos()
        ? last
        : new Rendered(new Exposition(type, render.apply(type)), now);
  }
}
