/** Models whose outputs reveal their inputs, and metrics in memory. */
@NullMarked
package io.wavecast.testkit.fakes;

import org.jspecify.annotations.NullMarked;
