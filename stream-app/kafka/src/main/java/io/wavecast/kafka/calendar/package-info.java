/** The calendar's topic. */
@NullMarked
package io.wavecast.kafka.calendar;

import org.jspecify.annotations.NullMarked;
