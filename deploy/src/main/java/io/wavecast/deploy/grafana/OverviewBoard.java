package io.wavecast.deploy.grafana;

import static io.wavecast.deploy.grafana.Panel.lines;
import static io.wavecast.deploy.grafana.Panel.stack;
import static io.wavecast.deploy.grafana.Panel.stat;

import io.wavecast.deploy.grafana.Board.Row;
import java.util.List;

/** Is it healthy, and is it keeping up? */
final class OverviewBoard {
  private OverviewBoard() {}

  static Board board() {
    return new Board(
        "wavecast-overview",
        "Wavecast / Overview",
        "Is it healthy, and is it keeping up?",
        false,
        List.of(healthy(), keepingUp(), irregular(), process()));
  }

  private static Row healthy() {
    return Row.of(
        "Is it healthy?",
        stat(
            "Instances up",
            "Instances that Prometheus can scrape. Red: none. See *WavecastDown* in the runbook.",
            Unit.COUNT,
            Limits.below(1),
            "sum(up{job=\"wavecast\",engine=~\"$engine\"})"),
        stat(
            "Series",
            "Series with state, all instances.",
            Unit.COUNT,
            Limits.none(),
            "sum(wavecast_series{engine=~\"$engine\"})"),
        stat(
            "Observations",
            "Observations accepted per second.",
            Unit.PER_SECOND,
            Limits.none(),
            rate("wavecast_observations_total")),
        stat(
            "Forecasts",
            "Forecasts per second. Each observation of a series gets one, except its first.",
            Unit.PER_SECOND,
            Limits.none(),
            rate("wavecast_forecasts_total")),
        stat(
            "Latency, p99",
            "99th percentile of the time from reading an observation to emitting its forecast.",
            Unit.SECONDS,
            Limits.above(0.5, 2),
            quantile("0.99", "wavecast_forecast_latency_seconds")),
        stat(
            "Dead letters",
            "Records dead-lettered in the last 15 minutes. The reasons are below.",
            Unit.COUNT,
            Limits.above(1, 100),
            "sum(increase(wavecast_dead_letters_total{engine=~\"$engine\"}[15m])) or vector(0)"));
  }

  private static Row keepingUp() {
    return Row.of(
        "Is it keeping up?",
        lines(
            "Observations and forecasts",
            "The two lines coincide when every observation gets its forecast. If forecasts stay below"
                + " observations for longer than `batch.linger`, the stream is stuck.",
            Unit.PER_SECOND,
            new Query(rate("wavecast_observations_total"), "observations"),
            new Query(rate("wavecast_forecasts_total"), "forecasts")),
        lines(
            "Latency from observation to forecast",
            "Time from reading an observation to emitting its forecast, without Kafka's own latency"
                + " before and after. At low load it includes up to `batch.linger` until a batch is flushed.",
            Unit.SECONDS,
            new Query(quantile("0.5", "wavecast_forecast_latency_seconds"), "p50"),
            new Query(quantile("0.9", "wavecast_forecast_latency_seconds"), "p90"),
            new Query(quantile("0.99", "wavecast_forecast_latency_seconds"), "p99")),
        lines(
            "Consumer lag",
            "Unread records of the worst partition, per instance. If it grows, see *WavecastLagGrows* in"
                + " the runbook.",
            Unit.COUNT,
            new Query(
                "max by (instance) (kafka_consumer_fetch_manager_records_lag_max{engine=~\"$engine\",client_id!~\".*restore.*\"})",
                "{{instance}}")),
        lines(
            "Pending observations",
            "Accepted observations without a forecast yet: normally at most `batch.size` per stream"
                + " thread. If there are more, the model is the bottleneck, see the Inference board.",
            Unit.COUNT,
            new Query(
                "sum by (instance) (wavecast_requests_pending{engine=~\"$engine\"})",
                "{{instance}}")),
        stack(
            "State size",
            "Bytes of state in RocksDB's files, in its memtables, and in the record cache in front of it"
                + " (setting `cache`). Files also contain old versions until compaction.",
            Unit.BYTES,
            new Query(sum("kafka_stream_state_live_sst_files_size"), "files"),
            new Query(sum("kafka_stream_state_size_all_mem_tables"), "memtables"),
            new Query(sum("kafka_stream_task_cache_size_bytes"), "record cache")),
        stack(
            "Written to Kafka",
            "Compressed bytes per second, by topic. The changelog is the copy of the state in Kafka. If"
                + " it dominates, the record cache is too small for the number of series.",
            Unit.BYTES_PER_SECOND,
            new Query(
                "sum by (topic) (rate(kafka_producer_topic_byte_total{engine=~\"$engine\"}[$__rate_interval]))",
                "{{topic}}")));
  }

  private static Row irregular() {
    return Row.of(
        "What is irregular?",
        lines(
            "Dead letters by reason",
            "Rejected records, unchanged on the dead-letters topic. Their headers have topic, partition,"
                + " offset and error message.",
            Unit.PER_SECOND,
            new Query(rateBy("reason", "wavecast_dead_letters_total"), "{{reason}}"),
            new Query(rate("wavecast_dead_letters_truncated_total"), "of these, truncated")),
        stack(
            "Late, duplicate, imputed, restarted",
            "How regular the input is. Late and duplicate observations get no forecast (if there are"
                + " many, see *WavecastLate* in the runbook). Short gaps are filled in and flagged. A long"
                + " gap restarts the window.",
            Unit.PER_SECOND,
            new Query(rate("wavecast_observations_late_total"), "late"),
            new Query(rate("wavecast_observations_duplicate_total"), "duplicate"),
            new Query(rate("wavecast_values_imputed_total"), "imputed values"),
            new Query(rate("wavecast_windows_restarted_total"), "restarted windows")));
  }

  private static Row process() {
    return Row.of(
        "Process",
        lines(
                "CPU",
                "Share of the machine's processors that the process uses.",
                Unit.SHARE,
                new Query("process_cpu_usage{engine=~\"$engine\"}", "{{instance}}"))
            .wide(8),
        lines(
                "Heap",
                "Share of the heap in use. Its low points show what is really needed. If they stay above"
                    + " 90 %, give the process more memory.",
                Unit.SHARE,
                new Query(
                    "sum by (instance) (jvm_memory_used_bytes{engine=~\"$engine\",area=\"heap\"})"
                        + " / max by (instance)"
                        + " (jvm_memory_max_bytes{engine=~\"$engine\",area=\"heap\"})",
                    "{{instance}}"))
            .wide(8),
        lines(
                "Garbage collection",
                "Share of time that the process is paused for garbage collection.",
                Unit.SHARE,
                new Query(
                    "sum by (instance) (rate(jvm_gc_pause_seconds_sum{engine=~\"$engine\"}[$__rate_interval]))",
                    "{{instance}}"))
            .wide(8));
  }

  private static String sum(String gauge) {
    return "sum(" + gauge + "{engine=~\"$engine\"})";
  }

  static String rate(String counter) {
    return "sum(rate(" + counter + "{engine=~\"$engine\"}[$__rate_interval]))";
  }

  static String rateBy(String label, String counter) {
    return "sum by (" + label + ") (rate(" + counter + "{engine=~\"$engine\"}[$__rate_interval]))";
  }

  static String quantile(String share, String histogram) {
    return "histogram_quantile(" + share + ", " + rateBy("le", histogram + "_bucket") + ")";
  }
}
