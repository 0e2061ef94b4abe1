/** Times at which alerts are muted, or at which nothing is learned. */
@NullMarked
package io.wavecast.schemas.calendar;

import org.jspecify.annotations.NullMarked;
