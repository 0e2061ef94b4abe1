package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.runtime.Models;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import io.wavecast.testkit.load.ForecastVerdict;
import io.wavecast.testkit.load.Recomputation;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.metrics.Scrape;
import io.wavecast.testkit.process.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * {@code serve} with the default model in separate processes, on a broker in a process, under load;
 * a test disturbs one of them. At the end everything that was written is compared with a
 * recomputation of the input. Not thread-safe.
 */
final class ServedLoad implements AutoCloseable {
  /** Whether the long forms of the faults are run. */
  static final boolean LONG = System.getProperty("wavecast.long") != null;

  static final int SERIES = 40;
  private static final int PARTITIONS = 4;
  private static final int FULL_WINDOWS = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ROUND = Duration.ofMillis(50);

  /** Every change of an alert is compared, not only the last one. */
  private static final Map<String, String> UNCOMPACTED = Map.of("log.cleaner.enable", "false");

  private final Path dir;
  private final Settings settings;
  private final List<String> flags;
  private final int port = FreePorts.next();
  private final List<ServeProcess> started = new ArrayList<>();
  private final ForecastVerdict verdict;
  private final RoundLoad load;
  private BrokerProcess broker;

  /** Observations of {@link #SERIES} series. */
  ServedLoad(Path dir) throws InterruptedException {
    this(dir, Map.of(), ServedLoad::waves);
  }

  /**
   * Starts the broker and the load.
   *
   * @param settings of each instance
   */
  ServedLoad(Path dir, Map<String, String> settings, RoundLoad.Round records)
      throws InterruptedException {
    this.dir = dir;
    this.settings = Settings.of(settings);
    flags = settings.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toList();
    broker = broker();
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers()), Duration.ofMinutes(1))) {
      admin.ensure(
          TopicSpec.of(TOPICS, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    verdict = ForecastVerdict.ofAnyModel(servers(), TOPICS.forecasts());
    load = new RoundLoad(servers(), ROUND, records);
  }

  /** Each series is a wave that fails for some seconds now and then, so that it alerts. */
  private static void waves(int round, RoundLoad.Sender sender) {
    for (int s = 0; s < SERIES; s++) {
      double fault = (round + 7 * s) % 150 > 135 ? 400 : 0;
      double value = Math.rint(100 * Math.sin(round / 9.0 + s) + fault);
      Observation o = new Observation("s" + s, RoundLoad.time(round), value);
      sender.send(TOPICS.observations(), null, o.series(), ObservationCodec.write(o));
    }
  }

  String servers() {
    return "127.0.0.1:" + port;
  }

  private BrokerProcess broker() throws InterruptedException {
    return BrokerProcess.start(dir.resolve("broker"), port, UNCOMPACTED);
  }

  /** kill -9 of the broker. */
  void killBroker() throws InterruptedException {
    broker.kill();
  }

  /** Starts the broker again. */
  void restartBroker() throws InterruptedException {
    broker = broker();
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

  /** Waits until all series have full windows. */
  void awaitFullWindows() {
    assertThat(verdict.readOn((long) FULL_WINDOWS * SERIES)).as("%s", outputs()).isTrue();
  }

  /** Waits for so many rounds of forecasts after those of now; returns the seconds it took. */
  double awaitRounds(int rounds) {
    long start = System.nanoTime();
    assertThat(verdict.readOn((long) rounds * SERIES)).as("%s", outputs()).isTrue();
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Waits until what is sent by now is forecast; returns the seconds it took. Nothing is sent
   * meanwhile: forecasts of later observations would count for those that are missing.
   */
  double awaitPresent() throws InterruptedException {
    long start = System.nanoTime();
    int rounds = load.pause();
    try {
      assertThat(verdict.readAll(SERIES, rounds)).as("%s", outputs()).isTrue();
    } finally {
      load.resume();
    }
    return (System.nanoTime() - start) / 1e9;
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
    int rounds = load.stop();
    assertThat(rounds).as("rounds, enough for full windows").isGreaterThan(FULL_WINDOWS);
    List<String> topics =
        List.of(TOPICS.forecasts(), TOPICS.deviations(), TOPICS.alerts(), TOPICS.deadLetters());
    try (ModelRepository models = Models.open(ServiceConfig.of(settings), Metrics.NONE)) {
      ForecastSpec spec =
          PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      new Recomputation<>(servers(), spec, models, normal)
          .assertEqual(topics, deleted, description);
    }
  }

  private String outputs() {
    StringBuilder all = new StringBuilder();
    for (ServeProcess serve : started) {
      List<String> lines = serve.output();
      all.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())))
          .append("\n---\n");
    }
    return all.toString();
  }

  @Override
  public void close() {
    load.close();
    verdict.close();
    started.forEach(ServeProcess::close);
    broker.close();
  }
}
