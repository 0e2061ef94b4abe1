package io.wavecast.chorales.cli;

import io.wavecast.chorales.event.Chord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * The notebook's synthesiser: one sine per voice. Frequencies are rounded so that a chord contains
 * complete periods; each chord then ends near zero, without a click. The last chord is twice as
 * long and fades out.
 */
public final class Synthesizer {
  /** Samples per second. */
  public static final int RATE = 44_100;

  private static final double A4 = 440;
  private static final int A4_NOTE = 69;

  private Synthesizer() {}

  /**
   * Samples of all chords.
   *
   * @param tempo chords per minute, 20..1200
   * @param amplitude of the loudest possible moment, in (0, 1]
   * @return in [-1, 1], (chords + 1) times the samples of a chord
   */
  static double[] samples(List<Chord> chords, int tempo, double amplitude) {
    double duration = 60.0 / tempo;
    int perChord = (int) (duration * RATE);
    double[] samples = new double[(chords.size() + 1) * perChord];
    for (int chord = 0; chord <= chords.size(); chord++) {
      Chord sounding = chords.get(Math.min(chord, chords.size() - 1));
      for (int voice = 0; voice < Chord.VOICES; voice++) {
        int note = sounding.note(voice);
        if (note > 0) {
          double frequency = Math.rint(duration * frequency(note)) / duration;
          for (int i = 0; i < perChord; i++) {
            double time = duration * i / (perChord - 1);
            samples[chord * perChord + i] +=
                amplitude / Chord.VOICES * Math.sin(2 * Math.PI * frequency * time);
          }
        }
      }
    }
    int fade = Math.min(RATE * 60 / tempo, samples.length);
    for (int i = 0; i < fade; i++) {
      double left = 1 - i / (double) (fade - 1);
      samples[samples.length - fade + i] *= left * left;
    }
    return samples;
  }

  /** Hz, equal temperament. */
  static double frequency(int note) {
    return A4 * Math.pow(2, (note - A4_NOTE) / 12.0);
  }

  /**
   * Writes a WAV file: 44.1 kHz, 16 bit, one channel. The parameters are those of {@link #samples}.
   */
  public static void write(List<Chord> chords, int tempo, double amplitude, Path file)
      throws IOException {
    double[] samples = samples(chords, tempo, amplitude);
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double sample : samples) {
      bytes.putShort((short) Math.round(Short.MAX_VALUE * sample));
    }
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }
}
