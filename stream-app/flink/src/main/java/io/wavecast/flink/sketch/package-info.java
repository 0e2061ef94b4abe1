/** Flink adapter for {@link io.wavecast.core.sketch.SketchSpec}. */
@NullMarked
package io.wavecast.flink.sketch;

import org.jspecify.annotations.NullMarked;
