package io.wavecast.benchmarks.engines;

import io.wavecast.core.forecast.Forecaster;

/** A stream engine over the observations topic; keeps its state while it stands still. */
interface Engine {
  /** How many threads do the work, of each engine. */
  int THREADS = 2;

  /** Goes on from its state, with a model that all its threads share. */
  void start(Forecaster model) throws Exception;

  /** Stops once its state is kept. */
  void stop() throws Exception;

  /** Why it no longer runs, if it doesn't. */
  void requireLive();
}
