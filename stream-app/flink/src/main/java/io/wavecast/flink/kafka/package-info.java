/** The Kafka ends of the job: its source and its sinks. */
@NullMarked
package io.wavecast.flink.kafka;

import org.jspecify.annotations.NullMarked;
