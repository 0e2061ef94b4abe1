package io.wavecast.core.contract;

import io.wavecast.schemas.DeadLetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as a contract sees it: records of one partition in, events and dead letters out.
 *
 * @param <E> what comes out
 */
public interface StreamUnderTest<E> extends AutoCloseable {
  /** Hands over the next record; the first has offset 0. */
  void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp);

  /** Lets so much time pass that nothing waits any more. */
  void settle();

  /** All events so far, in the order in which they came. */
  List<E> events();

  /** All dead letters so far, in the order in which they came. */
  List<DeadLetter> deadLetters();

  @Override
  void close();

  /** A stream that can end without a warning and begin again. */
  interface Restartable<E> extends StreamUnderTest<E> {
    /** Lets a moment pass. */
    void tick();

    /** Commits, and begins again from the committed state. */
    void restart();
  }
}
