package io.wavecast.trainer.export;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.OnnxForecaster.Output;
import io.wavecast.trainer.net.Head;
import java.util.Arrays;

/** What the values of a trained network's head mean as forecasts and quantiles. */
public final class Outputs {
  private Outputs() {}

  /**
   * Reads the head as the served graph does, in plain Java.
   *
   * @param values [n, head units], in raw units
   * @param offsets what makes quantiles of points; unused when the head gives quantiles
   */
  public static Output of(float[] values, Head head, ResidualQuantiles offsets) {
    return head.isPoints() ? ofPoints(values, offsets.rowMajor()) : ofQuantiles(values, head);
  }

  private static Output ofPoints(float[] forecasts, float[] offsets) {
    int levels = offsets.length / WindowSet.HORIZON;
    float[] quantiles = new float[forecasts.length * levels];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = forecasts[i / levels] + offsets[i % offsets.length];
    }
    return new Output(forecasts, quantiles);
  }

  private static Output ofQuantiles(float[] values, Head head) {
    int levels = head.width();
    float[] quantiles = values.clone();
    float[] forecasts = new float[values.length / levels];
    for (int i = 0; i < forecasts.length; i++) {
      Arrays.sort(quantiles, i * levels, (i + 1) * levels);
      forecasts[i] = quantiles[i * levels + levels / 2];
    }
    return new Output(forecasts, quantiles);
  }
}
