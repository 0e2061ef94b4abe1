package io.wavecast.kafkastreams;

import io.wavecast.core.chorale.ChoraleSpec;
import io.wavecast.core.chorale.FakeComposer;
import io.wavecast.core.contract.ChoraleContract;
import io.wavecast.core.contract.ChoraleRestartContract;
import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.schemas.chorale.ChoraleEvent;
import io.wavecast.schemas.chorale.ChoraleTopics;
import java.util.concurrent.atomic.AtomicLong;

class ChoraleContractTest extends ChoraleRestartContract {
  /** Advances by a second with each look: a slice ends after the first one. */
  private final AtomicLong nanos = new AtomicLong();

  @Override
  protected StreamUnderTest.Restartable<ChoraleEvent> start() {
    return new PipelineUnderTest<>(
        new ChoraleSpec(ChoraleTopics.withPrefix("test."), 1 << 20),
        new FakeComposer(),
        () -> nanos.addAndGet(1_000_000_000L),
        ChoraleContract::event);
  }
}
