package io.wavecast.trainer.fit;

/**
 * How a network is trained. Steps, not seconds, decide everything, so that the same options give
 * the same weights on a fast machine and on a busy one.
 *
 * @param batch windows in a batch, 1..65536
 * @param steps batches in the complete run, at least 1
 * @param evaluateEvery steps between two evaluations on the validation set, at least 1
 * @param schedule the learning rate
 * @param weightDecay share of each weight that a step of rate 1 takes away (Loshchilov and Hutter,
 *     ICLR 2019); 0 for none
 * @param averaging decay of the running average of the weights, updated every fifth step, in [0,
 *     1); 0 for no average
 * @param patience evaluations without a better score after which training ends; 0 for never
 * @param seed decides the first weights and the order of the batches
 * @param method how a step changes the weights, and which are kept
 */
public record FitOptions(
    int batch,
    long steps,
    int evaluateEvery,
    Schedule schedule,
    double weightDecay,
    double averaging,
    int patience,
    long seed,
    Method method) {

  public FitOptions {
    within("batch", batch, 1, 65_536);
    within("steps", steps, 1, 100_000_000);
    within("evaluateEvery", evaluateEvery, 1, 100_000_000);
    within("patience", patience, 0, 1_000_000);
    if (!(averaging >= 0 && averaging < 1)) {
      throw new IllegalArgumentException("averaging must be in [0, 1), got: " + averaging);
    }
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be in %d..%d, got: %d".formatted(name, least, most, value));
    }
  }
}
