package io.wavecast.trainer.data;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Singular spectrum analysis: a series without most of its noise. Its lagged copies form a matrix;
 * a sum of n sines makes one of rank 2n, and noise fills the other directions.
 *
 * <pre>
 * X[i][j] = x[i + j],  i in 0..29, j in 0..30     X' = U U^T X, U the strongest eigenvectors of X X^T
 * x'[t] = mean of X'[i][j] over i + j = t
 * </pre>
 */
final class SingularSpectrum {
  private static final int LAGS = WindowSet.EXAMPLE / 2;
  private static final int COLUMNS = WindowSet.EXAMPLE - LAGS + 1;

  private SingularSpectrum() {}

  /**
   * Each example of a set without most of its noise.
   *
   * @param set examples of 60 values
   * @param rank directions to keep, 1..30: twice the number of sines
   */
  static WindowSet smooth(WindowSet set, int rank) {
    float[] smooth = new float[set.size() * WindowSet.EXAMPLE];
    IntStream.range(0, set.size())
        .parallel()
        .forEach(
            row -> {
              double[] series = new double[WindowSet.EXAMPLE];
              for (int t = 0; t < series.length; t++) {
                series[t] = set.value(row, t);
              }
              smooth(series, rank, smooth, row * WindowSet.EXAMPLE);
            });
    return WindowSet.ofExamples(smooth, 0, set.size());
  }

  private static void smooth(double[] x, int rank, float[] into, int at) {
    EigenDecomposition directions = new EigenDecomposition(new Array2DRowRealMatrix(lagged(x)));
    double[] sum = new double[x.length];
    for (int k = 0; k < rank; k++) {
      double[] u = directions.getEigenvector(k).toArray();
      for (int j = 0; j < COLUMNS; j++) {
        double along = 0;
        for (int i = 0; i < LAGS; i++) {
          along += u[i] * x[i + j];
        }
        for (int i = 0; i < LAGS; i++) {
          sum[i + j] += u[i] * along;
        }
      }
    }
    for (int t = 0; t < x.length; t++) {
      int copies = Math.min(Math.min(t + 1, x.length - t), Math.min(LAGS, COLUMNS));
      into[at + t] = (float) (sum[t] / copies);
    }
  }

  /** {@code X X^T}. */
  private static double[][] lagged(double[] x) {
    double[][] product = new double[LAGS][LAGS];
    for (int a = 0; a < LAGS; a++) {
      for (int b = 0; b < LAGS; b++) {
        for (int j = 0; j < COLUMNS; j++) {
          product[a][b] += x[a + j] * x[b + j];
        }
      }
    }
    return product;
  }
}
