package io.wavecast.kafkastreams;

import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.sketch.FakeClassifier;
import io.wavecast.core.sketch.SketchEngine;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.sketch.SketchLabel;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The processor of sketches over a store that outlives it, as a changelog does. */
final class SketchesUnderTest implements StreamUnderTest.Restartable<SketchLabel> {
  private final SketchSettings settings;
  private final OneProcessor stage = new OneProcessor(SketchTopology.STORE);
  private final List<SketchLabel> labels = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  SketchesUnderTest(SketchSettings settings) {
    this.settings = settings;
    restart();
  }

  @Override
  public void restart() {
    stage.begin(
        new SketchProcessor(
            settings,
            (states, sink) ->
                new SketchEngine(
                    new FakeClassifier(),
                    settings.maxBatch(),
                    settings.kept(),
                    states,
                    sink,
                    Metrics.NONE,
                    () -> 0),
            new DeadLetters(
                settings.topics().deadLetters(),
                settings.maxRecordBytes(),
                Metrics.NONE,
                line -> {},
                () -> 0),
            Metrics.NONE));
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    stage.process(settings.topics().sketches(), new Record<>(key, value, timestamp));
    take();
  }

  @Override
  public void tick() {
    stage.punctuate();
    take();
  }

  @Override
  public void settle() {
    tick();
  }

  private void take() {
    for (CapturedForward<?, ?> forward : stage.forwarded()) {
      Record<?, ?> record = forward.record();
      if (forward.childName().orElseThrow().equals(SketchTopology.LABELS)) {
        labels.add((SketchLabel) record.value());
      } else {
        deadLetters.add(
            Letters.of((byte[]) record.key(), (byte[]) record.value(), record.headers()));
      }
    }
  }

  @Override
  public List<SketchLabel> events() {
    return labels;
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
