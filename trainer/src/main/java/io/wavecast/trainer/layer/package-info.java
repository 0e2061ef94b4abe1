/** Layers, each written once for the graph that is trained and the graph that is served. */
@NullMarked
package io.wavecast.trainer.layer;

import org.jspecify.annotations.NullMarked;
