package io.wavecast.core.stream;

/** Takes the place of a model where a pipeline runs without one. */
public enum NoModel {
  NONE
}
