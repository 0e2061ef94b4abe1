package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.stream.StateBytes;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the states of a task have taken in its input; stored beside them. Not thread-safe.
 *
 * <pre>
 *   version(1)  each topic: length of the name(2) name  offset of the next record(8)
 * </pre>
 */
final class InputPositions {
  /** The key that they are stored under. */
  static final String KEY = KeyedStore.RESERVED + "input";

  private static final byte VERSION = 1;

  private final Map<String, Position> positions = new HashMap<>();
  private boolean changed;

  private static final class Position {
    private long next;
  }

  /**
   * Reads what was stored.
   *
   * @param bytes null if nothing was
   */
  InputPositions(byte @Nullable [] bytes) {
    if (bytes != null) {
      StateBytes.read(
          bytes,
          "position",
          VERSION,
          in -> {
            while (in.hasRemaining()) {
              byte[] topic = new byte[Short.toUnsignedInt(in.getShort())];
              in.get(topic);
              of(new String(topic, UTF_8)).next = in.getLong();
            }
            return true;
          });
    }
  }

  private Position of(String topic) {
    return positions.computeIfAbsent(topic, t -> new Position());
  }

  /** Takes in the next record of a topic; false if the states have taken it in before. */
  boolean advance(String topic, long offset) {
    Position position = of(topic);
    boolean ahead = offset >= position.next;
    position.next = offset + 1;
    changed = true;
    return ahead;
  }

  /** What is to be stored; null if nothing changed since the last call. */
  byte @Nullable [] changes() {
    if (!changed) {
      return null;
    }
    changed = false;
    Map<byte[], Long> all = new HashMap<>();
    positions.forEach((topic, position) -> all.put(topic.getBytes(UTF_8), position.next));
    int length = all.keySet().stream().mapToInt(t -> Short.BYTES + t.length + Long.BYTES).sum();
    ByteBuffer out = ByteBuffer.allocate(1 + length).put(VERSION);
    all.forEach((topic, next) -> out.putShort((short) topic.length).put(topic).putLong(next));
    return out.array();
  }
}
