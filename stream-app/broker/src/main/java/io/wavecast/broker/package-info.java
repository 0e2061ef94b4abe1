/** One real Kafka broker in this process, for a start without a cluster. */
@NullMarked
package io.wavecast.broker;

import org.jspecify.annotations.NullMarked;
