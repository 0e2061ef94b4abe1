package io.wavecast.service.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.window.SeriesCodec;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.stream.LoggedStates;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.testkit.contract.EngineSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The states and the log of one partition, and everything that was written. */
final class LoggedSeries implements KeyedStore {
  private final int partition;
  private final int partitions;
  private final Map<String, byte[]> map = new HashMap<>();
  private final List<Write> writes = new ArrayList<>();

  LoggedSeries(int partition, int partitions) {
    this.partition = partition;
    this.partitions = partitions;
  }

  /** A record of the changelog. */
  record Write(String key, byte @Nullable [] value) {}

  int partition() {
    return partition;
  }

  List<Write> writes() {
    return writes;
  }

  /** Observes the series of this partition, with a commit after each round. */
  void observe(int series, int rounds) {
    EngineSettings settings = EngineSettings.DEFAULT;
    ForecastPipeline pipeline =
        new ForecastPipeline(
            settings.spec(),
            settings.models(),
            this,
            (event, headers) -> {},
            Metrics.NONE,
            () -> 0);
    for (int round = 0; round < rounds; round++) {
      for (int s = 0; s < series; s++) {
        String key = "series" + s;
        if (StateMove.partition(key.getBytes(UTF_8), partitions) == partition) {
          pipeline.accept(new Observation(key, 1000L * round, Math.sin(round + s)));
        }
      }
      pipeline.save();
    }
  }

  void restore(String key, byte @Nullable [] value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  /** The complete states. */
  Map<String, SeriesState> states() {
    Map<String, SeriesState> states = new HashMap<>();
    new LoggedStates<>(this, new SeriesCodec(), 1 << 20).recover(states::put);
    return states;
  }

  @Override
  public byte @Nullable [] get(String key) {
    return map.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    restore(key, value);
    writes.add(new Write(key, value));
  }

  @Override
  public void remove(String key) {
    restore(key, null);
    writes.add(new Write(key, null));
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    map.forEach(visitor);
  }

  @Override
  public long memoryForStates() {
    return 1 << 20;
  }
}
