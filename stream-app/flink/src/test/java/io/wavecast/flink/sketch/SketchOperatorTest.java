package io.wavecast.flink.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.contract.SketchRestartContract;
import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.core.sketch.FakeClassifier;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.Given;
import io.wavecast.flink.KeyedHarness;
import io.wavecast.flink.Message;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.sketch.SketchLabel;
import io.wavecast.schemas.sketch.SketchLabelCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operator of sketches in Flink's harness. */
class SketchOperatorTest extends SketchRestartContract {
  @Override
  protected SketchesUnderTest start(SketchSpec settings) {
    return new SketchesUnderTest(settings);
  }

  @Test
  void states_are_forgotten_some_while_after_the_drawings_newest_sketch() {
    SketchSpec settings = settings(LatePolicy.DROP);
    try (SketchesUnderTest stream = start(settings)) {
      stream.send("old", 0);
      stream.send("new", settings.kept().toMillis() + 1);
      stream.settle();
      assertThat(stream.harness.keys()).isEqualTo(2);

      stream.harness.advance(Duration.ofMinutes(1));

      assertThat(stream.harness.keys()).isEqualTo(1);
      stream.send("new", settings.kept().toMillis());
      stream.settle();
      assertThat(stream.events()).as("the new one is known: this one is late").hasSize(2);
    }
  }

  @Test
  void a_label_is_a_record_under_its_drawing_and_of_the_time_of_its_sketch() {
    try (SketchesUnderTest stream = start(settings(LatePolicy.DROP))) {
      stream.send("d", 77);
      stream.settle();

      RawRecord record = stream.harness.events().get(0).record();
      assertThat(record.topic()).isEqualTo("test.sketch-labels");
      assertThat(record.key()).isEqualTo("d".getBytes(UTF_8));
      assertThat(record.timestamp()).isEqualTo(77);
    }
  }

  static final class SketchesUnderTest implements StreamUnderTest.Restartable<SketchLabel> {
    private final SketchSpec settings;
    private final KeyedHarness<Message> harness;
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long offset;

    SketchesUnderTest(SketchSpec settings) {
      this.settings = settings;
      harness =
          new KeyedHarness<>(
              () ->
                  new SketchOperator(
                      settings, (context, metrics) -> ModelSource.opened(new FakeClassifier())),
              SketchJob::drawing);
    }

    void send(String drawing, long timestamp) {
      send(drawing.getBytes(UTF_8), "{\"strokes\":[[[1],[2]]]}".getBytes(UTF_8), timestamp);
    }

    @Override
    public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
      String topic = settings.topics().sketches();
      harness.process(
          new Message(new RawRecord(key, value, timestamp, topic, 0, offset++), List.of()),
          timestamp);
      harness.takeDeadLetters().forEach(letter -> deadLetters.add(Given.deadLetter(letter)));
    }

    @Override
    public void tick() {
      harness.advance(Duration.ofMillis(1));
    }

    @Override
    public void settle() {
      harness.advance(settings.linger());
    }

    @Override
    public void restart() {
      harness.restart();
    }

    @Override
    public List<SketchLabel> events() {
      return harness.events().stream().map(m -> SketchLabelCodec.read(m.record().value())).toList();
    }

    @Override
    public List<DeadLetter> deadLetters() {
      return deadLetters;
    }

    @Override
    public void close() {
      harness.close();
    }
  }
}
