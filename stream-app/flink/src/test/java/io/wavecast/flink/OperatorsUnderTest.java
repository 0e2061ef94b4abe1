package io.wavecast.flink;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.Message.Read;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators in Flink's harnesses, which can crash. */
final class OperatorsUnderTest implements EngineUnderTest.Restartable {
  private final JobSettings settings;
  private final List<Message> deadLetters = new ArrayList<>();
  private final ReadHarness<Read> read;
  private final KeyedHarness<Read> window;
  private long offset;
  private int committedLetters;
  private long committedOffset;

  OperatorsUnderTest(EngineSettings engine) {
    settings = Given.with(engine);
    read = new ReadHarness<>(new ReadFunction(settings), Read.TYPE);
    window = new KeyedHarness<>(() -> new WindowOperator(settings, FakeModels.MEAN), Read::series);
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    RawRecord record = new RawRecord(key, value, timestamp, "observations", 0, offset++);
    for (Read element : read.read(new Message(record, List.of()))) {
      window.process(element, timestamp);
    }
    deadLetters.addAll(read.takeDeadLetters());
    deadLetters.addAll(window.takeDeadLetters());
  }

  @Override
  public void settle() {
    window.advance(settings.stream().linger());
  }

  @Override
  public void commit() {
    window.checkpoint();
    committedLetters = deadLetters.size();
    committedOffset = offset;
  }

  @Override
  public void crash() {
    window.crash();
    deadLetters.subList(committedLetters, deadLetters.size()).clear();
    offset = committedOffset;
  }

  @Override
  public List<Event> events() {
    return window.events().stream().map(Given::event).toList();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters.stream().map(Given::deadLetter).toList();
  }

  @Override
  public void close() {
    read.close();
    window.close();
  }
}
