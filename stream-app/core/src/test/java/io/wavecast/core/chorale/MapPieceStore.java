package io.wavecast.core.chorale;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** A store in memory that can be copied, as a crash would find it. */
final class MapPieceStore implements PieceStore {
  final Map<String, byte[]> pieces = new HashMap<>();

  MapPieceStore copy() {
    MapPieceStore copy = new MapPieceStore();
    copy.pieces.putAll(pieces);
    return copy;
  }

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
