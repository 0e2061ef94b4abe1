/** Sketches: their pipeline, with all that belongs to it. */
@NullMarked
package io.wavecast.sketches;

import org.jspecify.annotations.NullMarked;
