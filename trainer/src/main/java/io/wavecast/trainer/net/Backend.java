package io.wavecast.trainer.net;

import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's native side, on one thread. The networks here are made of many small ops: a second thread
 * gains nothing, and where another process wants the core it spins and waits, which makes a step
 * several times dearer. {@code OMP_NUM_THREADS=1} in the environment does the same a little better,
 * since no threads are made at all.
 */
final class Backend {
  static {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
  }

  private Backend() {}

  /** Call before the first op. */
  static void start() {}
}
