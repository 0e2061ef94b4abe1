package io.wavecast.core.contract;

import io.wavecast.core.forecast.ObservationInput;
import io.wavecast.core.forecast.engine.LocalEngine;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The local engine: what the others are compared with. */
public final class LocalEngineUnderTest implements EngineUnderTest {
  private final EngineSettings settings;
  private final LocalEngine engine;
  private final InputReader<Observation> reader;
  private final DeadLetters letters =
      new DeadLetters("dead-letters", 1 << 20, Metrics.NONE, line -> {}, () -> 0);
  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private long offset;

  public LocalEngineUnderTest(EngineSettings settings) {
    this.settings = settings;
    engine = new LocalEngine(settings.step(), settings.batches(), settings.maxBatch(), events::add);
    reader = new InputReader<>(new ObservationInput(settings.format()));
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    RawRecord record = new RawRecord(key, value, timestamp, "observations", 0, offset++);
    try {
      SeriesStep.Kind kind = engine.accept(reader.read(record));
      if (kind == SeriesStep.Kind.LATE && settings.lateToDeadLetters()) {
        deadLetters.add(Letters.of(letters.of(record, Rejection.late("series", timestamp))));
      }
    } catch (BadRecordException e) {
      deadLetters.add(Letters.of(letters.of(record, Rejection.of(e))));
    }
  }

  @Override
  public void settle() {
    engine.flush();
  }

  @Override
  public List<Event> events() {
    return events.stream().map(EngineUnderTest::asOnTopic).toList();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {}
}
