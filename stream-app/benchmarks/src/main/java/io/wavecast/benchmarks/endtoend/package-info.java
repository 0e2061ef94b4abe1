/** The whole way, broker included: observations on a topic in, committed forecasts out. */
@NullMarked
package io.wavecast.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
