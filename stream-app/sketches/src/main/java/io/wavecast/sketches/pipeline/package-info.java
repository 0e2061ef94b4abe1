/** Sketches: from strokes to points, to labels, while they are drawn. */
@NullMarked
package io.wavecast.sketches.pipeline;

import org.jspecify.annotations.NullMarked;
