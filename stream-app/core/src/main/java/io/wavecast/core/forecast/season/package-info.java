/** What a series usually does at this time of the day and of the week. */
@NullMarked
package io.wavecast.core.forecast.season;

import org.jspecify.annotations.NullMarked;
