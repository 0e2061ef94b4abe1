package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReferenceScoreTest {
  /** Of the Python prototype, on the series below: every score above 0.05. */
  private static final Map<Integer, Double> PROTOTYPE =
      new TreeMap<>(
          Map.of(
              50, 0.34074346886904955,
              150, 0.7152137464429277,
              291, 0.08615556303315139,
              292, 0.11837802435142616,
              297, 0.17526748428733152,
              400, 0.43681953163929366,
              501, 0.2921163417512679,
              540, 0.2941724460341536));

  @Test
  void the_reference_repeats_the_numbers_of_the_prototype() {
    ReferenceScore reference = new ReferenceScore();
    Map<Integer, Double> scores = new TreeMap<>();
    double sum = 0;
    for (int i = 0; i < 600; i++) {
      double x = 10 * Math.sin(i / 7.0) + i * 7919 % 13 / 13.0;
      x += (i == 150 ? 25 : 0) + (i >= 400 && i < 412 ? -18 : 0) + (i >= 500 ? 6 : 0);
      double score = reference.add(x, 1000 + 300 * i);
      sum += score;
      if (score > 0.05) {
        scores.put(i, score);
      }
    }

    assertThat(scores.keySet()).isEqualTo(PROTOTYPE.keySet());
    scores.forEach((i, s) -> assertThat(s).isCloseTo(PROTOTYPE.get(i), within(1e-9)));
    assertThat(sum).isCloseTo(2.56496926755857, within(1e-9));
  }
}
