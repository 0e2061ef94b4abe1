package io.wavecast.flink.cli;

import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.load.WatchedLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code wavecast flink run} with the default model in a separate process, on a broker in a
 * process, under load. Not thread-safe.
 */
final class FlinkLoad implements AutoCloseable {
  static final Topics TOPICS = Topics.withPrefix("wavecast.");
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path dir;
  private final Settings settings;
  private final List<String> flags;
  private final BrokerProcess broker;
  private final WatchedLoad load;
  private @Nullable LauncherProcess job;

  /** Starts the broker and a load of waves. */
  FlinkLoad(Path dir) throws InterruptedException {
    this(dir, Map.of(), RoundLoad.waves(TOPICS.observations(), WatchedLoad.SERIES));
  }

  /**
   * Starts the broker and the load.
   *
   * @param settings of the job
   */
  FlinkLoad(Path dir, Map<String, String> settings, RoundLoad.Round records)
      throws InterruptedException {
    this.dir = dir;
    Map<String, String> all = new TreeMap<>(WatchedLoad.SETTINGS);
    all.putAll(settings);
    this.settings = Settings.of(all);
    flags =
        all.entrySet().stream()
            .map(e -> "--" + e.getKey().replace('.', '-') + "=" + e.getValue())
            .toList();
    broker = BrokerProcess.start(dir.resolve("broker"), 0, Map.of("log.cleaner.enable", "false"));
    try (TopicAdmin admin = new TopicAdmin(Map.of("bootstrap.servers", servers()), PATIENCE)) {
      admin.ensure(
          TopicSpec.of(TOPICS, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    load = new WatchedLoad(servers(), TOPICS, records, this::output);
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

  /** Where checkpoints and savepoints are. */
  Path checkpoints() {
    return dir.resolve("data/flink/checkpoints");
  }

  /** Starts the job with further options. */
  LauncherProcess start(String... options) throws IOException {
    return start(List.of("-Xmx512m"), options);
  }

  /**
   * Starts the job with further options.
   *
   * @param jvm options of the JVM
   */
  LauncherProcess start(List<String> jvm, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("flink", "run"));
    args.addAll(List.of("--bootstrap-servers", servers()));
    args.addAll(List.of("--checkpoint-interval", "500ms"));
    args.addAll(List.of("--data-dir", dir.resolve("data").toString()));
    args.addAll(flags);
    args.addAll(List.of(options));
    LauncherProcess started = LauncherProcess.start(dir, jvm, args.toArray(String[]::new));
    job = started;
    return started;
  }

  /** Starts the job with further options, and returns when it runs. */
  LauncherProcess run(String... options) throws IOException {
    return running(start(options));
  }

  /** Waits until a job runs. */
  static LauncherProcess running(LauncherProcess started) {
    await()
        .atMost(PATIENCE)
        .until(() -> started.err().stream().anyMatch(l -> l.startsWith("wavecast: running")));
    return started;
  }

  /** Stops the load and compares all outputs with a recomputation. */
  void assertRecomputed(String description) throws Exception {
    assertRecomputed(description, Set.of(), text -> text);
  }

  /**
   * The same.
   *
   * @param deleted topics that were deleted meanwhile: of them each series has the end
   * @param normal makes equal what may differ
   */
  void assertRecomputed(String description, Set<String> deleted, UnaryOperator<String> normal)
      throws Exception {
    ForecastSpec spec =
        PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    try (ModelRepository models =
        ModelRepository.open(
            ModelRouting.of(settings), OptionalDouble.of(spec.level()), Metrics.NONE, line -> {})) {
      load.assertRecomputed(spec, models, deleted, normal, description);
    }
  }

  private String output() {
    try {
      return job == null ? "no job" : String.join("\n", job.err());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    load.close();
    if (job != null) {
      job.close();
    }
    broker.close();
  }
}
