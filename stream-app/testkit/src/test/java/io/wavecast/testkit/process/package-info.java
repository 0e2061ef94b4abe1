/** Starts and ends the processes that tests need, with their ports. */
@NullMarked
package io.wavecast.testkit.process;

import org.jspecify.annotations.NullMarked;
