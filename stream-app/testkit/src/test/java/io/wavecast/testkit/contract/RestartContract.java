package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.testkit.contract.Scenario.Line;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The guarantees G1 and G2 of the forecast pipeline across restarts and crashes, and those that
 * take control of the processing time.
 */
public abstract class RestartContract {
  /** A series is stale after a minute. */
  private static final EngineSettings WATCHING =
      new EngineSettings(
          EngineSettings.DEFAULT.format(), false, 16, List.of("all * stale-after=1m"));

  /** Starts the pipeline without any state. */
  protected abstract StreamUnderTest.Restartable<Event> start(EngineSettings settings);

  @Test
  void pending_observations_are_forecast_after_a_restart() {
    EngineSettings settings = new EngineSettings(EngineSettings.DEFAULT.format(), false, 1000);
    try (StreamUnderTest.Restartable<Event> engine = start(settings)) {
      for (int i = 0; i < 55; i++) {
        String json = "{\"timestamp\":%d,\"value\":%d}".formatted(1000L * i, i % 7);
        engine.send("cpu".getBytes(UTF_8), json.getBytes(UTF_8), 0);
      }

      engine.restart();
      engine.settle();

      assertThat(engine.events())
          .filteredOn(Forecast.class::isInstance)
          .extracting(Event::eventTime)
          .as("one forecast per observation but the first, in order")
          .isEqualTo(java.util.stream.LongStream.range(1, 55).mapToObj(i -> 1000L * i).toList());
    }
  }

  @Test
  void restarts_anywhere_change_nothing() {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    List<Line> records = RandomRecords.of(seed, 5, 1500);
    StreamUnderTest<Event> local =
        EngineContract.send(EngineContract.local(EngineSettings.RULED), records);

    try (StreamUnderTest.Restartable<Event> engine = start(EngineSettings.RULED)) {
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
  void what_a_day_usually_brings_is_remembered_across_restarts_and_crashes() {
    int hours = 24 * 8;
    List<Line> records = IntStream.range(0, hours).mapToObj(RestartContract::hour).toList();
    StreamUnderTest<Event> local =
        EngineContract.send(EngineContract.local(EngineSettings.DEFAULT), records);

    try (StreamUnderTest.Restartable<Event> engine = start(EngineSettings.DEFAULT)) {
      int committed = 0;
      int crashes = 0;
      for (int at = 0; at < hours; at++) {
        Line record = records.get(at);
        engine.send(record.key(), record.value(), record.timestamp());
        if (at == 60 || at == 150) {
          engine.restart();
        } else if (at == 100) {
          engine.commit();
          committed = at;
        } else if (at == 110 && crashes++ == 0) {
          engine.crash();
          at = committed;
        }
      }
      engine.settle();

      assertSame(engine, local, 0);
      assertThat(engine.events())
          .filteredOn(e -> e instanceof Forecast f && f.origin() == hour(hours - 1).timestamp())
          .singleElement()
          .satisfies(
              e ->
                  assertThat(((Forecast) e).yhat()[8]).as("09:00, not the mean").isGreaterThan(60));
    }
  }

  /** 100 from 08:00 to 09:59, else 0: 8 on the average. */
  private static Line hour(int hour) {
    int value = hour % 24 == 8 || hour % 24 == 9 ? 100 : 0;
    long time = Duration.ofHours(hour).toMillis();
    String json = "{\"timestamp\":%d,\"value\":%d}".formatted(time, value);
    return new Line("door".getBytes(UTF_8), json.getBytes(UTF_8), time, RandomRecords.UNKNOWN);
  }

  @Test
  void crashes_anywhere_change_nothing() {
    crashes(EngineSettings.RULED, 5, 1500, 100);
  }

  @Test
  void crashes_change_nothing_with_more_series_than_fit_into_memory() {
    crashes(EngineSettings.DEFAULT, 2000, 9600, 700);
  }

  /** Records read since the last commit are read again after a crash. */
  private void crashes(EngineSettings settings, int series, int n, int longest) {
    long seed = 20261127;
    SplittableRandom random = new SplittableRandom(seed);
    List<Line> records = RandomRecords.of(seed, series, n);
    StreamUnderTest<Event> local = EngineContract.send(EngineContract.local(settings), records);

    try (StreamUnderTest.Restartable<Event> engine = start(settings)) {
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

  @Test
  void a_stale_series_alerts_once_also_across_a_restart() {
    try (StreamUnderTest.Restartable<Event> engine = start(WATCHING)) {
      observe(engine, "silent", 0);
      for (int second = 0; second <= 200; second += 10) {
        observe(engine, "live", second);
        engine.advance(Duration.ofSeconds(10));
        if (second == 100 || second == 150) {
          engine.restart();
        }
      }

      assertThat(engine.events())
          .filteredOn(Alert.class::isInstance)
          .extracting(e -> e.series() + " " + ((Alert) e).state() + " " + ((Alert) e).since())
          .containsExactly("silent WARNING 60000");
    }
  }

  @Test
  void behind_a_backlog_a_series_is_not_stale() {
    try (StreamUnderTest.Restartable<Event> engine = start(WATCHING)) {
      engine.advance(Duration.ofDays(1));
      for (int second = 0; second < 100; second++) {
        observe(engine, "a", second);
        engine.advance(Duration.ofSeconds(10));
      }

      assertThat(engine.events()).noneMatch(Alert.class::isInstance);
    }
  }

  private static void observe(StreamUnderTest<Event> engine, String series, int second) {
    String json = "{\"timestamp\":%d,\"value\":1}".formatted(1000L * second);
    engine.send(series.getBytes(UTF_8), json.getBytes(UTF_8), 1000L * second);
  }

  private static void assertSame(
      StreamUnderTest<Event> engine, StreamUnderTest<Event> local, long seed) {
    assertThat(EngineContract.byTopicAndSeries(engine.events()))
        .as("seed %d", seed)
        .isEqualTo(EngineContract.byTopicAndSeries(local.events()));
    assertThat(EngineContract.reasons(engine))
        .as("seed %d", seed)
        .isEqualTo(EngineContract.reasons(local));
  }
}
