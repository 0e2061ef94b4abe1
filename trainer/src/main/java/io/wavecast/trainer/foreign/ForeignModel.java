package io.wavecast.trainer.foreign;

import io.wavecast.trainer.export.ForecasterFile;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.net.Head;

/** A network made elsewhere, as a body for a forecaster's file. Not thread-safe. */
public interface ForeignModel extends ForecasterFile.Body {

  /** What it is, for its card: the beginning of a sentence. */
  String title();

  /** What its values mean. */
  Head head();

  /** The graph that {@link #values} is called with: empty but for what the network brings along. */
  OnnxGraphBuilder graph();

  /**
   * Forecasts as the network's own runtime does, to compare the file with.
   *
   * @param windows [n, 50], in raw units
   * @return in raw units; without quantiles when the network gives points
   */
  Predictions forecast(float[] windows);
}
