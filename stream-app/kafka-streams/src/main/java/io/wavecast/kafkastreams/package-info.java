/** Kafka Streams host for {@link io.wavecast.core.stream.Pipeline}. */
@NullMarked
package io.wavecast.kafkastreams;

import org.jspecify.annotations.NullMarked;
