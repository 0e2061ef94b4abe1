package io.wavecast.testkit.contract;

import io.wavecast.core.stream.Header;
import io.wavecast.schemas.DeadLetter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline on an engine, as a contract sees it: records of one partition in, events and dead
 * letters out.
 *
 * @param <E> an event
 */
public interface StreamUnderTest<E> extends AutoCloseable {
  /** Sends the next record; the first has offset 0. */
  default void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    send(key, value, timestamp, List.of());
  }

  /** Sends the next record with headers. */
  void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp, List<Header> headers);

  /** Lets processing time pass, in one step. It starts at 0. */
  void advance(Duration time);

  /** Lets processing time pass until nothing is pending. */
  void settle();

  /** All events so far, in order. */
  List<E> events();

  /** All dead letters so far, in order. */
  List<DeadLetter> deadLetters();

  @Override
  void close();

  /** A stream that can crash and restart. */
  interface Restartable<E> extends StreamUnderTest<E> {
    /** Commits what was read, the states and the outputs. */
    void commit();

    /** Loses everything since the last commit, and restarts from it. */
    void crash();

    /** Commits and restarts. */
    default void restart() {
      commit();
      crash();
    }
  }
}
