package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well unusual events are found, by NAB's rule, on series that nobody tuned the score to. */
@Tag("slow")
class DetectionTest {
  private static final long SEED = 1;

  @ParameterizedTest
  @CsvSource("FULL, 79")
  void events_are_found_early_and_with_few_false_alarms(Profile profile, double least) {
    List<Labelled> corpus = LabelledSeries.corpus(SEED, 3);

    NabScore.Result result =
        Detection.of(corpus, new WalkForecaster(), profile, NabScore.PROFILES[0]);

    assertThat(result.score()).as("%s, seed %d: %s", profile, SEED, result).isGreaterThan(least);
  }
}
