package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * G8: many series in a week, of which 1 % live at the same time; each has some observations and
 * never returns. {@code -Dwavecast.churn.series=2000000} asks for more of them, and prints time and
 * memory.
 */
class ChurnTest extends ForecastPipelineFixture {
  private static final int SERIES = Integer.getInteger("wavecast.churn.series", 10_000);
  private static final int LIVES = 100;
  private static final int OBSERVATIONS = 4;
  private static final int LIVE = SERIES / LIVES;
  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long STEP = WEEK / (LIVES * OBSERVATIONS);
  private static final long TICK = Duration.ofMinutes(1).toMillis();
  private static final Duration AFTER = Duration.ofHours(6);

  private final InMemoryStore store = new InMemoryStore();
  private final BitSet begun = new BitSet();
  private final BitSet expired = new BitSet();
  private ForecastPipeline engine = pipeline();

  @Test
  void states_of_a_week_are_those_of_a_day_and_no_living_series_is_lost() {
    long started = System.nanoTime();
    long ticked = 0;
    List<Integer> sizes = new ArrayList<>();
    for (int round = 0; round < LIVES * OBSERVATIONS; round++) {
      for (int slot = 0; slot < LIVE; slot++) {
        long time = round * STEP + slot * STEP / LIVE;
        for (; ticked + TICK <= time; ticked += TICK) {
          tick(ticked + TICK);
        }
        observe(slot + LIVE * ((round + slot % OBSERVATIONS) / OBSERVATIONS), time);
      }
      if (round * STEP >= DAY) {
        sizes.add(store.size());
      }
      if (round == LIVES * OBSERVATIONS / 2) {
        engine.save();
        engine = pipeline();
        engine.recover();
      }
    }
    engine.save();
    report(started);

    int most = sizes.stream().mapToInt(n -> n).max().orElseThrow();
    int least = sizes.stream().mapToInt(n -> n).min().orElseThrow();
    assertThat(most).as("states at most, and at least").isBetween(least, least * 11 / 10);
    assertThat(most).as("of all series").isLessThan(SERIES / 10);
    store.forEach((series, bytes) -> assertThat(expired.get(Integer.parseInt(series))).isFalse());
    assertThat(store.size() + expired.cardinality()).isEqualTo(begun.cardinality());
  }

  /** A series begins once: a second beginning would mean that it was lost while it lived. */
  private void observe(int series, long time) {
    Arrival.Kind kind = engine.process(new Observation(Integer.toString(series), time, series % 7));
    boolean begins = kind == Arrival.Kind.FIRST;
    if (begins == begun.get(series)) {
      throw new AssertionError("series " + series + " at " + time + " is " + kind);
    }
    begun.set(series);
  }

  private void tick(long watermark) {
    engine.flush();
    engine.ticks().forEach(tick -> tick.action().run(0, watermark));
    engine.save();
  }

  private void report(long started) {
    if (Integer.getInteger("wavecast.churn.series") != null) {
      System.gc();
      long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      System.out.printf(
          "%d series, %d expired, %d states, %d MB of heap, %d s%n",
          begun.cardinality(),
          expired.cardinality(),
          store.size(),
          used >> 20,
          Duration.ofNanos(System.nanoTime() - started).toSeconds());
    }
  }

  private ForecastPipeline pipeline() {
    EventSink sink =
        new EventSink() {
          @Override
          public void event(Event event, List<Header> headers) {}

          @Override
          public void expired(String series, long time) {
            if (expired.get(Integer.parseInt(series))) {
              throw new AssertionError("expired twice: " + series);
            }
            expired.set(Integer.parseInt(series));
          }
        };
    return new ForecastPipeline(
        expiring(spec(64), AFTER), Forecasters.of(model), store, sink, Metrics.NONE, () -> 0);
  }
}
