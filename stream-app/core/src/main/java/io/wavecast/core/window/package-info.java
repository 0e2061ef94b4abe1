/** The sliding window of one series, and the state that an engine keeps for a series. */
@NullMarked
package io.wavecast.core.window;

import org.jspecify.annotations.NullMarked;
