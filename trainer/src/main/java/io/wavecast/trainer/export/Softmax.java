package io.wavecast.trainer.export;

/** The probabilities that a file must give for a network's logits. */
public final class Softmax {
  private Softmax() {}

  /**
   * Softmax of each row, computed in double precision.
   *
   * @param logits [rows, classes]
   * @return probabilities [rows, classes]
   */
  public static float[] of(float[] logits, int classes) {
    float[] all = new float[logits.length];
    for (int from = 0; from < logits.length; from += classes) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, logits[from + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits[from + c] - largest);
      }
      for (int c = 0; c < classes; c++) {
        all[from + c] = (float) (Math.exp(logits[from + c] - largest) / sum);
      }
    }
    return all;
  }
}
