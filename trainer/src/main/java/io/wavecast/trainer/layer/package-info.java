/** Layers: the form that is trained beside the form that is served. */
@NullMarked
package io.wavecast.trainer.layer;

import org.jspecify.annotations.NullMarked;
