package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.runtime.Models;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.load.WatchedLoad;
import io.wavecast.testkit.metrics.Scrape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * {@code serve} with the default model in separate processes, on a broker in a process, under load;
 * a test disturbs one of them. At the end everything that was written is compared with a
 * recomputation of the input. Not thread-safe.
 */
final class ServedLoad implements AutoCloseable {
  static final int SERIES = WatchedLoad.SERIES;

  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Every change of an alert is compared, not only the last one. */
  private static final Map<String, String> UNCOMPACTED = Map.of("log.cleaner.enable", "false");

  private final Path dir;
  private final Settings settings;
  private final List<String> flags;
  private final List<ServeProcess> started = new ArrayList<>();
  private final BrokerProcess broker;
  private final WatchedLoad load;

  /** Observations of {@link #SERIES} series. */
  ServedLoad(Path dir) throws InterruptedException {
    this(dir, Map.of(), RoundLoad.waves(TOPICS.observations(), SERIES));
  }

  /**
   * Starts the broker and the load.
   *
   * @param settings of each instance
   */
  ServedLoad(Path dir, Map<String, String> settings, RoundLoad.Round records)
      throws InterruptedException {
    this.dir = dir;
    Map<String, String> all = new TreeMap<>(WatchedLoad.SETTINGS);
    all.putAll(settings);
    this.settings = Settings.of(all);
    flags =
        all.entrySet().stream()
            .map(e -> "--" + e.getKey().replace('.', '-') + "=" + e.getValue())
            .toList();
    broker = BrokerProcess.start(dir.resolve("broker"), 0, UNCOMPACTED);
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers()), Duration.ofMinutes(1))) {
      admin.ensure(
          TopicSpec.of(TOPICS, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    load = new WatchedLoad(servers(), TOPICS, records, this::outputs);
  }

  String servers() {
    return broker.bootstrapServers();
  }

  BrokerProcess broker() {
    return broker;
  }

  /** What is sent, and what was made of it. */
  WatchedLoad load() {
    return load;
  }

  /** Starts an instance, or the next process of it, and returns when it is ready. */
  ServeProcess serve(String instance, String... more) {
    return ready(start(List.of("-Xmx384m"), dir.resolve(instance), more));
  }

  /**
   * Starts an instance.
   *
   * @param options of the JVM
   */
  ServeProcess start(List<String> options, Path dataDir, String... more) {
    List<String> args = new ArrayList<>(List.of("--group-session-timeout=6s"));
    args.addAll(flags);
    args.addAll(List.of(more));
    ServeProcess serve = new ServeProcess(options, servers(), dataDir, args.toArray(String[]::new));
    started.add(serve);
    return serve;
  }

  /** Waits until an instance is ready. */
  static ServeProcess ready(ServeProcess serve) {
    await()
        .atMost(PATIENCE)
        .conditionEvaluationListener(
            condition -> {
              if (condition.getRemainingTimeInMS() < 1000) {
                System.out.println("not ready: " + String.join("\n", serve.output()));
              }
            })
        .until(serve::isReady);
    return serve;
  }

  /** Waits until an instance has partitions: it makes forecasts from now on. */
  static void awaitShare(ServeProcess serve) throws InterruptedException {
    double before = forecasts(serve);
    await().atMost(PATIENCE).until(() -> forecasts(serve) > before);
  }

  private static double forecasts(ServeProcess serve) throws InterruptedException {
    return Scrape.of(serve.get("/metrics"))
        .named("wavecast_forecasts_total")
        .mapToDouble(Scrape.Sample::value)
        .sum();
  }

  /** Stops the load and compares all outputs with a recomputation. */
  void assertRecomputed(String description) throws Exception {
    assertRecomputed(description, Set.of(), text -> text);
  }

  /** The same; of topics that were deleted meanwhile, each series has the end. */
  void assertRecomputed(String description, Set<String> deleted) throws Exception {
    assertRecomputed(description, deleted, text -> text);
  }

  /**
   * The same.
   *
   * @param normal makes equal what may differ
   */
  void assertRecomputed(String description, UnaryOperator<String> normal) throws Exception {
    assertRecomputed(description, Set.of(), normal);
  }

  private void assertRecomputed(
      String description, Set<String> deleted, UnaryOperator<String> normal) throws Exception {
    try (ModelRepository models = Models.open(ServiceConfig.of(settings), Metrics.NONE)) {
      ForecastSpec spec =
          PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      load.assertRecomputed(spec, models, deleted, normal, description);
    }
  }

  private String outputs() {
    StringBuilder all = new StringBuilder();
    for (ServeProcess serve : started) {
      List<String> lines = serve.output();
      all.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size())))
          .append("\n---\n");
    }
    return all.toString();
  }

  @Override
  public void close() {
    load.close();
    started.forEach(ServeProcess::close);
    broker.close();
  }
}
