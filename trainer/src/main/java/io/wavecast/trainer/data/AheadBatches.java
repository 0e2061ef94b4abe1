package io.wavecast.trainer.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the batches of the next steps on another thread while the present one is trained on. The
 * batches are the same as without it. Not thread-safe.
 */
public final class AheadBatches<S> implements Batches<S> {
  /** Batches to have ready. */
  private static final int AHEAD = 4;

  private final Batches<S> source;
  private final Deque<CompletableFuture<S>> made = new ArrayDeque<>();
  private long first;

  /**
   * @param source may be asked by several threads at once
   */
  public AheadBatches(Batches<S> source) {
    this.source = source;
  }

  @Override
  public S at(long step) {
    if (step != first) {
      made.clear();
      first = step;
    }
    while (made.size() <= AHEAD) {
      long next = first + made.size();
      made.add(CompletableFuture.supplyAsync(() -> source.at(next)));
    }
    first++;
    return made.remove().join();
  }
}
