/** Live series for the demo: this machine's own metrics, and waves. */
@NullMarked
package io.wavecast.broker.demo;

import org.jspecify.annotations.NullMarked;
