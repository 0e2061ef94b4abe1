/** A real Kafka broker in this process, for trials and tests without a cluster. */
@NullMarked
package io.wavecast.broker;

import org.jspecify.annotations.NullMarked;
