/** How fast chorales are composed. */
@NullMarked
package io.wavecast.benchmarks.music;

import org.jspecify.annotations.NullMarked;
