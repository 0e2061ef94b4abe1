@NullMarked
package io.wavecast.flink.cluster;

import org.jspecify.annotations.NullMarked;
