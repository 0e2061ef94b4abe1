/** Sends observations from files to the observations topic. */
@NullMarked
package io.wavecast.service.produce;

import org.jspecify.annotations.NullMarked;
