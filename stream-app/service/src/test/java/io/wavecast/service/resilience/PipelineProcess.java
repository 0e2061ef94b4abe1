package io.wavecast.service.resilience;

import io.wavecast.chorales.contract.SlowComposer;
import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.chorales.pipeline.ChoraleSpec;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.aggregate.Aggregate;
import io.wavecast.core.aggregate.Aggregation;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.StateCodec;
import io.wavecast.core.stream.States;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.incident.IncidentTopics;
import io.wavecast.service.topics.GroupAdmin;
import io.wavecast.sketches.event.SketchTopics;
import io.wavecast.sketches.model.OnnxSketchClassifier;
import io.wavecast.sketches.pipeline.SketchClassifier;
import io.wavecast.sketches.pipeline.SketchSpec;
import io.wavecast.sketches.pipeline.SketchState;
import io.wavecast.testkit.fakes.FakeForecaster;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.process.ChildJvm;
import io.wavecast.testkit.process.SharedClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pipeline in a separate process that can be killed. Commits come more often than batches, so
 * that most of them catch pending inputs.
 */
enum PipelineProcess {
  /** Forecasts with a model whose output identifies the window. */
  FORECASTS {
    @Override
    void run(String servers, Path stateDir, Map<String, String> more) throws IOException {
      Duration linger =
          Optional.ofNullable(more.get("poll.ms"))
              .map(ms -> Duration.ofMillis(Long.parseLong(ms)))
              .orElse(LINGER);
      Forecasters models = Forecasters.of(FakeForecaster.windowSums());
      PipelineSpec<?, Forecasters> spec =
          new Kills.PendingPrinter<>(
              forecasts(linger),
              store -> new States<>(store, SeriesState.codec()),
              state -> state.pending());
      host(spec, models, Metrics.NONE, linger, servers, stateDir, more);
    }
  },

