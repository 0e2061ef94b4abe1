/** How fast chorales are composed. */
@NullMarked
package io.wavecast.benchmarks.chorale;

import org.jspecify.annotations.NullMarked;
