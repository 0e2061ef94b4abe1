/** Sketches: from strokes to points, to labels, while they are drawn. */
@NullMarked
package io.wavecast.core.sketch;

import org.jspecify.annotations.NullMarked;
