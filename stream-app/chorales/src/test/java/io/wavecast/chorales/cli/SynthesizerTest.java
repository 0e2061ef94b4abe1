package io.wavecast.chorales.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.chorales.event.Chord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesizerTest {
  private static final int TEMPO = 160;
  private static final int PER_CHORD = 16_537;

  @TempDir Path dir;

  @Test
  void a_file_has_the_notebooks_format_and_length_and_does_not_clip() throws Exception {
    Path file = dir.resolve("a.wav");
    List<Chord> loud = Collections.nCopies(5, new Chord(69, 69, 69, 69));
    Synthesizer.write(loud, TEMPO, 1, file);

    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      AudioFormat format = in.getFormat();
      assertThat(format.getSampleRate()).isEqualTo(44_100f);
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(format.getChannels()).isEqualTo(1);
      assertThat(in.getFrameLength()).isEqualTo(6L * PER_CHORD);
      short[] samples = new short[(int) in.getFrameLength()];
      ByteBuffer.wrap(in.readAllBytes())
          .order(ByteOrder.LITTLE_ENDIAN)
          .asShortBuffer()
          .get(samples);
      int largest = 0;
      for (int i = 1; i < samples.length; i++) {
        largest = Math.max(largest, Math.abs(samples[i]));
        // a sine of 440 Hz cannot move faster; a sample that wraps around does
        assertThat(Math.abs(samples[i] - samples[i - 1])).isLessThan(2200);
      }
      assertThat(largest).isBetween(32_000, 32_767);
      assertThat(samples[samples.length - 1]).isZero();
    }
  }

  @Test
  void the_spectrum_peaks_only_at_the_notes() {
    Chord chord = new Chord(73, 68, 61, 53);
    double[] samples = Synthesizer.samples(List.of(chord, chord), TEMPO, 0.4);

    for (int note = 40; note <= 80; note++) {
      boolean sounds = note == 73 || note == 68 || note == 61 || note == 53;
      // a frequency is rounded by up to half a wave a chord, which leaves 64 % of 0.1 at the note
      double size = size(samples, PER_CHORD, Synthesizer.frequency(note));
      if (sounds) {
        assertThat(size).as("note %d", note).isBetween(0.06, 0.11);
      } else {
        assertThat(size).as("note %d", note).isLessThan(0.03);
      }
    }
  }

  @Test
  void silence_is_silent_and_a_chord_starts_and_ends_near_zero() {
    double[] rest = Synthesizer.samples(List.of(new Chord(0, 0, 0, 0)), TEMPO, 1);
    double[] one = Synthesizer.samples(List.of(new Chord(73, 0, 0, 0)), TEMPO, 1);

    assertThat(rest).containsOnly(0);
    assertThat(one[0]).isZero();
    assertThat(one[PER_CHORD - 1]).isCloseTo(0, within(1e-9));
  }

  @Test
  void concert_pitch_is_440() {
    assertThat(Synthesizer.frequency(69)).isEqualTo(440);
    assertThat(Synthesizer.frequency(57)).isCloseTo(220, within(1e-9));
    assertThat(Synthesizer.frequency(60)).isCloseTo(261.6256, within(1e-4));
  }

  /** Amplitude of the wave of a frequency in the first {@code n} samples. */
  private static double size(double[] samples, int n, double frequency) {
    double a = 0;
    double b = 0;
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * frequency * i / Synthesizer.RATE;
      a += samples[i] * Math.cos(angle);
      b += samples[i] * Math.sin(angle);
    }
    return 2 * Math.hypot(a, b) / n;
  }
}
