/**
 * The steps put together: for a stream engine, over the states that it keeps, and without one, over
 * states in memory.
 */
@NullMarked
package io.wavecast.core.engine;

import org.jspecify.annotations.NullMarked;
