/** Chorales: their pipeline, with all that belongs to it. */
@NullMarked
package io.wavecast.chorales;

import org.jspecify.annotations.NullMarked;
