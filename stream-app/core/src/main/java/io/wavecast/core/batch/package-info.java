/** Micro-batches: waiting forecast requests of many series, forecast in one model run. */
@NullMarked
package io.wavecast.core.batch;

import org.jspecify.annotations.NullMarked;
