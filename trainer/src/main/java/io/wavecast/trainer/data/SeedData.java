package io.wavecast.trainer.data;

/**
 * The seed's own sets, as numpy makes them from seed 42: 10,000 series of 60 steps, 7,000 to train
 * on, 2,000 to validate, 1,000 to test.
 */
public final class SeedData {
  private static final int TRAIN = 7000;
  private static final int VALID_END = 9000;
  private static final int COUNT = 10_000;

  private SeedData() {}

  /** The 7,000 series, in a new order each epoch. */
  public static TrainingData fixed() {
    float[] examples = SeedWaves.numpy(42, COUNT, WindowSet.EXAMPLE);
    WindowSet train = WindowSet.ofExamples(examples, 0, TRAIN);
    return new TrainingData(
        "the seed's 7,000 series (numpy seed 42, 60 steps); validation 2,000, test 1,000",
        train.sha256(),
        (batch, seed) -> new EpochBatches<>(train, batch, seed),
        batch -> EpochBatches.perEpoch(TRAIN, batch),
        WindowSet.ofExamples(examples, TRAIN, VALID_END),
        WindowSet.ofExamples(examples, VALID_END, COUNT));
  }
}
