package io.wavecast.service.config;

import io.wavecast.config.Settings;
import io.wavecast.config.SketchKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and how sketches are labelled.
 *
 * @param enabled whether they are
 * @param model file of the classifier; empty: the shipped one
 * @param kept how long a drawing is remembered after its latest sketch
 */
public record SketchConfig(boolean enabled, Optional<Path> model, Duration kept) {
  static SketchConfig of(Settings s) {
    return new SketchConfig(
        s.get(SketchKeys.ENABLED), s.get(SketchKeys.MODEL).map(Path::of), s.get(SketchKeys.KEEP));
  }
}
