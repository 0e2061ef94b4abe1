package io.wavecast.trainer.algebra;

/**
 * A batch of square pictures in a graph: [batch, channels, side, side].
 *
 * <p>In a graph that is trained it is [side, side, batch, channels], so that rows of a picture are
 * contiguous for the batch, and a shift of the picture is a slice in one piece.
 *
 * @param side height and width
 * @param channels values in a cell
 * @param <T> a tensor
 */
public record Grid<T>(T value, int side, int channels) {

  /** Another tensor of the same shape. */
  public Grid<T> with(T other) {
    return new Grid<>(other, side, channels);
  }
}
