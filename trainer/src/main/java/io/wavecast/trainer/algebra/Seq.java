package io.wavecast.trainer.algebra;

/**
 * A batch of sequences in a graph, newest step last.
 *
 * <p>In a graph that is trained time comes first, so that one step of the batch is contiguous in
 * memory, and a matrix product over all steps needs no copy.
 *
 * @param layout order of its axes
 * @param steps how many steps, at least 1
 * @param channels values in a step
 * @param <T> a tensor
 */
public record Seq<T>(T value, Layout layout, int steps, int channels) {

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

  /** As in a graph that is trained, [steps, batch, channels]. */
  public Seq(T value, int steps, int channels) {
    this(value, Layout.TIME_BATCH, steps, channels);
  }

  /** Another tensor of the same shape. */
  public Seq<T> with(T other) {
    return new Seq<>(other, layout, steps, channels);
  }
}
