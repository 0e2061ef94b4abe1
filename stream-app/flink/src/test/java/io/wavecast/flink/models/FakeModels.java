package io.wavecast.flink.models;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.FakeComposer;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.sketch.FakeClassifier;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.schemas.ModelRef;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Models whose outputs reveal their inputs. */
public final class FakeModels {
  /** Forecasts the mean of the window. */
  public static final ModelSource<Forecasters> MEAN =
      (context, metrics) -> opened(Forecasters.of(new FakeForecaster("mean")));

  public static final ModelSource<SketchClassifier> CLASSIFIER =
      (context, metrics) -> opened(new FakeClassifier());

  private FakeModels() {}

  /** A model that needs no closing. */
  public static <T> ModelSource.Opened<T> opened(T model) {
    return new ModelSource.Opened<>(model, () -> {});
  }

  /**
   * @param note how long each takes, so that something can happen to the job amid a piece
   */
  public static ModelSource<Composer> composer(Duration note) {
    long nanos = note.toNanos();
    return (context, metrics) -> opened(new SlowComposer(new FakeComposer(), nanos));
  }

  private record SlowComposer(Composer fake, long nanos) implements Composer {
    @Override
    public ModelRef model() {
      return fake.model();
    }

    @Override
    public int stateSize() {
      return fake.stateSize();
    }

    @Override
    public int maxBatch() {
      return fake.maxBatch();
    }

    @Override
    public void step(
        int n, int[] notes, int[] barPositions, float[] states, float[] probabilities) {
      fake.step(n, notes, barPositions, states, probabilities);
      LockSupport.parkNanos(nanos);
    }
  }
}
