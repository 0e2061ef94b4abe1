@NullMarked
package io.wavecast.flink.sketch;

import org.jspecify.annotations.NullMarked;
