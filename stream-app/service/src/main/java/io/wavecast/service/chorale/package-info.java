/** Chorales as files: seed chords from CSV, and MIDI and WAV output. */
@NullMarked
package io.wavecast.service.chorale;

import org.jspecify.annotations.NullMarked;
