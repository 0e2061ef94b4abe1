/** Flink adapter for {@link io.wavecast.core.chorale.ChoraleEngine}. */
@NullMarked
package io.wavecast.flink.music;

import org.jspecify.annotations.NullMarked;
