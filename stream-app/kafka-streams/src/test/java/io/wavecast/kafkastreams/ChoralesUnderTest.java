package io.wavecast.kafkastreams;

import io.wavecast.core.chorale.FakeComposer;
import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.chorale.ChoraleEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The processor of chorales over a store that outlives it, as a changelog does. */
final class ChoralesUnderTest implements StreamUnderTest.Restartable<ChoraleEvent> {
  private static final int MAX_RECORD_BYTES = 1 << 20;

  /** Each look at the clock is so much later: a slice ends after the first one. */
  private final AtomicLong nanos = new AtomicLong();

  private final OneProcessor stage = new OneProcessor(ChoraleTopology.STORE);
  private final List<ChoraleEvent> events = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  ChoralesUnderTest() {
    restart();
  }

  @Override
  public void restart() {
    stage.begin(
        new ChoraleProcessor(
            new FakeComposer(),
            new DeadLetters("letters", MAX_RECORD_BYTES, Metrics.NONE, line -> {}, () -> 0),
            Metrics.NONE,
            () -> nanos.addAndGet(1_000_000_000L)));
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    stage.process("chorale-requests", new Record<>(key, value, timestamp));
    take();
  }

  @Override
  public void tick() {
    stage.punctuate();
    take();
  }

  @Override
  public void settle() {
    while (stage.punctuate()) {
      take();
    }
    take();
  }

  private void take() {
    for (CapturedForward<?, ?> forward : stage.forwarded()) {
      Record<?, ?> record = forward.record();
      if (forward.childName().orElseThrow().equals(ChoraleTopology.NOTES)) {
        events.add((ChoraleEvent) record.value());
      } else {
        deadLetters.add(
            Letters.of((byte[]) record.key(), (byte[]) record.value(), record.headers()));
      }
    }
  }

  @Override
  public List<ChoraleEvent> events() {
    return events;
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    stage.close();
  }
}
