/** Requests for chorales and the notes composed for them, with their JSON codecs. */
@NullMarked
package io.wavecast.schemas.chorale;

import org.jspecify.annotations.NullMarked;
