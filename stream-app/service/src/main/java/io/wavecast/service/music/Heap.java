package io.wavecast.service.music;

import io.wavecast.core.chorale.PieceStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Pieces in memory only. */
public final class Heap implements PieceStore {
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
