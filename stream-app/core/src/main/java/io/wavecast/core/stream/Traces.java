package io.wavecast.core.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@link TraceContext} of each input that still has outputs to come, which its key and time
 * identify. Kept in memory only: after a crash, outputs of inputs that were pending have none.
 * Without such headers it costs nothing. Not thread-safe.
 */
public final class Traces {
  private final Map<Input, List<Header>> contexts = new HashMap<>();

  private record Input(String key, long timestamp) {}

  /**
   * Adds an input.
   *
   * @param headers of its record
   */
  public void add(String key, long timestamp, List<Header> headers) {
    List<Header> context = TraceContext.of(headers);
    if (!context.isEmpty()) {
      contexts.put(new Input(key, timestamp), context);
    }
  }

  /** The headers for an output of an input; empty if the input had no context. */
  public List<Header> of(String key, long timestamp) {
    return contexts.isEmpty()
        ? List.of()
        : contexts.getOrDefault(new Input(key, timestamp), List.of());
  }

  /** Forgets all inputs: no output of theirs is to come. */
  public void clear() {
    contexts.clear();
  }
}
