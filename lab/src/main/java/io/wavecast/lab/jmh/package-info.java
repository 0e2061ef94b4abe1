/** JMH benchmarks of the hot steps. */
@NullMarked
package io.wavecast.lab.jmh;

import org.jspecify.annotations.NullMarked;
