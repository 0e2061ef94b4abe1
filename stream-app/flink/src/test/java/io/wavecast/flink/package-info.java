@NullMarked
package io.wavecast.flink;

import org.jspecify.annotations.NullMarked;
