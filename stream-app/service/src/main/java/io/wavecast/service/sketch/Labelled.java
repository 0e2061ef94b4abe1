package io.wavecast.service.sketch;

import io.wavecast.schemas.sketch.SketchLabel;

/**
 * A drawing, as far as it was seen, and its label.
 *
 * @param drawing the drawing
 * @param label what it shows
 */
public record Labelled(Drawing drawing, SketchLabel label) {}
