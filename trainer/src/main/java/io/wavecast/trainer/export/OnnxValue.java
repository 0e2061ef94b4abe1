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
    /** [batch, steps, channels]: the layout of a window. */
    BATCH_TIME("btc"),
    /** [steps, batch, channels]: recurrent operators. */
    TIME_BATCH("tbc"),
    /** [batch, channels, steps]: convolutions. */
    BATCH_CHANNEL("bct"),
    /** [batch, channels], of one step. */
    ROWS("bc");

    private final String axes;

    Layout(String axes) {
      this.axes = axes;
    }

    int timeAxis() {
      if (this == ROWS) {
        throw new IllegalStateException("rows have no time axis");
      }
      return axes.indexOf('t');
    }

    /** The index in this layout of each axis of another layout with three axes. */
    long[] permutationTo(Layout other) {
      return other.axes.chars().mapToLong(axes::indexOf).toArray();
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
