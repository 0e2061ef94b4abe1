package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.batch.FakeForecaster;
import io.wavecast.core.engine.StreamSettings;
import io.wavecast.core.engine.StreamSettings.LatePolicy;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.music.Composer;
import io.wavecast.core.music.FakeComposer;
import io.wavecast.core.sketch.FakeClassifier;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.core.window.WindowSettings;
import io.wavecast.flink.ForecastJob;
import io.wavecast.flink.JobSettings;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.music.ChoraleJob;
import io.wavecast.flink.music.ChoraleSettings;
import io.wavecast.flink.sketch.SketchJob;
import io.wavecast.schemas.ChoraleEnd;
import io.wavecast.schemas.ChoraleEvent;
import io.wavecast.schemas.ChoraleRequest;
import io.wavecast.schemas.ChoraleRequest.Mode;
import io.wavecast.schemas.ChoraleTopics;
import io.wavecast.schemas.Chord;
import io.wavecast.schemas.Forecast;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.SketchLabel;
import io.wavecast.schemas.SketchTopics;
import io.wavecast.schemas.Topics;
import io.wavecast.schemas.json.ChoraleEventCodec;
import io.wavecast.schemas.json.ChoraleRequestCodec;
import io.wavecast.schemas.json.ForecastCodec;
import io.wavecast.schemas.json.SketchLabelCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A job of chosen parts in a cluster of this process, with what goes into its topics and comes. */
final class PartsJob {
  static final int SERIES = 5;
  static final long MINUTE = 60_000;
  static final ChoraleRequest REQUEST =
      new ChoraleRequest("piece", List.of(new Chord(67, 62, 59, 43)), 256, Mode.SAMPLE, 1, 7);

  private final TestBroker broker;
  private final Path dir;
  private final Topics topics;
  private final SketchTopics sketches;
  private final ChoraleTopics chorales;
  private @Nullable JobClient job;

  /** What a job may do beside forecasting. */
  enum Part {
    SKETCHES,
    CHORALES
  }

  PartsJob(TestBroker broker, String prefix, Path dir) {
    this.broker = broker;
    this.dir = dir;
    topics = Topics.withPrefix(prefix);
    sketches = SketchTopics.withPrefix(prefix);
    chorales = ChoraleTopics.withPrefix(prefix);
    broker.create(topics);
    broker.create(sketches.sketches(), sketches.labels(), chorales.requests(), chorales.notes());
  }

  void observe(int fromMinute, int toMinute) throws Exception {
    broker.produce(topics, SERIES, fromMinute, toMinute);
  }

  void sketch(String drawing, long timestamp) throws Exception {
    byte[] value = "{\"strokes\":[[[0,9],[0,9]]]}".getBytes(UTF_8);
    broker.produce(sketches.sketches(), timestamp, drawing.getBytes(UTF_8), value);
  }

  void requestChorale() throws Exception {
    broker.produce(chorales.requests(), new byte[0], ChoraleRequestCodec.write(REQUEST));
  }

  CompletableFuture<JobExecutionResult> start(Set<Part> parts, Map<String, String> more)
      throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("execution.checkpointing.interval", "200 ms");
    options.put("execution.checkpointing.dir", dir.resolve("checkpoints").toUri().toString());
    options.put("pipeline.generic-types", "false");
    options.put("pipeline.object-reuse", "true");
    options.put("restart-strategy.type", "none");
    options.put("rest.port", "0");
    options.put("taskmanager.memory.managed.size", "64m");
    options.putAll(more);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, Configuration.fromMap(options));
    StreamSettings stream = StreamSettings.of(topics);
    KafkaEnds.build(
        env,
        new KafkaSettings(
            broker.bootstrapServers(),
            topics.observations(),
            true,
            Duration.ofMinutes(5),
            Map.of()),
        new ForecastJob(new JobSettings(stream, WindowSettings.DEFAULT, 0.9), MEAN),
        parts.contains(Part.SKETCHES)
            ? Optional.of(new SketchJob(sketchSettings(stream), CLASSIFIER))
            : Optional.empty(),
        parts.contains(Part.CHORALES)
            ? Optional.of(
                new ChoraleJob(new ChoraleSettings(chorales, stream.maxRecordBytes()), COMPOSER))
            : Optional.empty());
    job = env.executeAsync();
    return job.getJobExecutionResult();
  }

  private SketchSettings sketchSettings(StreamSettings stream) {
    return new SketchSettings(
        sketches,
        LatePolicy.DROP,
        stream.maxBatch(),
        stream.linger(),
        Duration.ofMinutes(10),
        stream.maxRecordBytes());
  }

  /** Stops it, and tells where its savepoint lies. */
  String stop() throws Exception {
    String folder = dir.resolve("savepoints").toUri().toString();
    return Objects.requireNonNull(job)
        .stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL)
        .get();
  }

  /** Waits until all minutes but the first are forecast. */
  void awaitForecasts(int minutes) {
    broker.await(topics.forecasts(), SERIES * (minutes - 1));
  }

  /** Forecasts by series, in their order, once there are so many of each. */
  Map<String, List<Forecast>> forecasts(int each) {
    Map<String, List<Forecast>> all = new TreeMap<>();
    broker
        .committed(topics.forecasts(), records -> records.size() >= SERIES * each)
        .forEach(
            record -> {
              Forecast f = ForecastCodec.read(record.value());
              all.computeIfAbsent(f.series(), s -> new ArrayList<>()).add(f);
            });
    return all;
  }

  /** The times of all labels, once there are so many. */
  List<Long> labels(int enough) {
    return broker.committed(sketches.labels(), all -> all.size() >= enough).stream()
        .map(record -> SketchLabelCodec.read(record.value()))
        .map(SketchLabel::timestamp)
        .toList();
  }

  /** Waits until the first notes are told. */
  void awaitNotes() {
    broker.await(chorales.notes(), 1);
  }

  /**
   * What is told of the chorale.
   *
   * @param whole whether to wait for its end
   */
  List<ChoraleEvent> notes(boolean whole) {
    return broker
        .committed(
            chorales.notes(),
            all ->
                !whole
                    || all.stream()
                        .anyMatch(r -> ChoraleEventCodec.read(r.value()) instanceof ChoraleEnd))
        .stream()
        .map(record -> ChoraleEventCodec.read(record.value()))
        .toList();
  }

  private static final ModelSource<Forecasters> MEAN =
      (context, metrics) -> ModelSource.opened(Forecasters.of(new FakeForecaster("mean")));
  private static final ModelSource<SketchClassifier> CLASSIFIER =
      (context, metrics) -> ModelSource.opened(new FakeClassifier());
  private static final ModelSource<Composer> COMPOSER =
      (context, metrics) -> ModelSource.opened(new SlowComposer());

  /** Takes so long for a note that the job is stopped amid a piece. */
  private static final class SlowComposer implements Composer {
    private static final long NOTE_NANOS = 3_000_000;

    private final Composer fake = new FakeComposer();

    @Override
    public ModelRef model() {
      return fake.model();
    }

    @Override
    public int stateSize() {
      return fake.stateSize();
    }

    @Override
    public int maxBatch() {
      return fake.maxBatch();
    }

    @Override
    public void hear(int n, int[] notes, int[] places, float[] states, float[] probabilities) {
      fake.hear(n, notes, places, states, probabilities);
      LockSupport.parkNanos(NOTE_NANOS);
    }
  }
}
