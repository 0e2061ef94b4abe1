package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.FORECASTS;
import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.KafkaConfig;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.EventCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.service.produce.ObservationProducer;
import io.wavecast.service.produce.ObservationSender;
import io.wavecast.testkit.fakes.FakeForecaster;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service and the sender of a history are killed while it is learned: afterwards each series
 * says byte for byte what it would say if all had been observed live.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BackfillKillTest {
  private static final int SERIES = 40;
  private static final int HISTORY = 300;
  private static final int LIVE = 30;
  private static final long MINUTE = 60_000;
  private static final double PER_SECOND = 1500;

  @TempDir Path dir;

  @Test
  void a_history_is_learned_exactly_once_across_kills() throws Exception {
    List<TopicSpec> topics =
        TopicSpec.of(TOPICS, 4, (short) 1, Optional.empty(), OptionalLong.empty());
    SplittableRandom random = new SplittableRandom(Kills.SEED);
    try (KilledPipeline pipeline = KilledPipeline.of(FORECASTS, dir, topics);
        ObservationProducer producer =
            new ObservationProducer(
                new KafkaConfig(pipeline.servers(), Map.of()), TOPICS.observations())) {
      AtomicBoolean killed = new AtomicBoolean();
      CompletableFuture<Void> first =
          CompletableFuture.runAsync(() -> sendHistory(producer, killed::get));
      pipeline.kills().killAfter(() -> {}, 500 + random.nextLong(1500));
      killed.set(true);
      first.join();
      CompletableFuture<Void> again =
          CompletableFuture.runAsync(() -> sendHistory(producer, () -> false));
      for (int i = 0; i < 4; i++) {
        pipeline.kills().killAfter(() -> {}, random.nextLong(1500));
      }

      try (ChildJvm last = pipeline.kills().start()) {
        again.join();
        live().forEach(producer::send);
        producer.flush();
        Map<String, List<String>> forecasts = read(pipeline.servers());

        assertThat(forecasts).as("seed %d, %s", Kills.SEED, last.output()).isEqualTo(reference());
      }
    }
  }

  private static void sendHistory(ObservationProducer producer, BooleanSupplier killed) {
    ObservationSender sender =
        new ObservationSender(producer::sendHistory, value -> true, PER_SECOND, killed);
    for (int i = 0; i < HISTORY; i++) {
      for (int series = 0; series < SERIES; series++) {
        sender.send(observation(series, i));
      }
    }
    producer.flush();
  }

  private static List<Observation> live() {
    List<Observation> all = new ArrayList<>();
    for (int i = HISTORY; i < HISTORY + LIVE; i++) {
      for (int series = 0; series < SERIES; series++) {
        all.add(observation(series, i));
      }
    }
    return all;
  }

  private static Observation observation(int series, int i) {
    double noise = new SplittableRandom(1000L * series + i).nextDouble();
    return new Observation("s" + series, MINUTE * i, 10 * Math.sin(i / 9.0) + series + noise);
  }

  /** The forecasts of all series where no history is sent but all is live. */
  private static Map<String, List<String>> reference() {
    Map<String, List<String>> forecasts = new TreeMap<>();
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(
            PipelineProcess.forecasts(PipelineProcess.LINGER),
            Forecasters.of(FakeForecaster.windowSums()),
            event -> add(forecasts, event),
            Metrics.NONE);
    for (int series = 0; series < SERIES; series++) {
      for (int i = 0; i < HISTORY + LIVE; i++) {
        pipeline.process(observation(series, i));
      }
    }
    pipeline.flush();
    return forecasts;
  }

  private static void add(Map<String, List<String>> forecasts, Event event) {
    if (TOPICS.of(event).equals(TOPICS.forecasts()) && event.eventTime() >= MINUTE * HISTORY) {
      forecasts
          .computeIfAbsent(event.series(), key -> new ArrayList<>())
          .add(new String(EventCodec.write(event), UTF_8));
    }
  }

  private static Map<String, List<String>> read(String servers) {
    Map<String, List<String>> forecasts = new TreeMap<>();
    int[] read = {0};
    try (CommittedRecords records = new CommittedRecords(servers, TOPICS.forecasts())) {
      records.read(
          () -> read[0] >= SERIES * LIVE,
          Duration.ofMinutes(3),
          record -> {
            read[0]++;
            forecasts
                .computeIfAbsent(new String(record.key(), UTF_8), key -> new ArrayList<>())
                .add(new String(record.value(), UTF_8));
          });
    }
    return forecasts;
  }
}
