package io.wavecast.config;

import java.time.Duration;
import java.util.Optional;

/** Sketches that are labelled while they are drawn. */
public final class SketchKeys {
  static final KeyRegistry SKETCHES = new KeyRegistry(Group.SKETCHES);

  public static final Key<Boolean> ENABLED =
      SKETCHES.both(
          "sketches.enabled",
          Type.flag(),
          "false",
          "Whether sketches are labelled, by a separate pipeline beside the forecasts");
  public static final Key<Optional<String>> MODEL =
      SKETCHES.both(
          "sketches.model",
          Type.optional(Type.text("an ONNX file")),
          "",
          "Sketch classifier; empty: the shipped one, of 20 classes. " + ModelKeys.LOCATIONS);
  public static final Key<Duration> KEEP =
      SKETCHES.both(
          "sketches.keep",
          Type.duration(Duration.ofSeconds(1), Duration.ofDays(365)),
          "10m",
          "How long a drawing is remembered after its latest sketch, by the sketches' own time");

  private SketchKeys() {}
}
