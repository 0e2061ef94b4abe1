/** Every metric, declared once, and the port through which core reports them. */
@NullMarked
package io.wavecast.core.metrics;

import org.jspecify.annotations.NullMarked;
