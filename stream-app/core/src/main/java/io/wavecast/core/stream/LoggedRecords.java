package io.wavecast.core.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The log of {@link LoggedStates} as records of a changelog, for tools that move states of a
 * pipeline that does not run. Not thread-safe.
 */
public final class LoggedRecords {
  private final StateCodec<?> codec;
  private final NavigableMap<Long, byte[]> blocks = new TreeMap<>();
  private final Map<String, NavigableMap<Long, List<byte[]>>> differences = new HashMap<>();
  private long next;

  public LoggedRecords(StateCodec<?> codec) {
    this.codec = codec;
  }

  /** Whether a key belongs to no state. */
  public static boolean isReserved(String key) {
    return StateLog.isReserved(key);
  }

  /**
   * Takes in a record with a reserved key; those of a changelog must come in order. Other ones than
   * the log's are left out.
   *
   * @param value null if it was removed
   */
  public void see(String key, byte @Nullable [] value) {
    if (StateLog.isHead(key)) {
      next = value == null ? next : Math.max(next, StateLog.next(value));
      return;
    }
    if (!StateLog.isBlock(key)) {
      return;
    }
    long number = StateLog.number(key);
    if (value == null) {
      blocks.remove(number);
    } else {
      blocks.put(number, value);
      next = Math.max(next, number + 1);
    }
  }

  /** Finds the differences of some keys; the records are not needed any more. */
  public void index(Predicate<String> wanted) {
    blocks.forEach(
        (number, block) ->
            StateLog.visit(
                number,
                block,
                each -> {
                  String key = each.key();
                  if (wanted.test(key)) {
                    differences
                        .computeIfAbsent(key, k -> new TreeMap<>())
                        .computeIfAbsent(number, k -> new ArrayList<>())
                        .add(each.bytes());
                  }
                }));
    blocks.clear();
  }

  /** A state that was indexed, without differences: what is stored, and all later ones. */
  public byte[] complete(String key, byte[] stored) {
    byte[] state = StoredState.state(stored);
    for (Map.Entry<Long, List<byte[]>> block :
        differences.getOrDefault(key, new TreeMap<>()).entrySet()) {
      if (StoredState.isBefore(stored, block.getKey())) {
        for (byte[] difference : block.getValue()) {
          state = StoredState.apply(codec, key, state, state.length, difference);
        }
      }
    }
    return state;
  }

  /** What is to be stored of a complete state, beside this log. */
  public byte[] stored(byte[] state) {
    return next == 0 ? state : StoredState.of(state, next);
  }
}
