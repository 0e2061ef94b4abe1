/** From the bytes of a record to an observation, or to a dead letter. */
@NullMarked
package io.wavecast.core.read;

import org.jspecify.annotations.NullMarked;
