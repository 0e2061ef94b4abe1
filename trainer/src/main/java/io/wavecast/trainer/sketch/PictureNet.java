package io.wavecast.trainer.sketch;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Grid;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.layer.Dense;
import java.util.List;

/**
 * Looks at the {@link Picture} of a drawing: convolutions, then a dense layer that sees every place
 * of the last picture and the drawing's traits.
 *
 * @param blocks from 16 x 16 cells on
 * @param hidden units of the dense layer
 * @param dropout before the dense layer and behind it, in [0, 1)
 */
record PictureNet(List<ConvBlock> blocks, int hidden, double dropout) implements SketchNet {
  PictureNet {
    blocks = List.copyOf(blocks);
  }

  @Override
  public <T> T logits(Algebra<T> a, T points, int classes) {
    Algebra<T> drawing = a.inner("picture");
    Picture<T> picture = Picture.of(drawing, Box.of(drawing, points));
    Grid<T> x = a.grid(picture.image(), Picture.SIZE, Picture.CHANNELS);
    for (int i = 0; i < blocks.size(); i++) {
      x = blocks.get(i).apply(a.inner("block" + i), x);
    }
    T flat = a.rows(a.dropout("seen", a.flat(x), dropout));
    int width = x.side() * x.side() * x.channels() + Picture.TRAITS;
    Seq<T> seen = a.ofRows(a.concat(1, List.of(flat, picture.traits())), 1, width);
    Seq<T> h = Dense.he(hidden, 1).apply(a.inner("hidden"), seen, 1);
    Seq<T> told = a.dropout("told", h.with(a.relu(h.value())), dropout);
    return a.rows(Dense.he(classes, 0.5).apply(a.inner("head"), told, 1));
  }
}
