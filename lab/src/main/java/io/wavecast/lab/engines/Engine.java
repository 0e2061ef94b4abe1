package io.wavecast.lab.engines;

import io.wavecast.core.forecast.Forecaster;

/** A stream engine over the observations topic; keeps its state between runs. */
interface Engine {
  /** Worker threads of each engine. */
  int THREADS = 2;

  /** Resumes from its state, with a model that all its threads share. */
  void start(Forecaster model) throws Exception;

  /** Saves its state and stops. */
  void stop() throws Exception;

  /** Requires that it runs; throws the failure that ended it. */
  void requireLive();
}
