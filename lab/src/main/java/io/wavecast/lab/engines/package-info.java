/** Kafka Streams and Flink side by side, each in a separate process, on the same records. */
@NullMarked
package io.wavecast.lab.engines;

import org.jspecify.annotations.NullMarked;
