/** From observations on a topic to committed events, broker included. */
@NullMarked
package io.wavecast.lab.endtoend;

import org.jspecify.annotations.NullMarked;
