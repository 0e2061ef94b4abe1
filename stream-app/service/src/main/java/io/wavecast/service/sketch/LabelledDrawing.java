package io.wavecast.service.sketch;

import io.wavecast.schemas.sketch.SketchLabel;

/**
 * A drawing, cut to the share that the classifier saw, and its label.
 *
 * @param drawing the drawing
 * @param label the likeliest classes
 */
public record LabelledDrawing(Drawing drawing, SketchLabel label) {}
