package io.wavecast.service.chorale;

import io.wavecast.core.chorale.PieceStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Keeps pieces in memory. Not thread-safe. */
public final class InMemoryPieceStore implements PieceStore {
  private final Map<String, byte[]> pieces = new HashMap<>();

  @Override
  public void put(String choraleId, byte[] piece) {
    pieces.put(choraleId, piece);
  }

  @Override
  public void remove(String choraleId) {
    pieces.remove(choraleId);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    pieces.forEach(visitor);
  }
}
