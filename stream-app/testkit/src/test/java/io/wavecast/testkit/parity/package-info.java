/** Compares what different engines write for the same input. */
@NullMarked
package io.wavecast.testkit.parity;

import org.jspecify.annotations.NullMarked;
