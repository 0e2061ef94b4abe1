package io.wavecast.trainer.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Means, variances and shapes of the draws, by the formulas of their distributions. */
class RandomDrawsTest {
  private static final int N = 200_000;
  private static final long SEED = 17;

  /** Name, draw, mean, variance. */
  static Stream<Arguments> distributions() {
    return Stream.of(
        of("unit", RandomDraws::unit, 0.5, 1 / 12.0),
        of("uniform in -1..3", d -> d.uniform(-1, 3), 1, 16 / 12.0),
        of("logarithm of log-uniform", d -> Math.log(d.logUniform(1, 100)), 2.302585, 1.767321),
        of("chance of 0.3", d -> d.chance(0.3) ? 1 : 0, 0.3, 0.21),
        of("below 6", d -> d.below(6), 2.5, 35 / 12.0),
        of("sign", RandomDraws::sign, 0, 1),
        of("standard normal", RandomDraws::gauss, 0, 1),
        of("square of a normal", d -> Math.pow(d.gauss(), 2), 1, 2),
        of("exponential", RandomDraws::exponential, 1, 1),
        of("Poisson of 0.3", d -> d.poisson(0.3), 0.3, 0.3),
        of("Poisson of 4", d -> d.poisson(4), 4, 4),
        of("Poisson of 60", d -> d.poisson(60), 60, 60 + 1 / 12.0));
  }

  private static Arguments of(
      String name, ToDoubleFunction<RandomDraws> draw, double mean, double variance) {
    return Arguments.of(name, draw, mean, variance);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("distributions")
  void a_draw_has_the_mean_and_the_variance_of_its_distribution(
      String name, ToDoubleFunction<RandomDraws> draw, double mean, double variance) {
    double sum = mean(draw);
    double squares = mean(draws -> Math.pow(draw.applyAsDouble(draws), 2));

    assertThat(sum).isCloseTo(mean, within(5 * Math.sqrt(variance / N)));
    assertThat((squares - sum * sum) / variance).isBetween(0.97, 1.03);
  }

  @Test
  void a_seed_decides_the_draws() {
    assertThat(new RandomDraws(SEED).unit()).isEqualTo(new SplittableRandom(SEED).nextDouble());
    assertThat(new RandomDraws(SEED).gauss()).isEqualTo(new RandomDraws(SEED).gauss());
    assertThat(new RandomDraws(SEED).gauss()).isNotEqualTo(new RandomDraws(SEED + 1).gauss());
  }

  @Test
  void draws_come_from_the_source_that_is_given() {
    RandomDraws draws = new RandomDraws(new Random(SEED));
    Random same = new Random(SEED);

    assertThat(draws.unit()).isEqualTo(same.nextDouble());
    assertThat(draws.gauss()).isCloseTo(same.nextGaussian(), within(1e-12));
    assertThat(draws.gauss()).isCloseTo(same.nextGaussian(), within(1e-12));
    assertThat(draws.below(1000)).isEqualTo(same.nextInt(1000));
  }

  @Test
  void a_pair_of_normal_draws_is_independent() {
    double product = mean(draws -> draws.gauss() * draws.gauss());

    assertThat(product).isCloseTo(0, within(5 / Math.sqrt(N)));
  }

  @ParameterizedTest
  // 0.45 times its share of the usual periods, and 0.55 ln((p + 1) / p) / ln 15
  @CsvSource({"24, 0.0940", "12, 0.0591", "7, 0.0700", "3, 0.0584", "44, 0.0046"})
  void periods_of_clocks_are_frequent_and_others_fall_off_with_their_length(
      int period, double share) {
    double found = mean(draws -> draws.period() == period ? 1 : 0);

    assertThat(found).isCloseTo(share, within(0.003));
  }

  @ParameterizedTest
  @EnumSource
  void noise_is_centred_and_of_unit_scale(Noise kind) {
    assertThat(mean(kind::draw)).isBetween(-0.02, 0.02);
    assertThat(mean(draws -> Math.abs(kind.draw(draws)))).isBetween(0.3, 1.0);
  }

  @ParameterizedTest
  @CsvSource({
    "GAUSS, 0.45",
    "LAPLACE, 0.15",
    "HEAVY, 0.12",
    "UNIFORM, 0.08",
    "SKEWED, 0.12",
    "BURSTS, 0.08"
  })
  void each_kind_of_noise_has_its_share(Noise kind, double share) {
    double found = mean(draws -> Noise.any(draws) == kind ? 1 : 0);

    assertThat(found).isCloseTo(share, within(0.005));
  }

  @Test
  void added_noise_has_the_size_that_was_asked_for() {
    RandomDraws draws = new RandomDraws(SEED);
    double absolute = 0;
    for (int i = 0; i < 3000; i++) {
      double[] series = new double[60];
      Noise.add(draws, series, 100, 0.25);
      absolute += Math.abs(series[30]) / 3000;
    }

    assertThat(absolute).isBetween(55.0, 90.0);
  }

  private static double mean(ToDoubleFunction<RandomDraws> draw) {
    RandomDraws draws = new RandomDraws(SEED);
    return DoubleStream.generate(() -> draw.applyAsDouble(draws)).limit(N).average().orElseThrow();
  }
}
