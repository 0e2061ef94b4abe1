package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.window.Counters;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Counters that are observed as their rates, on any engine: what is emitted is what would be if
 * producers had sent the rates, also after crashes, and after a history.
 */
public abstract class RateContract {
  private static final long SEED = 20261128;
  private static final Map<String, String> COUNTER = Map.of("type", "counter");

  /** One counter is known by its key, the other one by its labels. */
  private static final List<String> SERIES = List.of("a_total", "labelled", "load");

  private static final EngineSettings SETTINGS =
      new EngineSettings(
          ObservationFormat.DEFAULT.withLabels("/labels"),
          false,
          16,
          List.of("high * limit-above=90 recover-after=2"));

  private static final ForecastSpec COUNTERS = counters(SETTINGS.spec());

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(ForecastSpec spec);

  @Test
  void what_is_emitted_is_what_the_rates_give() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(COUNTERS)) {
      assertSameAsRates(stream, 0);
    }
  }

  @Test
  void crashes_anywhere_change_nothing() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(COUNTERS)) {
      assertSameAsRates(stream, 0.1);
    }
  }

  @Test
  void the_first_live_value_after_a_history_has_a_rate() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(COUNTERS);
        StreamUnderTest<Event> rates = EngineContract.local(SETTINGS)) {
      for (int i = 0; i < 120; i++) {
        history(stream, i);
        if (i > 0) {
          send(rates, rate(i), List.of());
        }
        if (i == 60) {
          stream.restart();
        }
      }
      rates.settle();
      int before = rates.events().size();
      for (int i = 120; i < 150; i++) {
        send(stream, total(i), List.of());
        send(rates, rate(i), List.of());
        if (i == 130) {
          stream.restart();
        }
      }

      assertSame(stream, rates, before);
    }
  }

  private static void assertSameAsRates(
      StreamUnderTest.Restartable<OutputRecord> stream, double crashes) {
    SplittableRandom random = new SplittableRandom(SEED);
    StreamUnderTest<Event> rates = EngineContract.local(SETTINGS);
    Map<String, Observation> before = new HashMap<>();
    Set<String> rated = new HashSet<>();
    long time = 1_700_000_000_000L;
    for (int i = 0; i < 900; i++) {
      String series = SERIES.get(random.nextInt(SERIES.size()));
      Observation last = before.get(series);
      time += 1000L << random.nextInt(3);
      boolean isLate = rated.contains(series) && random.nextInt(15) == 0;
      long at = isLate && last != null ? last.timestamp() - random.nextInt(2) : time;
      Observation next = new Observation(series, at, value(last, random), labels(series));
      send(stream, next, List.of());
      if (last == null) {
        send(stream, new Observation(series, at, next.value() + 7), List.of()); // a duplicate
      }
      if (series.equals("load") || isLate) {
        send(rates, next, List.of());
      } else if (last != null) {
        send(rates, rate(last, next), List.of());
        rated.add(series);
      }
      if (!isLate) {
        before.put(series, next);
      }
      if (random.nextDouble() < crashes) {
        stream.restart();
      }
    }
    assertSame(stream, rates, 0);
  }

  /** A total that restarts now and then; its rates are at most 100 for each second. */
  private static double value(@Nullable Observation last, SplittableRandom random) {
    double before = last == null || random.nextInt(25) == 0 ? 0 : last.value();
    return before + random.nextInt(100);
  }

  private static @Nullable Map<String, String> labels(String series) {
    return series.equals("labelled") ? COUNTER : null;
  }

  private static Observation rate(Observation last, Observation next) {
    double increase = next.value() - last.value();
    return new Observation(
        next.series(),
        next.timestamp(),
        (increase < 0 ? next.value() : increase) / ((next.timestamp() - last.timestamp()) / 1000.0),
        next.labels());
  }

  /** A total that restarts at 70, every two seconds. */
  private static Observation total(int i) {
    int since = i < 70 ? i : i - 70;
    return new Observation("a_total", 2000L * (i + 1), 10.0 * since + since % 4);
  }

  private static Observation rate(int i) {
    return rate(total(i - 1), total(i));
  }

  private static void history(StreamUnderTest<?> stream, int i) {
    send(stream, total(i), List.of(new Header(Observation.HISTORY_HEADER, "true".getBytes(UTF_8))));
  }

  private static void send(StreamUnderTest<?> stream, Observation o, List<Header> headers) {
    stream.send(o.series().getBytes(UTF_8), ObservationCodec.write(o), o.timestamp(), headers);
  }

  private static void assertSame(
      StreamUnderTest<OutputRecord> stream, StreamUnderTest<Event> rates, int from) {
    stream.settle();
    rates.settle();
    List<Event> expected = rates.events().subList(from, rates.events().size());
    List<Event> events = new ArrayList<>();
    stream.events().forEach(record -> events.add(EngineContract.event(record)));

    assertThat(expected).as("seed %d", SEED).hasSizeGreaterThan(50);
    assertThat(EngineContract.byTopicAndSeries(events))
        .as("seed %d", SEED)
        .isEqualTo(EngineContract.byTopicAndSeries(expected));
  }

  private static ForecastSpec counters(ForecastSpec spec) {
    List<SeriesPattern> patterns =
        List.of(SeriesPattern.of("*_total"), SeriesPattern.of("type=counter"));
    return spec.withWindows(spec.windows().withCounters(new Counters(patterns)));
  }
}
