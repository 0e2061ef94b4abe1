package io.wavecast.core.chorale;

import java.util.function.BiConsumer;

/** Where an engine keeps pieces that are not whole, by the name of the chorale. */
public interface PieceStore {
  void put(String choraleId, byte[] piece);

  void remove(String choraleId);

  void forEach(BiConsumer<String, byte[]> visitor);
}
