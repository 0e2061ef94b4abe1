/** Reads what Prometheus scrapes. */
@NullMarked
package io.wavecast.testkit.metrics;

import org.jspecify.annotations.NullMarked;
