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
import org.jspecify.annotations.Nullable;

/**
 * {@code wavecast flink run} with the default model in a separate process, on a broker in a
 * process, under load. Not thread-safe.
 */
final class FlinkLoad implements AutoCloseable {
  private static final Topics TOPICS = Topics.withPrefix("wavecast.");
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path dir;
  private final BrokerProcess broker;
  private final WatchedLoad load;
  private @Nullable LauncherProcess job;

  /** Starts the broker and the load. */
  FlinkLoad(Path dir) throws InterruptedException {
    this.dir = dir;
    broker = BrokerProcess.start(dir.resolve("broker"), 0, Map.of("log.cleaner.enable", "false"));
    try (TopicAdmin admin = new TopicAdmin(Map.of("bootstrap.servers", servers()), PATIENCE)) {
      admin.ensure(
          TopicSpec.of(TOPICS, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    load =
        new WatchedLoad(
            servers(),
            TOPICS,
            RoundLoad.waves(TOPICS.observations(), WatchedLoad.SERIES),
            this::output);
  }

  private String servers() {
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
    List<String> args = new ArrayList<>(List.of("flink", "run"));
    args.addAll(List.of("--bootstrap-servers", servers()));
    args.addAll(List.of("--checkpoint-interval", "500ms"));
    args.addAll(List.of("--data-dir", dir.resolve("data").toString()));
    args.addAll(List.of(options));
    LauncherProcess started = LauncherProcess.start(dir, args.toArray(String[]::new));
    job = started;
    return started;
  }

  /** Starts the job with further options, and returns when it runs. */
  LauncherProcess run(String... options) throws IOException {
    LauncherProcess started = start(options);
    await()
        .atMost(PATIENCE)
        .until(() -> started.err().stream().anyMatch(l -> l.startsWith("wavecast: running")));
    return started;
  }

  /** Stops the load and compares all outputs with a recomputation. */
  void assertRecomputed(String description) throws Exception {
    Settings settings = Settings.of(Map.of());
    ForecastSpec spec =
        PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    try (ModelRepository models =
        ModelRepository.open(
            ModelRouting.of(settings), OptionalDouble.of(spec.level()), Metrics.NONE, line -> {})) {
      load.assertRecomputed(spec, models, Set.of(), text -> text, description);
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
