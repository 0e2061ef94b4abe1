package io.wavecast.trainer.mixture;

import static io.wavecast.trainer.mixture.Sampled.DRAWS;
import static io.wavecast.trainer.mixture.Sampled.series;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each family of series against what its Javadoc promises, over many seeds. */
class FamiliesTest {
  private static final Family LEVELS = new Levels();
  private static final Family SEASONAL = new Seasonal(false);
  private static final Family COUNTS = draws -> Events.counts(SEASONAL, LEVELS, draws);

  static Stream<Named<Family>> families() {
    return Stream.of(
        Named.of("shifts", Events::shifts),
        Named.of("plateaus", Events::plateaus),
        Named.of("spikes", Events::spikes),
        Named.of("counts", COUNTS),
        Named.of("sines", Curves::sines),
        Named.of("trends", Curves::trends),
        Named.of("kernels", new Kernels()),
        Named.of("levels", LEVELS),
        Named.of("growth", new Growth()),
        Named.of("integrated", new Integrated()),
        Named.of("structural", new Structural(LEVELS)),
        Named.of("clockwork", new Clockwork(LEVELS)),
        Named.of("seasonal", SEASONAL),
        Named.of("steady seasonal", new Seasonal(true)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void a_series_depends_on_the_seed_alone(Family family) {
    double[] first = family.draw(new RandomDraws(7));

    family.draw(new RandomDraws(8));

    assertThat(first).hasSize(60).isEqualTo(family.draw(new RandomDraws(7)));
    assertThat(first).isNotEqualTo(family.draw(new RandomDraws(9)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void series_are_finite_and_neighbouring_seeds_share_few(Family family) {
    List<double[]> all = series(family, kind -> true);

    assertThat(all).allMatch(s -> Arrays.stream(s).allMatch(Double::isFinite));
    long distinct = all.stream().map(Arrays::hashCode).distinct().count();
    assertThat(distinct).isGreaterThan(3 * DRAWS / 4); // some patterns have few shapes
  }

  @Test
  void a_steady_pattern_repeats_exactly_and_others_mostly_do_not() {
    Predicate<double[]> repeats =
        s -> IntStream.rangeClosed(3, 48).anyMatch(period -> s.length > period && is(s, period));

    assertThat(share(new Seasonal(true), repeats)).isEqualTo(1);
    assertThat(share(SEASONAL, repeats)).isBetween(0.4, 0.65);
  }

  @Test
  void clockwork_nearly_repeats_itself_in_most_series() {
    Predicate<double[]> nearly =
        s -> IntStream.rangeClosed(3, 48).anyMatch(lag -> change(s, lag) < 0.3 * Series.unit(s));

    assertThat(share(new Clockwork(LEVELS), nearly)).isBetween(0.55, 0.7);
    assertThat(share(new Structural(LEVELS), nearly)).isLessThan(0.35);
  }

  /** The mean change over {@code lag} steps. */
  private static double change(double[] s, int lag) {
    return IntStream.range(lag, s.length)
        .mapToDouble(t -> Math.abs(s[t] - s[t - lag]))
        .average()
        .orElseThrow();
  }

  private static boolean is(double[] s, int period) {
    return IntStream.range(period, s.length).allMatch(t -> s[t] == s[t - period]);
  }

  @Test
  void half_of_the_trends_are_lines_a_quarter_grow_by_a_factor_and_a_quarter_bend() {
    assertThat(share(Curves::trends, s -> bends(s) == 0)).isBetween(0.48, 0.56);
    assertThat(share(Curves::trends, FamiliesTest::hasOneFactor)).isBetween(0.22, 0.28);
    // a line that bends at 4 % of 59 steps bends twice on average
    double mean =
        series(Curves::trends, kind -> kind >= 0.75).stream()
            .mapToInt(FamiliesTest::bends)
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(2.1, 2.6);
  }

  /** Steps at which the slope changes. */
  private static int bends(double[] s) {
    return (int)
        IntStream.range(2, s.length)
            .filter(t -> Math.abs(s[t] - 2 * s[t - 1] + s[t - 2]) > 1e-12)
            .count();
  }

  private static boolean hasOneFactor(double[] s) {
    double factor = s[1] / s[0];
    return Math.abs(s[0]) == 1
        && IntStream.range(1, s.length)
            .allMatch(t -> Math.abs(s[t] / s[t - 1] - factor) < 1e-9 * factor);
  }

  /** One wave, fading or not, is {@code x[t+1] = a x[t] + b x[t-1]} for some a and b. */
  @Test
  void two_thirds_of_the_sines_are_one_to_three_waves() {
    double share = share(Curves::sines, FamiliesTest::isOneWave);

    assertThat(share).isBetween(0.65 / 3 - 0.025, 0.65 / 3 + 0.025);
  }

  private static boolean isOneWave(double[] s) {
    double determinant = s[1] * s[1] - s[0] * s[2];
    double a = (s[1] * s[2] - s[0] * s[3]) / determinant;
    double b = (s[1] * s[3] - s[2] * s[2]) / determinant;
    return IntStream.range(2, s.length)
        .allMatch(t -> Math.abs(s[t] - a * s[t - 1] - b * s[t - 2]) < 1e-6);
  }

  @Test
  void shifts_are_flat_but_for_jumps() {
    double still = mean(Events::shifts, s -> steps(s, d -> d == 0));
    assertThat(still).isBetween(0.85, 0.97);

    double atMostTwo = share(Events::shifts, s -> Arrays.stream(s).distinct().count() <= 2);
    assertThat(atMostTwo).isBetween(0.35, 0.75);
  }

  @Test
  void plateaus_stand_still_most_of_the_time_at_three_levels_at_most() {
    assertThat(mean(Events::plateaus, s -> steps(s, d -> d == 0))).isBetween(0.85, 0.98);
    assertThat(series(Events::plateaus, kind -> true))
        .allMatch(
            s ->
                IntStream.range(1, s.length)
                        .filter(t -> s[t] == s[t - 1])
                        .mapToDouble(t -> s[t])
                        .distinct()
                        .count()
                    <= 3);
  }

  @Test
  void a_fifth_of_the_spikes_have_no_noise_and_most_of_these_go_up() {
    assertThat(share(Events::spikes, s -> Arrays.stream(s).allMatch(v -> v >= 0)))
        .isBetween(0.2 * 0.85 - 0.015, 0.2 * 0.93 + 0.015);
    // most steps up are spikes
    assertThat(mean(Events::spikes, s -> steps(s, d -> d > 1.5))).isBetween(0.06, 0.14);
  }

  @Test
  void counts_are_integers_and_some_of_them_are_mostly_zero() {
    assertThat(series(COUNTS, kind -> true))
        .allMatch(s -> Arrays.stream(s).allMatch(v -> v >= 0 && v == Math.rint(v)));
    double quiet = share(COUNTS, s -> Arrays.stream(s).filter(v -> v == 0).count() > 30);

    assertThat(quiet).isBetween(0.25, 0.55);
  }

  /** A process of the bank has a mean variance of 1 and is not white. */
  @Test
  void kernel_draws_have_their_variance_and_their_memory() {
    List<double[]> all = series(new Kernels(), kind -> true);
    double variance = pairs(all, 0);

    assertThat(variance).isBetween(0.9, 1.1);
    assertThat(pairs(all, 1) / variance).isGreaterThan(0.7);
    assertThat(pairs(all, 10)).isLessThan(pairs(all, 1));
  }

  /** Mean product of values that lie so many steps apart. */
  private static double pairs(List<double[]> all, int lag) {
    return all.stream()
        .flatMapToDouble(s -> IntStream.range(lag, s.length).mapToDouble(t -> s[t] * s[t - lag]))
        .average()
        .orElseThrow();
  }

  private static double share(Family family, Predicate<double[]> which) {
    return mean(family, s -> DoubleStream.of(which.test(s) ? 1 : 0));
  }

  private static double mean(Family family, Function<double[], DoubleStream> values) {
    return series(family, kind -> true).stream().flatMapToDouble(values).average().orElseThrow();
  }

  /** 1 for each step whose increment passes, else 0. */
  private static DoubleStream steps(double[] s, DoublePredicate increment) {
    return IntStream.range(1, s.length).mapToDouble(t -> increment.test(s[t] - s[t - 1]) ? 1 : 0);
  }
}
