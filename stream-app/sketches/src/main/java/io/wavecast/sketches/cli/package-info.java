/** Reads drawings from files, labels them and renders them. */
@NullMarked
package io.wavecast.sketches.cli;

import org.jspecify.annotations.NullMarked;
