package io.wavecast.service.sketch;

import io.wavecast.schemas.sketch.Sketch;
import java.util.Optional;

/**
 * A drawing of a file.
 *
 * @param sketch the drawing
 * @param word what it is meant to show, where the file says so
 */
public record Drawing(Sketch sketch, Optional<String> word) {}
