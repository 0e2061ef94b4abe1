package io.wavecast.trainer.sketch;

/**
 * How good labels are on a set.
 *
 * @param top1 share of the drawings whose likeliest class is right
 * @param top5 share of the drawings whose five likeliest classes hold the right one
 * @param nll mean of -log of the right class's probability, nats
 */
public record SketchAccuracy(double top1, double top5, double nll) {
  private static final double LEAST = 1e-12;

  /**
   * Measures.
   *
   * @param probabilities [size, classes]
   */
  static SketchAccuracy of(float[] probabilities, SketchSet set) {
    int n = set.size();
    int classes = probabilities.length / n;
    int first = 0;
    int among = 0;
    double nll = 0;
    for (int i = 0; i < n; i++) {
      float right = probabilities[i * classes + set.labels()[i]];
      int likelier = 0;
      for (int c = 0; c < classes; c++) {
        likelier += probabilities[i * classes + c] > right ? 1 : 0;
      }
      first += likelier == 0 ? 1 : 0;
      among += likelier < 5 ? 1 : 0;
      nll -= Math.log(Math.max(LEAST, right));
    }
    return new SketchAccuracy((double) first / n, (double) among / n, nll / n);
  }
}
