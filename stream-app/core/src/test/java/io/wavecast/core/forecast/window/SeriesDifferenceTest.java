package io.wavecast.core.forecast.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Over the states of a series with gaps, restarts, spikes, and pending observations. */
class SeriesDifferenceTest {
  private final SeriesDifference differences = new SeriesDifference();

  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_difference_gives_the_later_state_bit_for_bit(Profile profile) {
    assertThatDifferencesAreExact(states(profile, 700, 5 * MINUTE, true));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_difference_of_what_is_observed_as_a_rate_is_exact_too(Profile profile) {
    Random random = new Random(3);
    double[] total = {0};

    assertThatDifferencesAreExact(
        states(
            WindowSettings.DEFAULT.withCounters(new Counters(List.of(SeriesPattern.ALL))),
            profile,
            200,
            5 * MINUTE,
            random,
            i -> total[0] = random.nextInt(50) == 0 ? 0 : total[0] + random.nextInt(1000)));
  }

  private void assertThatDifferencesAreExact(List<byte[]> states) {
    for (int i = 1; i < states.size(); i++) {
      for (int before = Math.max(0, i - 3); before < i; before++) {
        byte[] from = states.get(before);
        byte[] difference = differences.of(from, from.length, states.get(i));
        assertThat(difference).isNotNull();
        assertThat(differences.apply(from, from.length, difference))
            .as("from %d to %d", before, i)
            .isEqualTo(states.get(i));
      }
    }
  }

  /** 60 bytes are codes of its forecast. More means that the step has left its prediction. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_difference_of_one_observation_is_little_more_than_its_forecast(Profile profile) {
    List<byte[]> states = states(profile, 600, 1000, false);

    int sum = 0;
    for (int i = 500; i < 600; i++) {
      byte[] from = states.get(i - 1);
      sum += Objects.requireNonNull(differences.of(from, from.length, states.get(i))).length;
    }
    assertThat(sum / 100).isLessThan(72);
  }

  @Test
  void a_usual_observation_of_a_counter_is_predicted_too() {
    List<byte[]> states = states(Profile.FULL, 600, 1000, i -> i * 7.0 + i % 7);

    byte[] from = states.get(598);
    byte[] difference = Objects.requireNonNull(differences.of(from, from.length, states.get(599)));
    assertThat(difference.length).isLessThan(60);
    assertThat(differences.apply(from, from.length, difference)).isEqualTo(states.get(599));
  }

  @Test
  void what_lies_behind_the_length_of_the_earlier_state_does_not_matter() {
    List<byte[]> states = states(Profile.FULL, 100, 1000, false);
    byte[] from = states.get(98);
    byte[] longer = Arrays.copyOf(from, from.length + 100);

    byte[] difference = differences.of(longer, from.length, states.get(99));

    assertThat(difference).isEqualTo(differences.of(from, from.length, states.get(99)));
    assertThat(differences.apply(longer, from.length, difference)).isEqualTo(states.get(99));
  }

  /** A file holds a state, a difference as it was written then, and the later state. */
  @ParameterizedTest
  @CsvSource({"1, FULL", "1, LIGHT", "2, FULL", "2, LIGHT"})
  void a_difference_of_an_earlier_release_still_gives_the_same_state(int version, Profile profile)
      throws IOException {
    String name =
        "/golden/series-difference-v%d-%s.hex".formatted(version, profile).toLowerCase(Locale.ROOT);
    try (InputStream in = SeriesDifferenceTest.class.getResourceAsStream(name)) {
      List<byte[]> golden =
          new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
              .lines()
              .map(HexFormat.of()::parseHex)
              .toList();
      byte[] before = golden.get(0);

      assertThat(golden.get(1)[0]).isEqualTo((byte) version);
      assertThat(differences.apply(before, before.length, golden.get(1))).isEqualTo(golden.get(2));
    }
  }

  @Test
  void an_older_layout_has_no_difference() {
    byte[] older = states(Profile.FULL, 10, 1000, false).get(9).clone();
    older[1] = 1;

    assertThat(differences.of(older, older.length, older)).isNull();
  }

  @Test
  void what_is_no_difference_is_refused() {
    List<byte[]> states = states(Profile.FULL, 100, 1000, false);
    byte[] from = states.get(98);
    byte[] difference = Objects.requireNonNull(differences.of(from, from.length, states.get(99)));
    byte[] other = difference.clone();
    other[0] = 9;
    byte[] torn = Arrays.copyOf(difference, difference.length - 1);

    assertThatThrownBy(() -> differences.apply(from, from.length, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version");
    assertThatThrownBy(() -> differences.apply(from, from.length, torn))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> differences.apply(from, from.length, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static @Nullable Map<String, String> labels(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> Map.of("service", "a" + random.nextInt(1000));
      case 1 -> Map.of();
      default -> null;
    };
  }

  /** The states of a series after each observation of a wave. */
  private static List<byte[]> states(Profile profile, int n, long step, boolean wild) {
    Random random = new Random(3);
    return states(
        WindowSettings.DEFAULT,
        profile,
        n,
        step,
        wild ? random : null,
        i -> {
          boolean spike = wild && random.nextInt(60) == 0;
          return Math.sin(i * 0.3) + 0.1 * random.nextGaussian() + (spike ? 50 : 0);
        });
  }

  private static List<byte[]> states(Profile profile, int n, long step, IntToDoubleFunction wave) {
    return states(WindowSettings.DEFAULT, profile, n, step, null, wave);
  }

  /**
   * The states of a series after each observation.
   *
   * @param wild where observations are missing, and batches wait; null for nowhere
   */
  private static List<byte[]> states(
      WindowSettings windows,
      Profile profile,
      int n,
      long step,
      @Nullable Random wild,
      IntToDoubleFunction wave) {
    StreamSettings stream =
        new StreamSettings(
            Topics.withPrefix("t."),
            ObservationFormat.DEFAULT,
            LatePolicy.DROP,
            6,
            Duration.ofMillis(20),
            StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    ForecastSpec spec =
        new ForecastSpec(
            stream, windows, profile, AlertSettings.DEFAULT, 0.9, SeasonSettings.DEFAULT);
    InMemoryStore store = new InMemoryStore();
    ForecastPipeline pipeline =
        new ForecastPipeline(
            spec,
            Forecasters.of(new FakeForecaster("mean")),
            store,
            (event, headers) -> {},
            Metrics.NONE,
            () -> 0);
    List<byte[]> states = new ArrayList<>();
    long time = 1_700_000_000_000L;
    for (int i = 0; i < n; i++) {
      int skipped = wild != null && wild.nextInt(20) == 0 ? wild.nextInt(8) : 0;
      time += step * (1 + skipped);
      pipeline.accept(
          new Observation("a", time, wave.applyAsDouble(i), wild == null ? null : labels(wild)));
      if (wild == null || wild.nextInt(4) == 0) {
        pipeline.flush();
      }
      pipeline.save();
      states.add(Objects.requireNonNull(store.get("a")).clone());
    }
    return states;
  }
}
