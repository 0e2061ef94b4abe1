@NullMarked
package io.wavecast.flink.kafka;

import org.jspecify.annotations.NullMarked;
