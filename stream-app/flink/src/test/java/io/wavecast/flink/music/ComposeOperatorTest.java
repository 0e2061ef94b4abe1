package io.wavecast.flink.music;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.chorale.FakeComposer;
import io.wavecast.core.contract.ChoraleRestartContract;
import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.Given;
import io.wavecast.flink.KeyedHarness;
import io.wavecast.flink.Message;
import io.wavecast.flink.ReadHarness;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.chorale.ChoraleEvent;
import io.wavecast.schemas.chorale.ChoraleEventCodec;
import io.wavecast.schemas.chorale.ChoraleTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operators of chorales in Flink's harness, a slice of 16 notes a tick. */
class ComposeOperatorTest extends ChoraleRestartContract {
  private static final ChoraleSettings SETTINGS =
      new ChoraleSettings(ChoraleTopics.withPrefix("test."), 1 << 20, Duration.ZERO);

  @Override
  protected ChoralesUnderTest start() {
    return new ChoralesUnderTest();
  }

  @Test
  void an_event_is_a_record_under_its_chorale_and_of_the_time_of_its_request() {
    try (ChoralesUnderTest stream = start()) {
      send(stream, random(SEED, 1).get(0));
      stream.settle();

      RawRecord record = stream.compose.events().get(0).record();
      assertThat(record.topic()).isEqualTo("test.chorale-notes");
      assertThat(record.key()).isEqualTo("chorale-0".getBytes(UTF_8));
      assertThat(record.timestamp()).isEqualTo(77);
      assertThat(stream.compose.keys()).as("what is whole leaves no state").isZero();
    }
  }

  static final class ChoralesUnderTest implements StreamUnderTest.Restartable<ChoraleEvent> {
    private final ReadHarness<ReadRequest> read =
        new ReadHarness<>(new ReadRequestFunction(SETTINGS), ReadRequest.TYPE);
    private final KeyedHarness<ReadRequest> compose =
        new KeyedHarness<>(
            () ->
                new ComposeOperator(
                    SETTINGS, (context, metrics) -> ModelSource.opened(new FakeComposer())),
            ReadRequest::choraleId);
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long offset;

    @Override
    public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
      RawRecord record =
          new RawRecord(key, value, timestamp, SETTINGS.topics().requests(), 0, offset++);
      for (ReadRequest request : read.read(new Message(record, List.of()))) {
        compose.process(request, timestamp);
      }
      read.takeDeadLetters().forEach(letter -> deadLetters.add(Given.deadLetter(letter)));
      compose.takeDeadLetters().forEach(letter -> deadLetters.add(Given.deadLetter(letter)));
    }

    @Override
    public void tick() {
      compose.advance(Duration.ofMillis(1));
    }

    @Override
    public void settle() {
      while (compose.keys() > 0) {
        tick();
      }
    }

    @Override
    public void restart() {
      compose.restart();
    }

    @Override
    public List<ChoraleEvent> events() {
      return compose.events().stream()
          .map(m -> ChoraleEventCodec.read(m.record().value()))
          .toList();
    }

    @Override
    public List<DeadLetter> deadLetters() {
      return deadLetters;
    }

    @Override
    public void close() {
      read.close();
      compose.close();
    }
  }
}
