package io.wavecast.core.contract;

import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine as the contract sees it: records of one partition in, events and dead letters out. */
public interface EngineUnderTest extends AutoCloseable {
  /** Hands over the next record; the first has offset 0. */
  void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp);

  /** Lets so much time pass that nothing waits any more. */
  void settle();

  /** All events so far, in the order in which they came. */
  List<Event> events();

  /** All dead letters so far, in the order in which they came. */
  List<DeadLetter> deadLetters();

  @Override
  void close();

  /** An engine that can end without a warning and begin again. */
  interface Restartable extends EngineUnderTest {
    /** Drops all that is not committed state, and begins again from that. */
    void restart();
  }
}
