package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runs of values in a gap that are remembered. */
class GapsTest {
  private static final Layout LAYOUT = Profile.FULL.layout;
  private static final int AT = LAYOUT.voices + Voices.HISTOGRAM;
  private static final int RUN = AT + Histogram.SIZE;
  private static final int LONGEST = RUN + 1;
  private static final int LEARNED = LONGEST + 1;

  @ParameterizedTest
  @CsvSource({"899, 9 9 9", "900, 9 0 0"})
  void the_run_of_an_anomaly_is_learned_in_full_in_a_young_series_else_once(int n, String learned) {
    Sample sample = new Sample(new byte[LAYOUT.size], LAYOUT);
    sample.n = n;
    sample.data[LONGEST] = 9;

    new Gaps().accept(sample, AT);

    byte[] runs = Arrays.copyOfRange(sample.data, LEARNED, LEARNED + 3);
    assertThat(Arrays.toString(runs)).isEqualTo("[" + learned.replace(" ", ", ") + "]");
  }

  @ParameterizedTest
  @CsvSource({"20, 12.5, 1", "11, 12.5, 0", "11, 13.5, 1"})
  void a_value_beyond_all_earlier_ones_is_in_a_gap_only_where_it_is_far_from_usual_ones(
      float record, double x, int run) {
    Sample sample = new Sample(new byte[LAYOUT.size], LAYOUT);
    Histogram.start(sample.data, AT, 0, 32);
    Histogram.add(sample.data, AT, 10.5, 300);
    Tail.insert(sample.data, LAYOUT.tail(Feature.VALUE_HIGH), record);
    sample.n = 301;
    sample.x = x;

    new Gaps().listen(sample, AT);

    assertThat(sample.data[RUN]).isEqualTo((byte) run);
  }

  @ParameterizedTest
  @CsvSource({"0.4, 5", "0.6, 4", "-0.6, 5"})
  void a_value_on_its_way_back_makes_no_run_longer(double nearer, int run) {
    Sample sample = new Sample(new byte[LAYOUT.size], LAYOUT);
    Histogram.start(sample.data, AT, 0, 32);
    Histogram.add(sample.data, AT, 2, 300);
    sample.data[RUN] = 4;
    sample.n = 301;
    sample.x = 20;
    sample.nearer = nearer;

    new Gaps().listen(sample, AT);

    assertThat(sample.data[RUN]).isEqualTo((byte) run);
  }
}
