package io.wavecast.flink.models;

import io.wavecast.core.metrics.Metrics;
import java.io.Serializable;

/**
 * Opens a model in each subtask. Serialized with the job.
 *
 * @param <T> the port of core that the model implements
 */
@FunctionalInterface
public interface ModelSource<T> extends Serializable {
  /**
   * Opens the model in a subtask that is about to start.
   *
   * @param metrics where the model reports
   */
  Opened<? extends T> open(Metrics metrics) throws Exception;

  /**
   * A model that is open.
   *
   * @param release called once, at the end of the subtask
   */
  record Opened<T>(T model, Runnable release) {}
}
