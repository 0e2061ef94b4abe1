package io.wavecast.trainer.export;

/**
 * A batch of sequences in a graph to be served.
 *
 * @param name name of the tensor
 * @param layout order of its axes
 * @param steps how many steps, at least 1
 * @param channels values in a step
 */
public record OnnxValue(String name, Layout layout, int steps, int channels) {

  /** Order of the axes. ONNX's operators want different ones. */
  public enum Layout {
    /** [batch, steps, channels]: the window as it comes in. */
    BATCH_TIME,
    /** [steps, batch, channels]: recurrent operators. */
    TIME_BATCH,
    /** [batch, channels, steps]: convolutions. */
    BATCH_CHANNEL,
    /** [batch, channels], of one step. */
    ROWS;

    int timeAxis() {
      return switch (this) {
        case BATCH_TIME -> 1;
        case TIME_BATCH -> 0;
        case BATCH_CHANNEL -> 2;
        case ROWS -> throw new IllegalStateException("rows have no axis for time");
      };
    }
  }

  /** The same shape under another name. */
  public OnnxValue withName(String other) {
    return new OnnxValue(other, layout, steps, channels);
  }

  /** The same tensor, known to have other channels. */
  public OnnxValue withChannels(int other) {
    return new OnnxValue(name, layout, steps, other);
  }
}
