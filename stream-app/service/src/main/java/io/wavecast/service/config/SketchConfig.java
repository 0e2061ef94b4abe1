package io.wavecast.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and how sketches are labelled.
 *
 * @param enabled whether they are
 * @param model file of the classifier; empty: the one that is shipped
 * @param kept how long a drawing is remembered after its newest sketch
 */
public record SketchConfig(boolean enabled, Optional<Path> model, Duration kept) {
  static SketchConfig of(Settings s) {
    return new SketchConfig(
        s.get(Keys.SKETCHES_ENABLED), s.get(Keys.SKETCHES_MODEL), s.get(Keys.SKETCHES_KEEP));
  }
}
