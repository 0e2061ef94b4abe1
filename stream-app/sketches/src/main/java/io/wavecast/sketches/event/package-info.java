/** Sketches and their labels, with their JSON codecs. */
@NullMarked
package io.wavecast.sketches.event;

import org.jspecify.annotations.NullMarked;
