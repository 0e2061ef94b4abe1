/** Sketch classifiers: Quick, Draw! drawings, pictures of their strokes, networks, training. */
@NullMarked
package io.wavecast.trainer.sketch;

import org.jspecify.annotations.NullMarked;
