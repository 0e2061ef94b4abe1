/** The topics that programs need: how each is created and checked. */
@NullMarked
package io.wavecast.kafka.topics;

import org.jspecify.annotations.NullMarked;
