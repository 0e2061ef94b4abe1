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
        List.of(healthy(), keepingUp(), setAside(), process()));
  }

  private static Row healthy() {
    return Row.of(
        "Is it healthy?",
        stat(
            "Instances up",
            "Instances that Prometheus reaches. Red: none. See *WavecastDown* in the runbook.",
            Unit.COUNT,
            Limits.below(1),
            "sum(up{job=\"wavecast\",engine=~\"$engine\"})"),
        stat(
            "Series",
            "Series with state, over all instances.",
            Unit.COUNT,
            Limits.none(),
            "sum(wavecast_series{engine=~\"$engine\"})"),
        stat(
            "Observations",
            "Observations accepted into a window, a second.",
            Unit.PER_SECOND,
            Limits.none(),
            rate("wavecast_observations_total")),
        stat(
            "Forecasts",
            "Forecasts made, a second. Each observation from the second of a series on gets one.",
            Unit.PER_SECOND,
            Limits.none(),
            rate("wavecast_forecasts_total")),
        stat(
            "Latency, 99 of 100",
            "99 of 100 forecasts are handed on within this time after their observation was read.",
            Unit.SECONDS,
            Limits.above(0.5, 2),
            quantile("0.99", "wavecast_forecast_latency_seconds")),
        stat(
            "Dead letters",
            "Records set aside in the last 15 minutes. Their reasons are below.",
            Unit.COUNT,
            Limits.above(1, 100),
            "sum(increase(wavecast_dead_letters_total{engine=~\"$engine\"}[15m])) or vector(0)"));
  }

  private static Row keepingUp() {
    return Row.of(
        "Is it keeping up?",
        lines(
            "Observations and forecasts",
            "The two lines lie on each other when every observation gets its forecast. Forecasts below"
                + " observations for longer than a batch waits: something is stuck.",
            Unit.PER_SECOND,
            new Query(rate("wavecast_observations_total"), "observations"),
            new Query(rate("wavecast_forecasts_total"), "forecasts")),
        lines(
            "Latency from observation to forecast",
            "From reading an observation to handing on its forecast, without the time that Kafka takes"
                + " before and after. A low load waits for a batch to fill: at most `batch.wait`.",
            Unit.SECONDS,
            new Query(quantile("0.5", "wavecast_forecast_latency_seconds"), "half"),
            new Query(quantile("0.9", "wavecast_forecast_latency_seconds"), "9 of 10"),
            new Query(quantile("0.99", "wavecast_forecast_latency_seconds"), "99 of 100")),
        lines(
            "Consumer lag",
            "Records that wait in the observations topic, the worst partition of each instance. Growing:"
                + " see *WavecastLagGrows* in the runbook.",
            Unit.COUNT,
            new Query(
                "max by (instance) (kafka_consumer_fetch_manager_records_lag_max{engine=~\"$engine\",client_id!~\".*restore.*\"})",
                "{{instance}}")),
        lines(
            "Observations that wait for their batch",
            "At most the batch size for each stream thread. More: the model is the bottleneck, see the"
                + " Inference board.",
            Unit.COUNT,
            new Query(
                "sum by (instance) (wavecast_requests_waiting{engine=~\"$engine\"})",
                "{{instance}}")),
        stack(
            "Size of the state",
            "Bytes that the series' states take: in RocksDB's files, in its memory before they are"
                + " written there, and in the record cache in front of it (setting `cache`). Files also"
                + " hold old versions until they are compacted.",
            Unit.BYTES,
            new Query(sum("kafka_stream_state_live_sst_files_size"), "files"),
            new Query(sum("kafka_stream_state_size_all_mem_tables"), "memory of the store"),
            new Query(sum("kafka_stream_task_cache_size_bytes"), "record cache")),
        stack(
            "Written to Kafka",
            "Bytes a second that go to each topic, compressed. The changelog is the state's copy in Kafka:"
                + " much of it says that the record cache is too small for the series.",
            Unit.BYTES_PER_SECOND,
            new Query(
                "sum by (topic) (rate(kafka_producer_topic_byte_total{engine=~\"$engine\"}[$__rate_interval]))",
                "{{topic}}")));
  }

  private static Row setAside() {
    return Row.of(
        "What is not plain?",
        lines(
            "Dead letters by reason",
            "Records that could not be read, untouched on the dead-letters topic. Headers tell topic,"
                + " partition, offset and the message.",
            Unit.PER_SECOND,
            new Query(rateBy("reason", "wavecast_dead_letters_total"), "{{reason}}"),
            new Query(rate("wavecast_dead_letters_cut_total"), "of these, too large to keep")),
        stack(
            "Late, doubled, filled in, begun anew",
            "How regular the input is. Late and doubled observations are not forecast (many: see"
                + " *WavecastLate* in the runbook); short gaps are filled in and flagged; a long gap"
                + " begins the window anew.",
            Unit.PER_SECOND,
            new Query(rate("wavecast_observations_late_total"), "late"),
            new Query(rate("wavecast_observations_duplicate_total"), "doubled"),
            new Query(rate("wavecast_values_imputed_total"), "filled in"),
            new Query(rate("wavecast_windows_restarted_total"), "begun anew")));
  }

  private static Row process() {
    return Row.of(
        "The process",
        lines(
                "CPU",
                "Share of the machine's processors that the process uses.",
                Unit.SHARE,
                new Query("process_cpu_usage{engine=~\"$engine\"}", "{{instance}}"))
            .wide(8),
        lines(
                "Heap",
                "Share of the heap that is used. Its low points tell what is really needed: above 90 %"
                    + " for long, give it more memory.",
                Unit.SHARE,
                new Query(
                    "sum by (instance) (jvm_memory_used_bytes{engine=~\"$engine\",area=\"heap\"})"
                        + " / max by (instance)"
                        + " (jvm_memory_max_bytes{engine=~\"$engine\",area=\"heap\"})",
                    "{{instance}}"))
            .wide(8),
        lines(
                "Garbage collection",
                "Share of the time that the process stands still for the garbage collector.",
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
