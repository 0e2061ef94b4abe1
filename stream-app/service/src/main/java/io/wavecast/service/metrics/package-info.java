/** Metrics by Micrometer, shown to Prometheus and to the console. */
@NullMarked
package io.wavecast.service.metrics;

import org.jspecify.annotations.NullMarked;
