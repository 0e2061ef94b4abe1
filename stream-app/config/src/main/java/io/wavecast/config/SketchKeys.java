package io.wavecast.config;

import io.wavecast.onnx.file.SketchFile;
import java.time.Duration;

/** Sketches that are labelled while they are drawn. */
public final class SketchKeys {
  static final KeyRegistry SKETCHES = new KeyRegistry(Group.SKETCHES);

  public static final Key<Boolean> ENABLED =
      SKETCHES.both(
          "sketches.enabled",
          Type.flag(),
          "false",
          "Whether sketches are labelled, by a separate pipeline beside the forecasts");
  public static final Key<String> MODEL =
      SKETCHES.both(
          "sketches.model",
          ModelKeys.location(SketchFile.SHIPPED),
          SketchFile.SHIPPED,
          "Model that labels sketches; the shipped one knows 20 classes");
  public static final Key<Duration> KEEP =
      SKETCHES.both(
          "sketches.keep",
          Type.duration(Duration.ofSeconds(1), Duration.ofDays(365)),
          "10m",
          "How long a drawing is remembered after its latest sketch, by the sketches' own time");

  private SketchKeys() {}
}
