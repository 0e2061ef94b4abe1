package io.wavecast.sketches.cli;

import io.wavecast.sketches.event.Sketch;
import java.util.Optional;

/**
 * A drawing from a file.
 *
 * @param sketch its strokes
 * @param word the class that the file names for it, if any
 */
public record Drawing(Sketch sketch, Optional<String> word) {}
