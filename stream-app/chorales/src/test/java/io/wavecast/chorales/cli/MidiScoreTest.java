package io.wavecast.chorales.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.event.Chord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MidiScoreTest {
  private static final List<Chord> CHORDS =
      List.of(
          new Chord(73, 68, 61, 53),
          new Chord(73, 66, 61, 0),
          new Chord(0, 66, 61, 54),
          new Chord(73, 66, 60, 54));

  @TempDir Path dir;

  /** Byte by byte as the standard says, so that the Java that wrote it need not vouch for it. */
  @Test
  void a_file_can_be_read_by_other_programs() throws Exception {
    Path file = dir.resolve("a.mid");
    MidiScore.write(List.of(new Chord(60, 0, 0, 48), new Chord(62, 0, 0, 48)), 160, file);

    String head = "4d546864 00000006 0001 0004 01e0"; // type 1, 4 tracks, 480 ticks a beat
    String soprano =
        "4d54726b 00000029 00ff5103 16e360 00ff0307 736f7072616e6f 00c034" // 1.5 s a beat, name,
            // choir
            + " 00903c50 78803c00 00903e50 78803e00 00ff2f00"; // C4, a chord later D4, its end
    String alto = "4d54726b 0000000f 00ff0304 616c746f 00c134 00ff2f00";
    String tenor = "4d54726b 00000010 00ff0305 74656e6f72 00c234 00ff2f00";
    String bass = "4d54726b 00000018 00ff0304 62617373 00c334 00933050 81708330 00 00ff2f00";
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
        .isEqualTo((head + soprano + alto + tenor + bass).replace(" ", ""));
  }

  @Test
  void a_file_reads_back_as_the_chords_that_were_written() throws Exception {
    Path file = dir.resolve("a.mid");
    MidiScore.write(CHORDS, 160, file);
    Sequence sequence = MidiSystem.getSequence(file.toFile());

    int[][] read = new int[4][CHORDS.size()];
    for (Track track : sequence.getTracks()) {
      TreeMap<Integer, Long> on = new TreeMap<>();
      for (int i = 0; i < track.size(); i++) {
        MidiEvent event = track.get(i);
        if (event.getMessage() instanceof ShortMessage m) {
          if (m.getCommand() == ShortMessage.NOTE_ON && m.getData2() > 0) {
            on.put(m.getData1(), event.getTick());
          } else if (m.getCommand() == ShortMessage.NOTE_OFF) {
            long from = on.remove(m.getData1());
            for (long t = from / 120; t < event.getTick() / 120; t++) {
              read[m.getChannel()][(int) t] = m.getData1();
            }
          }
        }
      }
      assertThat(on).as("notes that never end").isEmpty();
    }

    for (int voice = 0; voice < 4; voice++) {
      for (int t = 0; t < CHORDS.size(); t++) {
        assertThat(read[voice][t]).isEqualTo(CHORDS.get(t).note(voice));
      }
    }
    // 4 chords at 160 a minute
    assertThat(sequence.getMicrosecondLength()).isEqualTo(1_500_000);
    assertThat(sequence.getTracks()).hasSize(4);
  }
}
