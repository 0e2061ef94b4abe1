package io.wavecast.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.schemas.aggregate.RawEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of more values than are kept as they are. */
class SketchesTest {
  private static final long SEED = 11;

  @ParameterizedTest
  @CsvSource({"P50, 0.5, 0.02", "P95, 0.95, 0.004", "P99, 0.99, 0.001"})
  void a_quantile_of_many_values_is_close_by_rank(Aggregate aggregate, double rank, double most) {
    SplittableRandom random = new SplittableRandom(SEED);
    Accumulator accumulator = Accumulator.of(aggregate);
    double[] values = new double[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(random.nextGaussian());
      accumulator.add(event(values[i], ""));
    }
    Arrays.sort(values);

    int below = -1 - Arrays.binarySearch(values, accumulator.result());

    assertThat((double) below / values.length).as("seed %d", SEED).isEqualTo(rank, within(most));
    assertThat(bytes(accumulator).length).isLessThan(4600 + 8 * Quantile.EXACT);
  }

  @Test
  void a_quantile_is_exact_up_to_256_values() {
    Accumulator accumulator = Accumulator.of(Aggregate.P99);
    for (int i = Quantile.EXACT; i > 0; i--) {
      accumulator.add(event(i * i, ""));
    }

    assertThat(accumulator.result()).isEqualTo(254 * 254);
    assertThat(bytes(accumulator)).as("a number, a number of two bytes").hasSize(3 + 8 * 256);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 5000, 300_000})
  void different_texts_are_counted_within_four_standard_errors(int different) {
    Accumulator accumulator = Accumulator.of(Aggregate.DISTINCT);
    for (int i = 0; i < 2 * different; i++) {
      accumulator.add(event(1, "user-" + i % different));
    }

    assertThat(accumulator.result()).isEqualTo(different, within(0.052 * different));
    assertThat(accumulator.result()).isEqualTo(Math.rint(accumulator.result()));
    assertThat(bytes(accumulator).length).isLessThan(2200);
  }

  @ParameterizedTest
  @EnumSource
  void writing_and_reading_in_between_changes_nothing(Aggregate aggregate) {
    SplittableRandom random = new SplittableRandom(SEED);
    Accumulator kept = Accumulator.of(aggregate);
    Accumulator read = Accumulator.of(aggregate);
    for (int i = 0; i < 3000; i++) {
      RawEvent event = event(random.nextGaussian(), "u" + random.nextInt(2000));
      kept.add(event);
      read.add(event);
      if (random.nextInt(5) == 0) {
        Accumulator next = Accumulator.of(aggregate);
        next.read(ByteBuffer.wrap(bytes(read)));
        read = next;
      }
      if (random.nextInt(50) == 0) {
        assertThat(read.result()).as("seed %d, %d", SEED, i).isEqualTo(kept.result());
      }
    }
    assertThat(bytes(read)).as("seed %d", SEED).isEqualTo(bytes(kept));
  }

  private static RawEvent event(double value, String text) {
    return new RawEvent("s", 1, value, text, "web");
  }

  private static byte[] bytes(Accumulator accumulator) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    accumulator.write(out);
    return out.toByteArray();
  }
}
