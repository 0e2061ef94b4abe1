/** From observations on a topic to committed events, broker included. */
@NullMarked
package io.wavecast.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
