/** Flink adapter for {@link io.wavecast.core.music.ChoraleEngine}. */
@NullMarked
package io.wavecast.flink.music;

import org.jspecify.annotations.NullMarked;
