package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadyStepTest {
  @ParameterizedTest
  @CsvSource({
    "1, PT10M",
    "15, PT10M",
    "60, PT10M",
    "90, PT15M",
    "300, PT50M",
    "3600, PT10H",
    "86400, P10D"
  })
  void ten_steps_of_silence_are_too_many_and_ten_minutes_at_least(int seconds, Duration silence) {
    assertThat(SteadyStep.staleAfter(repeat(1000L * seconds))).isEqualTo(silence);
  }

  @ParameterizedTest
  @CsvSource({
    "60 58 61 72 47, PT10M",
    "60 60 180 60 60, PT10M",
    "60 60 180 180 60,",
    "60 80 40 60 60,",
    "5 700 60 300 20,",
    "60 60 60 60,"
  })
  void a_step_is_steady_with_some_jitter_and_one_loss(String seconds, Duration silence) {
    long[] intervals =
        Arrays.stream(seconds.split(" ")).mapToLong(s -> 1000 * Long.parseLong(s)).toArray();

    assertThat(SteadyStep.staleAfter(intervals)).isEqualTo(silence);
  }

  private static long[] repeat(long interval) {
    long[] intervals = new long[SteadyStep.INTERVALS];
    Arrays.fill(intervals, interval);
    return intervals;
  }
}
