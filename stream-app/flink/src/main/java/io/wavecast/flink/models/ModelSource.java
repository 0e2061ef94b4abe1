package io.wavecast.flink.models;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Where a task finds its models. Travels to the tasks. */
@FunctionalInterface
public interface ModelSource extends Serializable {
  /**
   * Opens the models, in a subtask that is about to begin.
   *
   * @param context of that subtask
   * @param metrics told of the models
   */
  Opened open(RuntimeContext context, Metrics metrics) throws Exception;

  /** Models at work, until closed. */
  interface Opened extends AutoCloseable {
    Forecasters forecasters();

    @Override
    void close();
  }

  /** Models that need no closing. */
  static Opened opened(Forecasters forecasters) {
    return new Opened() {
      @Override
      public Forecasters forecasters() {
        return forecasters;
      }

      @Override
      public void close() {}
    };
  }
}
