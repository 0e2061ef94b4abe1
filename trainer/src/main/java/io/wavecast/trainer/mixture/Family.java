package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.WindowSet;

/** A way in which series come about. Stateless; thread-safe. */
@FunctionalInterface
interface Family {
  /** Values in a series: a window and what follows. */
  int STEPS = WindowSet.EXAMPLE;

  /** A new series of {@value #STEPS} values, of about unit scale. */
  double[] draw(RandomDraws draws);
}
