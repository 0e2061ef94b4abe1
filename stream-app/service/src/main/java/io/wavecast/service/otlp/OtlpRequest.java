package io.wavecast.service.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.wavecast.core.metrics.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Writes what Prometheus would scrape as a request of OTLP: the same values, labels and buckets,
 * cumulative since the start. A declared metric has its id and unit, such as {@code
 * wavecast.forecast.latency} in {@code s}, which a receiver that speaks Prometheus turns into the
 * scraped name. Other meters keep their scraped name. Immutable.
 */
final class OtlpRequest {
  /** Declared metrics by the name of their snapshot. */
  private static final Map<String, io.wavecast.core.metrics.Metric> DECLARED =
      Arrays.stream(io.wavecast.core.metrics.Metric.values())
          .collect(Collectors.toMap(m -> base(m.prometheusName()), Function.identity()));

  private final Resource resource;
  private final InstrumentationScope scope;
  private final long start;

  /**
   * @param attributes of the resource
   * @param version of Wavecast
   * @param start of the process, ns since the epoch
   */
  OtlpRequest(Map<String, String> attributes, String version, long start) {
    Resource.Builder builder = Resource.newBuilder();
    attributes.forEach((name, value) -> builder.addAttributes(attribute(name, value)));
    this.resource = builder.build();
    this.scope =
        InstrumentationScope.newBuilder().setName("io.wavecast").setVersion(version).build();
    this.start = start;
  }

  /**
   * The request.
   *
   * @param now ns since the epoch
   */
  byte[] write(MetricSnapshots snapshots, long now) {
    ScopeMetrics.Builder metrics = ScopeMetrics.newBuilder().setScope(scope);
    snapshots.stream()
        .map(snapshot -> metric(snapshot, now))
        .filter(metric -> metric.getDataCase() != Metric.DataCase.DATA_NOT_SET)
        .forEach(metrics::addMetrics);
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(metrics))
        .build()
        .toByteArray();
  }

  /** What an answer says about points that the receiver rejected; empty when there are none. */
  static String rejected(byte[] answer) {
    try {
      var partial = ExportMetricsServiceResponse.parseFrom(answer).getPartialSuccess();
      return partial.getRejectedDataPoints() == 0
          ? ""
          : partial.getRejectedDataPoints() + " points rejected: " + partial.getErrorMessage();
    } catch (InvalidProtocolBufferException e) {
      return ""; // accepted, by a receiver that answers with something else
    }
  }

  private Metric metric(MetricSnapshot snapshot, long now) {
    String name = snapshot.getMetadata().getPrometheusName();
    String help = snapshot.getMetadata().getHelp();
    Metric.Builder metric = Metric.newBuilder().setDescription(help == null ? "" : help);
    io.wavecast.core.metrics.Metric declared = DECLARED.get(base(name));
    if (declared == null) {
      metric.setName(snapshot instanceof InfoSnapshot ? name + "_info" : name);
    } else {
      metric.setName(declared.id()).setUnit(declared.scale() == Scale.SECONDS ? "s" : "");
    }
    if (snapshot instanceof CounterSnapshot counter) {
      metric.setSum(
          Sum.newBuilder()
              .setIsMonotonic(true)
              .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
              .addAllDataPoints(numbers(counter.getDataPoints(), p -> p.getValue(), now)));
    } else if (snapshot instanceof GaugeSnapshot gauge) {
      metric.setGauge(gauge(numbers(gauge.getDataPoints(), p -> p.getValue(), now)));
    } else if (snapshot instanceof UnknownSnapshot unknown) {
      metric.setGauge(gauge(numbers(unknown.getDataPoints(), p -> p.getValue(), now)));
    } else if (snapshot instanceof InfoSnapshot info) {
      metric.setGauge(gauge(numbers(info.getDataPoints(), p -> 1, now)));
    } else if (snapshot instanceof HistogramSnapshot histogram) {
      metric.setHistogram(histogram(histogram, now));
    } else if (snapshot instanceof SummarySnapshot summary) {
      metric.setSummary(summary(summary, now));
    }
    return metric.build();
  }

  private static Gauge.Builder gauge(List<NumberDataPoint> points) {
    return Gauge.newBuilder().addAllDataPoints(points);
  }

  /** Points without those that have no value now, which Kafka reports as NaN. */
  private <P extends DataPointSnapshot> List<NumberDataPoint> numbers(
      List<P> points, ToDoubleFunction<P> value, long now) {
    return points.stream()
        .filter(point -> !Double.isNaN(value.applyAsDouble(point)))
        .map(
            point ->
                NumberDataPoint.newBuilder()
                    .addAllAttributes(attributes(point))
                    .setStartTimeUnixNano(start)
                    .setTimeUnixNano(now)
                    .setAsDouble(value.applyAsDouble(point))
                    .build())
        .toList();
  }

  private Histogram.Builder histogram(HistogramSnapshot snapshot, long now) {
    Histogram.Builder histogram =
        Histogram.newBuilder()
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    for (HistogramDataPointSnapshot point : snapshot.getDataPoints()) {
      HistogramDataPoint.Builder data =
          HistogramDataPoint.newBuilder()
              .addAllAttributes(attributes(point))
              .setStartTimeUnixNano(start)
              .setTimeUnixNano(now)
              .setSum(point.getSum());
      ClassicHistogramBuckets buckets = point.getClassicBuckets();
      long count = 0;
      for (int i = 0; i < buckets.size(); i++) {
        count += buckets.getCount(i);
        data.addBucketCounts(buckets.getCount(i));
        if (buckets.getUpperBound(i) != Double.POSITIVE_INFINITY) {
          data.addExplicitBounds(buckets.getUpperBound(i));
        }
      }
      histogram.addDataPoints(data.setCount(count));
    }
    return histogram;
  }

  private Summary.Builder summary(SummarySnapshot snapshot, long now) {
    Summary.Builder summary = Summary.newBuilder();
    for (SummarySnapshot.SummaryDataPointSnapshot point : snapshot.getDataPoints()) {
      summary.addDataPoints(
          SummaryDataPoint.newBuilder()
              .addAllAttributes(attributes(point))
              .setStartTimeUnixNano(start)
              .setTimeUnixNano(now)
              .setCount(point.getCount())
              .setSum(point.getSum()));
    }
    return summary;
  }

  private static List<KeyValue> attributes(DataPointSnapshot point) {
    List<KeyValue> attributes = new ArrayList<>();
    point.getLabels().forEach(l -> attributes.add(attribute(l.getName(), l.getValue())));
    return attributes;
  }

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  /** The name of a snapshot: without the suffixes that the text formats add. */
  private static String base(String prometheusName) {
    return prometheusName.replaceFirst("_(total|info)$", "");
  }
}
