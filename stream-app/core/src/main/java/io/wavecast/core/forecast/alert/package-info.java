/** The alert state machine and its rules. */
@NullMarked
package io.wavecast.core.forecast.alert;

import org.jspecify.annotations.NullMarked;
