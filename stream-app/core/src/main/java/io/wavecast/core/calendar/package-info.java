/** Which calendar entries apply to an observation. */
@NullMarked
package io.wavecast.core.calendar;

import org.jspecify.annotations.NullMarked;
