package io.wavecast.trainer.data;

import io.wavecast.trainer.data.TrainingData.BatchesFactory;
import java.util.function.IntUnaryOperator;

/**
 * The notebook's own sets, as numpy makes them from seed 42: 10,000 series of 60 steps, 7,000 to
 * train on, 2,000 to validate, 1,000 to test.
 */
public final class NotebookData {
  private static final int TRAIN = 7000;
  private static final int VALID_END = 9000;
  private static final int COUNT = 10_000;

  /** What counts as an epoch, where no batch comes round again. */
  private static final int EPOCH = 128_000;

  /** Sines in a series of the notebook. */
  private static final int WAVES = 2;

  private NotebookData() {}

  /** The 7,000 series, in a new order each epoch. */
  public static TrainingData fixed() {
    return of(
        "the notebook's 7,000 series (numpy seed 42, 60 steps)",
        train().sha256(),
        (batch, seed) -> new EpochBatches<>(train(), batch, seed),
        batch -> EpochBatches.perEpoch(TRAIN, batch));
  }

  /**
   * The 7,000 series, smoothed as sums of two waves, upside down and backwards. Their windows get
   * new noise in each batch, their futures have none but what the smoothing leaves.
   */
  public static TrainingData changed() {
    WindowSet smooth = SingularSpectrum.smooth(train(), 2 * WAVES);
    return of(
        "the notebook's 7,000 series, smoothed as sums of two waves (singular spectrum analysis),"
            + " at random upside down and backwards, their windows with new noise",
        smooth.sha256(),
        (batch, seed) -> new AheadBatches<>(WaveBatches.changed(smooth, batch, seed)),
        batch -> Math.max(1, EPOCH / batch));
  }

  /** Width of the uniform noise that the futures of {@link #fresh} and {@link #changed} lack. */
  public static final double NOISE = WaveBatches.NOISE;

  /**
   * New series of the notebook's formula in every batch, their futures without the noise; judged by
   * the notebook's own sets.
   */
  public static TrainingData fresh() {
    return of(
        "new series of the notebook's formula in each batch, their futures without noise",
        WaveBatches.fresh(10_000, 0).at(0).sha256(),
        (batch, seed) -> new AheadBatches<>(WaveBatches.fresh(batch, seed)),
        batch -> Math.max(1, EPOCH / batch));
  }

  /**
   * The 7,000 series of 51 steps with which the notebook forecasts the next value; what lies ten
   * values ahead is judged on those of 60.
   */
  public static TrainingData next() {
    float[] examples = NotebookWaves.numpy(42, COUNT, WindowSet.WINDOW + 1);
    WindowSet train = WindowSet.ofExamples(examples, 0, TRAIN, 1);
    TrainingData ahead = fixed();
    return new TrainingData(
        "the notebook's 7,000 series (numpy seed 42, 51 steps); validation 2,000, test 1,000",
        train.sha256(),
        (batch, seed) -> new EpochBatches<>(train, batch, seed),
        batch -> EpochBatches.perEpoch(TRAIN, batch),
        WindowSet.ofExamples(examples, TRAIN, VALID_END, 1),
        WindowSet.ofExamples(examples, VALID_END, COUNT, 1),
        ahead.valid(),
        ahead.test());
  }

  private static TrainingData of(
      String what, String sha256, BatchesFactory batches, IntUnaryOperator stepsPerEpoch) {
    float[] examples = examples();
    return new TrainingData(
        what + "; validation 2,000, test 1,000",
        sha256,
        batches,
        stepsPerEpoch,
        WindowSet.ofExamples(examples, TRAIN, VALID_END),
        WindowSet.ofExamples(examples, VALID_END, COUNT));
  }

  private static WindowSet train() {
    return WindowSet.ofExamples(examples(), 0, TRAIN);
  }

  private static float[] examples() {
    return NotebookWaves.numpy(42, COUNT, WindowSet.EXAMPLE);
  }
}
