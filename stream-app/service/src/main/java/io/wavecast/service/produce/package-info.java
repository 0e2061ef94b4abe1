/** Observations from files onto the observations topic. */
@NullMarked
package io.wavecast.service.produce;

import org.jspecify.annotations.NullMarked;
