/** Every metric, declared once, and the port through which the steps report them. */
@NullMarked
package io.wavecast.core.metrics;

import org.jspecify.annotations.NullMarked;
