package io.wavecast.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.contract.Scenario.Line;
import io.wavecast.core.forecast.engine.ForecastPipeline;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the stream promises when an engine ends and begins again. */
public abstract class RestartContract {
  /** Starts an engine without any state. */
  protected abstract EngineUnderTest.Restartable start(EngineSettings settings);

  @Test
  void what_waited_before_a_restart_is_forecast_after_it() {
    EngineSettings settings = new EngineSettings(EngineSettings.DEFAULT.format(), false, 1000);
    try (EngineUnderTest.Restartable engine = start(settings)) {
      for (int i = 0; i < 55; i++) {
        String json = "{\"timestamp\":%d,\"value\":%d}".formatted(1000L * i, i % 7);
        engine.send("cpu".getBytes(UTF_8), json.getBytes(UTF_8), 0);
      }

      engine.restart();
      engine.settle();

      assertThat(engine.events())
          .filteredOn(Forecast.class::isInstance)
          .extracting(Event::eventTime)
          .as("one forecast an observation but the first, in order")
          .isEqualTo(java.util.stream.LongStream.range(1, 55).mapToObj(i -> 1000L * i).toList());
    }
  }

  @Test
  void restarts_anywhere_change_nothing() {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    List<Line> records = RandomRecords.of(seed, 5, 1500);
    EngineUnderTest local =
        EngineContract.send(new LocalEngineUnderTest(EngineSettings.DEFAULT), records);

    try (EngineUnderTest.Restartable engine = start(EngineSettings.DEFAULT)) {
      int restartIn = random.nextInt(10, 400);
      for (Line record : records) {
        engine.send(record.key(), record.value(), record.timestamp());
        if (--restartIn == 0) {
          engine.restart();
          restartIn = random.nextInt(10, 400);
        }
      }
      engine.settle();

      assertSame(engine, local, seed);
    }
  }

  @Test
  void crashes_anywhere_change_nothing() {
    crashes(5, 1500, 100);
  }

  @Test
  void crashes_change_nothing_with_more_series_than_are_held() {
    crashes(ForecastPipeline.CACHED_SERIES + 200, 8000, 700);
  }

  /** What was read since the last commit is read again after a crash. */
  private void crashes(int series, int n, int longest) {
    long seed = 20261127;
    SplittableRandom random = new SplittableRandom(seed);
    List<Line> records = RandomRecords.of(seed, series, n);
    EngineUnderTest local =
        EngineContract.send(new LocalEngineUnderTest(EngineSettings.DEFAULT), records);

    try (EngineUnderTest.Restartable engine = start(EngineSettings.DEFAULT)) {
      int committed = 0;
      int crashes = 0;
      int at = 0;
      while (at < n) {
        int until = Math.min(n, at + random.nextInt(1, longest));
        for (; at < until; at++) {
          Line record = records.get(at);
          engine.send(record.key(), record.value(), record.timestamp());
        }
        if (random.nextBoolean()) {
          engine.commit();
          committed = at;
        } else {
          engine.crash();
          crashes++;
          at = committed;
        }
      }
      engine.settle();

      assertThat(crashes).as("crashes").isGreaterThan(5);
      assertSame(engine, local, seed);
    }
  }

  private static void assertSame(EngineUnderTest engine, EngineUnderTest local, long seed) {
    assertThat(EngineContract.byTopicAndSeries(engine.events()))
        .as("seed %d", seed)
        .isEqualTo(EngineContract.byTopicAndSeries(local.events()));
    assertThat(EngineContract.reasons(engine))
        .as("seed %d", seed)
        .isEqualTo(EngineContract.reasons(local));
  }
}
