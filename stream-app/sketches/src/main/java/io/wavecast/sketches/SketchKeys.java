package io.wavecast.sketches;

import io.wavecast.config.Group;
import io.wavecast.config.Key;
import io.wavecast.config.KeyRegistry;
import io.wavecast.config.ModelKeys;
import io.wavecast.config.Type;
import io.wavecast.sketches.model.OnnxSketchClassifier;
import java.time.Duration;

/** Sketches that are labelled while they are drawn. */
public final class SketchKeys {
  static final KeyRegistry SKETCHES =
      new KeyRegistry(new Group("Sketches", "Drawings that are labelled while they are drawn."));

  public static final Key<Boolean> ENABLED =
      Key.both(SKETCHES, "sketches.enabled", Type.flag(), "false")
          .help("Whether sketches are labelled, by a separate pipeline beside the forecasts");
  public static final Key<String> MODEL =
      Key.both(
              SKETCHES,
              "sketches.model",
              ModelKeys.location(OnnxSketchClassifier.SHIPPED),
              OnnxSketchClassifier.SHIPPED)
          .help("Model that labels sketches; the shipped one knows 20 classes");
  public static final Key<Duration> KEEP =
      Key.both(SKETCHES, "sketches.keep", Type.duration("1s", "365d"), "10m")
          .help(
              "How long a drawing is remembered after its latest sketch, by the sketches' own"
                  + " time");

  private SketchKeys() {}
}
