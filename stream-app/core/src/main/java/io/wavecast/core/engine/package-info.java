/**
 * The steps put together without a stream engine: for files, and as the reference of the others.
 */
@NullMarked
package io.wavecast.core.engine;

import org.jspecify.annotations.NullMarked;
