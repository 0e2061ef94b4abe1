package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.Header;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The history of a series on any engine: nothing is emitted for it, and what is emitted afterwards
 * is what would be if all of it had been observed live, also across crashes.
 */
public abstract class BackfillContract {
  private static final long SEED = 20261127;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** A fortnight. */
  private static final int HISTORY = 24 * 14;

  private static final int LIVE = 40;
  private static final int ANOMALY = HISTORY + 20;

  private static final String SERIES = "door";
  private static final List<Header> MARK =
      List.of(new Header(Observation.HISTORY_HEADER, "true".getBytes(UTF_8)));

  /** Starts the pipeline without any state. */
  protected abstract StreamUnderTest.Restartable<Event> start(EngineSettings settings);

  @Test
  void after_its_history_a_series_is_judged_as_if_all_had_been_live() {
    List<Event> live = afterwards(allLive(), HISTORY);
    try (StreamUnderTest.Restartable<Event> stream = start(EngineSettings.DEFAULT)) {
      history(stream, 0, HISTORY);
      stream.settle();
      assertThat(stream.events()).as("of history").isEmpty();

      live(stream, HISTORY, HISTORY + LIVE);
      stream.settle();

      assertThat(stream.events()).as("seed %d", SEED).isEqualTo(live);
      assertThat(stream.events().stream().filter(Alert.class::isInstance).map(Event::eventTime))
          .as("the first alert is of the anomaly")
          .first()
          .isEqualTo(ANOMALY * HOUR);
    }
  }

  @Test
  void crashes_anywhere_change_nothing() {
    List<Event> live = afterwards(allLive(), HISTORY);
    SplittableRandom random = new SplittableRandom(SEED);
    try (StreamUnderTest.Restartable<Event> stream = start(EngineSettings.DEFAULT)) {
      int committed = 0;
      int crashes = 0;
      for (int at = 0; at < HISTORY + LIVE; ) {
        int until = Math.min(HISTORY + LIVE, at + random.nextInt(1, 40));
        for (; at < until; at++) {
          if (at < HISTORY) {
            history(stream, at, at + 1);
          } else {
            live(stream, at, at + 1);
          }
        }
        if (random.nextBoolean()) {
          stream.commit();
          committed = at;
        } else {
          stream.crash();
          crashes++;
          at = committed;
        }
      }
      stream.settle();

      assertThat(crashes).isGreaterThan(5);
      assertThat(stream.events()).as("seed %d", SEED).isEqualTo(live);
    }
  }

  @Test
  void a_history_that_is_sent_twice_counts_once() {
    List<Event> live = afterwards(allLive(), HISTORY);
    try (StreamUnderTest.Restartable<Event> stream = start(EngineSettings.DEFAULT)) {
      history(stream, 0, HISTORY / 3);
      history(stream, 0, HISTORY);
      history(stream, 0, HISTORY);
      live(stream, HISTORY, HISTORY + LIVE);
      stream.settle();

      assertThat(stream.events()).as("seed %d", SEED).isEqualTo(live);
    }
  }

  @Test
  void a_live_series_refuses_history_and_goes_on_as_without_it() {
    StreamUnderTest<Event> plain = EngineContract.local(EngineSettings.DEFAULT);
    live(plain, 100, HISTORY);
    plain.settle();
    try (StreamUnderTest.Restartable<Event> stream = start(EngineSettings.DEFAULT)) {
      live(stream, 100, 200);
      history(stream, 95, 100);
      stream.restart();
      history(stream, 200, 205);
      live(stream, 200, HISTORY);
      stream.settle();

      assertThat(stream.events()).as("seed %d", SEED).isEqualTo(plain.events());
      assertThat(stream.deadLetters())
          .hasSize(10)
          .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(Reason.LIVE_SERIES));
    }
  }

  @Test
  void a_series_with_a_history_only_is_not_stale() {
    EngineSettings settings =
        new EngineSettings(
            EngineSettings.DEFAULT.format(), false, 16, List.of("all * stale-after=1m"));
    try (StreamUnderTest.Restartable<Event> stream = start(settings)) {
      for (int second = 0; second < 60; second++) {
        observe(stream, SERIES, 1000L * second, second % 7, MARK);
      }
      for (int second = 0; second <= 300; second += 10) {
        observe(stream, "live", 1000L * second, 1, List.of());
        stream.advance(Duration.ofSeconds(10));
        if (second == 100) {
          stream.restart();
        }
      }
      assertThat(stream.events()).noneMatch(event -> event.series().equals(SERIES));

      observe(stream, SERIES, 310_000, 3, List.of());
      for (int second = 310; second <= 500; second += 10) {
        observe(stream, "live", 1000L * second, 1, List.of());
        stream.advance(Duration.ofSeconds(10));
      }
      assertThat(stream.events())
          .as("from its first live observation on")
          .anyMatch(event -> event instanceof Alert && event.series().equals(SERIES));
    }
  }

  @Test
  void a_history_is_in_the_default_format_whatever_the_format_of_the_topic() {
    ObservationFormat foreign = ObservationFormat.of("", "/t", "/v", 1000);
    try (StreamUnderTest.Restartable<Event> stream =
        start(new EngineSettings(foreign, false, 16))) {
      history(stream, 0, 60);
      String json = "{\"t\":%d,\"v\":20}".formatted(60 * HOUR);
      stream.send(SERIES.getBytes(UTF_8), json.getBytes(UTF_8), 60 * HOUR);
      stream.settle();

      assertThat(stream.deadLetters()).isEmpty();
      assertThat(stream.events())
          .filteredOn(Forecast.class::isInstance)
          .singleElement()
          .satisfies(event -> assertThat(((Forecast) event).warmup()).isFalse());
    }
  }

  private static List<Event> allLive() {
    StreamUnderTest<Event> local = EngineContract.local(EngineSettings.DEFAULT);
    live(local, 0, HISTORY + LIVE);
    local.settle();
    return local.events();
  }

  private static List<Event> afterwards(List<Event> events, int from) {
    return events.stream().filter(event -> event.eventTime() >= from * HOUR).toList();
  }

  private static void live(StreamUnderTest<Event> stream, int from, int to) {
    IntStream.range(from, to)
        .forEach(hour -> observe(stream, SERIES, hour * HOUR, value(hour), List.of()));
  }

  private static void history(StreamUnderTest<Event> stream, int from, int to) {
    IntStream.range(from, to)
        .forEach(hour -> observe(stream, SERIES, hour * HOUR, value(hour), MARK));
  }

  /** A day's course with some noise; from {@link #ANOMALY} on it is somewhere else. */
  private static double value(int hour) {
    double noise = new SplittableRandom(SEED + hour).nextDouble();
    return (hour % 24 >= 8 && hour % 24 < 18 ? 100 : 20) + 4 * noise + (hour < ANOMALY ? 0 : 900);
  }

  private static void observe(
      StreamUnderTest<Event> stream, String series, long time, double value, List<Header> headers) {
    String json = "{\"timestamp\":%d,\"value\":%s}".formatted(time, value);
    stream.send(series.getBytes(UTF_8), json.getBytes(UTF_8), time, headers);
  }
}
