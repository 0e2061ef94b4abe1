package io.wavecast.core.contract;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.sketch.FakeClassifier;
import io.wavecast.core.sketch.SketchEngine;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.core.sketch.SketchState;
import io.wavecast.core.sketch.SketchStates;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.sketch.SketchCodec;
import io.wavecast.schemas.sketch.SketchLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The sketch engine over states in memory: what the others are compared with. */
final class LocalSketches implements StreamUnderTest<SketchLabel>, SketchStates {
  private final SketchSettings settings;
  private final Map<String, SketchState> states = new HashMap<>();
  private final List<SketchLabel> labels = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final DeadLetters aside;
  private final SketchEngine engine;
  private long offset;

  LocalSketches(SketchSettings settings) {
    this.settings = settings;
    aside =
        new DeadLetters(
            "dead-letters", settings.maxRecordBytes(), Metrics.NONE, line -> {}, () -> 0);
    engine =
        new SketchEngine(
            new FakeClassifier(),
            settings.maxBatch(),
            settings.kept(),
            this,
            labels::add,
            Metrics.NONE,
            () -> 0);
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    RawRecord record = new RawRecord(key, value, timestamp, "sketches", 0, offset++);
    try {
      if (engine.accept(SketchCodec.read(key, value, timestamp))
          && settings.latePolicy() == LatePolicy.DEAD_LETTER) {
        deadLetters.add(Letters.of(aside.of(record, Rejection.late("drawing", timestamp))));
      }
    } catch (BadRecordException e) {
      deadLetters.add(Letters.of(aside.of(record, Rejection.of(e))));
    }
  }

  @Override
  public void settle() {
    engine.flush();
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
  public void close() {}

  @Override
  public SketchState get(String sketchId) {
    return states.getOrDefault(sketchId, SketchState.EMPTY);
  }

  @Override
  public void put(String sketchId, SketchState state) {
    states.put(sketchId, state);
  }

  @Override
  public void remove(String sketchId) {
    states.remove(sketchId);
  }

  @Override
  public void forEach(BiConsumer<String, SketchState> visitor) {
    states.forEach(visitor);
  }
}
