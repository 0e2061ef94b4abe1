package io.wavecast.chorales.cli;

import io.wavecast.chorales.event.Chord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/**
 * Writes chorales as standard MIDI files of type 1, with one track and one channel per voice, on
 * the instrument choir. A note that a voice repeats in consecutive chords is one long note.
 */
public final class MidiScore {
  private static final int TICKS = 120;
  private static final int CHOIR = 52;
  private static final int VELOCITY = 80;
  private static final String[] VOICES = {"soprano", "alto", "tenor", "bass"};

  private MidiScore() {}

  /**
   * Writes a file.
   *
   * @param tempo chords per minute, 1..10,000
   */
  public static void write(List<Chord> chords, int tempo, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      MidiSystem.write(sequence(chords, tempo), /* fileType= */ 1, out);
    }
  }

  /** A chord is a sixteenth, so that four are a beat. */
  static Sequence sequence(List<Chord> chords, int tempo) {
    try {
      Sequence sequence = new Sequence(Sequence.PPQ, 4 * TICKS);
      for (int voice = 0; voice < Chord.VOICES; voice++) {
        Track track = sequence.createTrack();
        if (voice == 0) {
          int microseconds = (int) Math.min(0xffffff, Math.round(60e6 * 4 / tempo));
          byte[] beat = {
            (byte) (microseconds >> 16), (byte) (microseconds >> 8), (byte) microseconds
          };
          track.add(new MidiEvent(new MetaMessage(/* tempo */ 0x51, beat, beat.length), 0));
        }
        byte[] name = VOICES[voice].getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        track.add(new MidiEvent(new MetaMessage(/* name */ 0x03, name, name.length), 0));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.PROGRAM_CHANGE, voice, CHOIR, 0), 0));
        sing(track, chords, voice);
      }
      return sequence;
    } catch (InvalidMidiDataException e) {
      throw new IllegalStateException("MIDI takes these notes", e);
    }
  }

  private static void sing(Track track, List<Chord> chords, int voice)
      throws InvalidMidiDataException {
    for (int from = 0; from < chords.size(); ) {
      int note = chords.get(from).note(voice);
      int to = from + 1;
      while (to < chords.size() && chords.get(to).note(voice) == note) {
        to++;
      }
      if (note != 0) {
        ShortMessage on = new ShortMessage(ShortMessage.NOTE_ON, voice, note, VELOCITY);
        ShortMessage off = new ShortMessage(ShortMessage.NOTE_OFF, voice, note, 0);
        track.add(new MidiEvent(on, (long) from * TICKS));
        track.add(new MidiEvent(off, (long) to * TICKS));
      }
      from = to;
    }
  }
}
