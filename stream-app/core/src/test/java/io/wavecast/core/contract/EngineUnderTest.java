package io.wavecast.core.contract;

import io.wavecast.schemas.Event;

/** An engine as the contract sees it: observations in, events out. */
public interface EngineUnderTest extends StreamUnderTest<Event> {

  /** An engine that can end without a warning and begin again. */
  interface Restartable extends EngineUnderTest {
    /** Drops all that is not committed state, and begins again from that. */
    void restart();
  }
}
