/** Chorales to be heard: MIDI files, and a synthesiser that writes WAV files. */
@NullMarked
package io.wavecast.service.music;

import org.jspecify.annotations.NullMarked;
