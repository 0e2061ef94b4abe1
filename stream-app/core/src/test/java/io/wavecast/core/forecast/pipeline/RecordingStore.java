package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.stream.KeyedStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** States in memory, and the keys that were read and written. */
final class RecordingStore implements KeyedStore {
  final Map<String, byte[]> map = new HashMap<>();
  final List<String> read = new ArrayList<>();
  final List<String> written = new ArrayList<>();

  @Override
  public byte @Nullable [] get(String key) {
    read.add(key);
    return map.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    written.add(key);
    map.put(key, value);
  }

  @Override
  public void remove(String key) {
    map.remove(key);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    map.forEach(visitor);
  }
}
