/** Requests for chorales and the notes composed for them, with their JSON codecs. */
@NullMarked
package io.wavecast.chorales.event;

import org.jspecify.annotations.NullMarked;
