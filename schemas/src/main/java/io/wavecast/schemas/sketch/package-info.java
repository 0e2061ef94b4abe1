/** Sketches and their labels, with their JSON codecs. */
@NullMarked
package io.wavecast.schemas.sketch;

import org.jspecify.annotations.NullMarked;
