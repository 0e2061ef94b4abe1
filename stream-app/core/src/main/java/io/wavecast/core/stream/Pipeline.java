package io.wavecast.core.stream;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A keyed computation over one input topic that any stream engine can host. An engine creates one
 * instance per task, see {@link PipelineSpec}, and drives it:
 *
 * <ol>
 *   <li>once at the start: {@link #recover};
 *   <li>for each input, in the order of its partition: {@link #accept};
 *   <li>when inputs have been pending for {@link PipelineIo#linger}: {@link #flush}, again after
 *       each further linger until nothing is pending;
 *   <li>each {@link Tick} at its interval;
 *   <li>before each commit: {@link #save}. Input offsets, stored states and emitted records are
 *       committed together, so a crash loses and repeats nothing.
 * </ol>
 *
 * <p>Pending inputs are part of the stored states, never of the instance alone: {@link #recover}
 * finds them again. Not thread-safe; only gauges are read from other threads.
 *
 * @param <I> a parsed input
 */
public interface Pipeline<I> {
  /**
   * Accepts one input. May flush first, and may emit.
   *
   * @return why the input is rejected, e.g. because it is late and the policy says dead-letter;
   *     empty when it was accepted, or discarded and counted
   * @throws io.wavecast.core.model.ModelException when a model fails; nothing is lost, the engine
   *     restarts the task
   */
  Optional<Rejection> accept(I input);

  /**
   * Accepts one input, as {@link #accept(Object)} does.
   *
   * @param source its record, among whose headers may be a {@link TraceContext}; null where the
   *     engine did not keep it because it has none; by default it does not matter
   */
  default Optional<Rejection> accept(I input, @Nullable RawRecord source) {
    return accept(input);
  }

  /** Accepted inputs whose output is incomplete; 0 when {@link #flush} has nothing to do. */
  int pending();

  /**
   * Processes pending inputs: one micro-batch, or one slice of bounded duration. What is still
   * pending afterwards is continued by the next call.
   *
   * @throws io.wavecast.core.model.ModelException when a model fails; then everything is pending
   *     still
   */
  void flush();

  /** Writes every changed state to the store: before each commit. */
  void save();

  /** Discards what the instance holds in memory and restores it from the store. */
  void recover();

  /** Periodic work, the same for the lifetime of the instance. */
  default List<Tick> ticks() {
    return List.of();
  }

  /** What monitoring reads, the same for the lifetime of the instance. */
  List<Gauge> gauges();
}
