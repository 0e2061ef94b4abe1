/** Chorales as files: seed chords from CSV, and MIDI and WAV output. */
@NullMarked
package io.wavecast.chorales.cli;

import org.jspecify.annotations.NullMarked;
