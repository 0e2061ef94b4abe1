/** JMH benchmarks of the hot steps. */
@NullMarked
package io.wavecast.benchmarks;

import org.jspecify.annotations.NullMarked;
