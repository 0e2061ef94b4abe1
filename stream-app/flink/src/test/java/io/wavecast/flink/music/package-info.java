@NullMarked
package io.wavecast.flink.music;

import org.jspecify.annotations.NullMarked;
