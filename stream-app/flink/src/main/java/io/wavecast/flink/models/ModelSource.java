package io.wavecast.flink.models;

import io.wavecast.core.metrics.Metrics;
import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Where a task finds its model. Travels to the tasks.
 *
 * @param <T> the port of core that the model stands behind
 */
@FunctionalInterface
public interface ModelSource<T> extends Serializable {
  /**
   * Opens the model, in a subtask that is about to begin.
   *
   * @param context of that subtask
   * @param metrics told of the model
   */
  Opened<T> open(RuntimeContext context, Metrics metrics) throws Exception;

  /** A model at work, until closed. */
  interface Opened<T> extends AutoCloseable {
    T model();

    @Override
    void close();
  }

  /**
   * A model at work.
   *
   * @param close called once, when the subtask has ended
   */
  static <T> Opened<T> opened(T model, Runnable close) {
    return new Opened<>() {
      @Override
      public T model() {
        return model;
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }

  /** A model that needs no closing. */
  static <T> Opened<T> opened(T model) {
    return opened(model, () -> {});
  }
}
