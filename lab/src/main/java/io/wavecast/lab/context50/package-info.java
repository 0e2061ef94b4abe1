/** The suite of rolling origins on public series, 50 values in and 10 out. */
@NullMarked
package io.wavecast.lab.context50;

import org.jspecify.annotations.NullMarked;
