/** Micrometer and Prometheus behind the metrics port, and the status shown on the console. */
@NullMarked
package io.wavecast.service.metrics;

import org.jspecify.annotations.NullMarked;
