/** When deviations become alerts: a state machine for each series, one event a transition. */
@NullMarked
package io.wavecast.core.alert;

import org.jspecify.annotations.NullMarked;
