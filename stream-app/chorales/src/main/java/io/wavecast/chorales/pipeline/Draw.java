package io.wavecast.chorales.pipeline;

import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;

/**
 * Chooses a note. A draw depends only on the request's seed and the note's index, so no random
 * state has to be stored, and a chorale that is resumed continues unchanged.
 */
final class Draw {
  private Draw() {}

  /**
   * The class chosen.
   *
   * @param p holds 47 probabilities from {@code at} on
   * @param index of the note among the composed ones
   */
  static int choose(ChoraleRequest request, float[] p, int at, int index) {
    return request.mode() == Mode.GREEDY
        ? likeliest(p, at)
        : drawn(p, at, request.temperature(), uniform(request.seed(), index));
  }

  private static int likeliest(float[] p, int at) {
    int best = 0;
    for (int c = 1; c < Composer.CLASSES; c++) {
      best = p[at + c] > p[at + best] ? c : best;
    }
    return best;
  }

  /** Draws by p^(1 / temperature). StrictMath gives the same bits on every machine. */
  private static int drawn(float[] p, int at, double temperature, double uniform) {
    double[] weights = new double[Composer.CLASSES];
    double sum = 0;
    float largest = p[at + likeliest(p, at)];
    for (int c = 0; c < Composer.CLASSES; c++) {
      double share = p[at + c] / (double) largest;
      weights[c] = temperature == 1 ? share : StrictMath.pow(share, 1 / temperature);
      sum += weights[c];
    }
    double left = uniform * sum;
    int last = 0;
    for (int c = 0; c < Composer.CLASSES; c++) {
      if (weights[c] > 0) {
        last = c;
        left -= weights[c];
        if (left < 0) {
          return c;
        }
      }
    }
    return last; // rounding left a remainder
  }

  /** In [0, 1): Stafford's 13th mixer over a Weyl sequence, as in SplittableRandom. */
  static double uniform(long seed, int index) {
    long z = mix(seed) + (index + 1) * 0x9e3779b97f4a7c15L;
    return (mix(z) >>> 11) * 0x1p-53;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
