/** Flink adapter for {@link io.wavecast.core.chorale.ChoraleSpec}. */
@NullMarked
package io.wavecast.flink.music;

import org.jspecify.annotations.NullMarked;