  /** Labels sketches with the shipped model. */
  SKETCHES {
    @Override
    void run(String servers, Path stateDir, Map<String, String> more) throws IOException {
      SketchSpec spec =
          new SketchSpec(
              SKETCH_TOPICS,
              LatePolicy.DROP,
              MAX_BATCH,
              LINGER,
              Duration.ofMinutes(10),
              StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      StateCodec<SketchState> codec =
          StateCodec.of(SketchState.EMPTY, SketchState::of, SketchState::toBytes);
      PipelineSpec<?, SketchClassifier> printer =
          new Kills.PendingPrinter<>(
              spec, store -> States.whole(store, codec), state -> state.pending());
      Duration poll = Duration.ofMillis(20);
      try (OnnxSketchClassifier model = OnnxSketchClassifier.KIND.open()) {
        host(printer, model, Metrics.NONE, poll, servers, stateDir, more);
      }
    }
  },

  /** Reads records of another producer. */
  INPUTS {
    @Override
    void run(String servers, Path stateDir, Map<String, String> more) throws IOException {
      host(INGEST_SPEC, NoModel.NONE, Metrics.NONE, LINGER, servers, stateDir, more);
    }
  },

  /** Joins alerts. */
  INCIDENTS {
    @Override
    void run(String servers, Path stateDir, Map<String, String> more) throws IOException {
      Duration poll = Duration.ofMillis(20);
      host(INCIDENT_SPEC, NoModel.NONE, Metrics.NONE, poll, servers, stateDir, more);
    }
  },

  /** Aggregates events. */
  AGGREGATION {
    @Override
    void run(String servers, Path stateDir, Map<String, String> more) throws IOException {
      Duration poll = Duration.ofMillis(20);
      host(AGGREGATION_SPEC, NoModel.NONE, Metrics.NONE, poll, servers, stateDir, more);
    }
  },

  /** Composes with the shipped model, slowed down. */
  CHORALES {
    @Override
    void run(String servers, Path stateDir, Map<String, String> more) throws IOException {
      ChoraleSpec spec = new ChoraleSpec(CHORALE_TOPICS, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
      Map<String, String> oneThread = new HashMap<>(more);
      oneThread.put("num.stream.threads", "1");
      Duration poll = Duration.ofMillis(5);
      try (OnnxComposer model = OnnxComposer.KIND.open()) {
        SlowComposer slow = new SlowComposer(model, Duration.ofMillis(8));
        host(spec, slow, Metrics.NONE, poll, servers, stateDir, oneThread);
      }
    }
  };

  static final String GROUP = "kill-test";
  static final Topics TOPICS = Topics.withPrefix("wavecast.");
  static final SketchTopics SKETCH_TOPICS = SketchTopics.withPrefix("wavecast.");
  static final IncidentSpec INCIDENT_SPEC =
      new IncidentSpec(
          IncidentTopics.withPrefix("wavecast."),
          Duration.ofMinutes(1),
          StreamSettings.DEFAULT_MAX_RECORD_BYTES);
  static final IngestSpec INGEST_SPEC =
      PipelineSettings.inputs(
              Settings.of(
                  Map.of(
                      "inputs",
                      "[{topics: raw, points: /points, key: '{key}.{/machine}', timestamp: /at}]")),
              StreamSettings.DEFAULT_MAX_RECORD_BYTES)
          .orElseThrow();
  static final AggregationSpec AGGREGATION_SPEC =
      new AggregationSpec(
          "wavecast.events",
          "wavecast.observations",
          "wavecast.dead-letters",
          Stream.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.P95, Aggregate.DISTINCT)
              .collect(
                  Collectors.toMap(
                      Aggregate::label,
                      each ->
                          new Aggregation(
                              each, Duration.ofSeconds(5), Duration.ofSeconds(2), false))),
          LatePolicy.DEAD_LETTER,
          AggregationSpec.DEFAULT_EXPIRE_AFTER,
          StreamSettings.DEFAULT_MAX_RECORD_BYTES);
  static final ChoraleTopics CHORALE_TOPICS = ChoraleTopics.withPrefix("wavecast.");

  private static final int MAX_BATCH = 2048;
  static final Duration LINGER = Duration.ofMillis(300);

  /** The pipeline of {@link #FORECASTS}. */
  static ForecastSpec forecasts(Duration linger) {
    StreamSettings settings =
        new StreamSettings(
            TOPICS,
            ObservationFormat.DEFAULT,
            LatePolicy.DROP,
            MAX_BATCH,
            linger,
            StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    return ForecastSpec.of(settings, 0.9);
  }

  /** Runs it in this process, until the parent process ends it. */
  abstract void run(String servers, Path stateDir, Map<String, String> more) throws IOException;

  ChildJvm start(String bootstrapServers, Path stateDir) {
    return start(bootstrapServers, stateDir, Map.of("consumer.group.instance.id", "one"));
  }

  /**
   * @param more properties of Kafka Streams
   */
  ChildJvm start(String bootstrapServers, Path stateDir, Map<String, String> more) {
    return ChildJvm.start(PipelineProcess.class, "384m", args(bootstrapServers, stateDir, more));
  }

  /**
   * @param classes which it shares with the others
   * @param more properties of Kafka Streams
   */
  ChildJvm start(
      String bootstrapServers, Path stateDir, SharedClasses classes, Map<String, String> more) {
    return ChildJvm.start(
        PipelineProcess.class,
        List.of("-Xmx384m"),
        classes,
        args(bootstrapServers, stateDir, more));
  }

  private String[] args(String bootstrapServers, Path stateDir, Map<String, String> more) {
    List<String> args = new ArrayList<>(List.of(name(), bootstrapServers, stateDir.toString()));
    more.forEach((name, value) -> args.add(name + "=" + value));
    return args.toArray(String[]::new);
  }

  public static void main(String[] args) throws IOException {
    Map<String, String> more =
        Stream.of(args)
            .skip(3)
            .map(arg -> arg.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    valueOf(args[0]).run(args[1], Path.of(args[2]), more);
    System.exit(0);
  }

  private static <M> void host(
      PipelineSpec<?, M> spec,
      M model,
      Metrics metrics,
      Duration poll,
      String servers,
      Path stateDir,
      Map<String, String> more)
      throws IOException {
    Map<String, String> overrides = new HashMap<>(more);
    overrides.put("bootstrap.servers", servers);
    overrides.put("commit.interval.ms", "100");
    Properties properties =
        StreamsRuntime.properties(GROUP, stateDir, poll, spec.io().maxRecordBytes(), overrides);
    CompletableFuture<Void> vacant =
        CompletableFuture.runAsync(() -> awaitVacancy(servers, properties));
    try (StreamsRuntime stream =
        new StreamsRuntime(
            PipelineTopology.build(spec, model, metrics, System::nanoTime),
            properties,
            (now, before) -> {})) {
      InstanceReport report = InstanceReport.of(stream.streams());
      vacant.join();
      stream.start();
      stream.ready().thenRun(() -> System.out.println(Kills.RUNNING));
      report.start();
      ChildJvm.awaitParent();
    }
  }

  private static void awaitVacancy(String servers, Properties properties) {
    try (GroupAdmin groups =
        new GroupAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      groups.awaitVacancy(properties, Duration.ofMinutes(2));
    }
  }
}
