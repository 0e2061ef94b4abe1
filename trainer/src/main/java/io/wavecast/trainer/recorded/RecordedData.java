package io.wavecast.trainer.recorded;

import io.wavecast.trainer.data.AheadBatches;
import io.wavecast.trainer.data.Batches;
import io.wavecast.trainer.data.Seeds;
import io.wavecast.trainer.data.Sha256;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Recorded series as training data, split in time, so that no value of the validation and test
 * parts is trained on:
 *
 * <pre>
 * |-- 50 --|------------- training -------------|-- validation --|---- test ----|
 *  window                  70 %                        15 %              15 %
 * </pre>
 *
 * The ten values of a future lie in one part; its window may reach back into the part before.
 * Batches are drawn at random from all futures of the training part.
 */
public final class RecordedData {
  /** The shortest series that can be split. */
  public static final int SHORTEST = WindowSet.WINDOW + 3 * WindowSet.HORIZON;

  /** The share of each series, at its end, that is the test part. */
  public static final double TEST = 0.15;

  private static final double VALID = 0.15;
  private static final int MAX_EVALUATED = 5_000;

  /** Limits of the steps between two evaluations, which are one pass over the data. */
  private static final int MIN_EVERY = 25;

  private static final int MAX_EVERY = 500;

  /** A stretch of origins of one series; an origin is the index of a future's first value. */
  private record Stretch(float[] values, int from, int to) {
    int count() {
      return to - from;
    }
  }

  private RecordedData() {}

  /**
   * Splits the series.
   *
   * @param source describes them
   * @param series each of at least {@value #SHORTEST} values
   */
  public static TrainingData of(String source, List<RecordedSeries> series) {
    List<Stretch> train = new ArrayList<>();
    List<Stretch> valid = new ArrayList<>();
    List<Stretch> test = new ArrayList<>();
    int h = WindowSet.HORIZON;
    for (RecordedSeries each : series) {
      int n = each.size();
      if (n < SHORTEST) {
        throw new IllegalArgumentException(
            "series %s must hold at least %d values, got: %d".formatted(each.name(), SHORTEST, n));
      }
      int first = WindowSet.WINDOW;
      int validFrom = Math.max(first + h, firstOrigin(n, VALID + TEST));
      validFrom = Math.min(validFrom, n - 2 * h);
      int testFrom = Math.max(validFrom + h, firstOrigin(n, TEST));
      train.add(new Stretch(each.values(), first, validFrom - h + 1));
      valid.add(new Stretch(each.values(), validFrom, testFrom - h + 1));
      test.add(new Stretch(each.values(), testFrom, n - h + 1));
    }
    long windows = train.stream().mapToLong(Stretch::count).sum();
    return new TrainingData(
        "%s: %d series, %,d windows to train on; the last 30 %% of each to validate and test"
            .formatted(source, series.size(), windows),
        sha256(series),
        (batch, seed) -> new AheadBatches<>(batches(train, batch, seed)),
        batch -> (int) Math.max(MIN_EVERY, Math.min(MAX_EVERY, windows / batch)),
        spread(valid),
        spread(test));
  }

  /**
   * Where the last part of a series begins.
   *
   * @param size values of the series, at least {@value WindowSet#EXAMPLE}
   * @param share how much of what can be forecast, in (0, 1]
   * @return the index of the first value that is forecast, at least {@value WindowSet#WINDOW}
   */
  public static int firstOrigin(int size, double share) {
    int first = WindowSet.WINDOW;
    return Math.min((int) (first + (1 - share) * (size - first)), size - WindowSet.HORIZON);
  }

  private static Batches<WindowSet> batches(List<Stretch> stretches, int batch, long seed) {
    return step -> {
      SplittableRandom random = new SplittableRandom(Seeds.of(seed, step));
      long all = total(stretches);
      long[] places = new long[batch];
      for (int i = 0; i < batch; i++) {
        places[i] = random.nextLong(all);
      }
      return at(stretches, places);
    };
  }

  /** At most {@value #MAX_EVALUATED} windows, evenly over all of them. */
  private static WindowSet spread(List<Stretch> stretches) {
    long all = total(stretches);
    long[] places = new long[(int) Math.min(all, MAX_EVALUATED)];
    for (int i = 0; i < places.length; i++) {
      places[i] = i * all / places.length;
    }
    return at(stretches, places);
  }

  private static long total(List<Stretch> stretches) {
    return stretches.stream().mapToLong(Stretch::count).sum();
  }

  private static WindowSet at(List<Stretch> stretches, long[] places) {
    int length = WindowSet.EXAMPLE;
    float[] examples = new float[places.length * length];
    for (int i = 0; i < places.length; i++) {
      long place = places[i];
      for (Stretch stretch : stretches) {
        if (place < stretch.count()) {
          int from = (int) (stretch.from() + place - WindowSet.WINDOW);
          System.arraycopy(stretch.values(), from, examples, i * length, length);
          break;
        }
        place -= stretch.count();
      }
    }
    return WindowSet.ofExamples(examples, 0, places.length);
  }

  /** SHA-256 over names, times and values: what a model's file says it was trained on. */
  public static String sha256(List<RecordedSeries> series) {
    Sha256 hash = new Sha256();
    for (RecordedSeries each : series) {
      hash.update((each.group() + "/" + each.name() + "\n").getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.allocate(12 * each.size());
      for (int i = 0; i < each.size(); i++) {
        bytes.putLong(each.timestamps()[i]).putFloat(each.values()[i]);
      }
      hash.update(bytes.array());
    }
    return hash.hex();
  }
}
