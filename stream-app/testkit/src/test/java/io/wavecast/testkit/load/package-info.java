/** Loads for streams that are killed, and what checks their results. */
@NullMarked
package io.wavecast.testkit.load;

import org.jspecify.annotations.NullMarked;
