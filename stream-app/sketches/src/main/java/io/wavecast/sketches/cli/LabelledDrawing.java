package io.wavecast.sketches.cli;

import io.wavecast.sketches.event.SketchLabel;

/**
 * A drawing, cut to the share that the classifier saw, and its label.
 *
 * @param drawing the drawing
 * @param label the likeliest classes
 */
public record LabelledDrawing(Drawing drawing, SketchLabel label) {}
