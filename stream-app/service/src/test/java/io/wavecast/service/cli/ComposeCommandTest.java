package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleJson;
import io.wavecast.chorales.event.ChoraleNote;
import io.wavecast.testkit.process.Repository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.midi.MidiSystem;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeCommandTest {
  @TempDir Path dir;

  @Test
  void a_chorale_is_written_as_events_and_as_files() throws Exception {
    Path midi = dir.resolve("a.mid");
    Path wav = dir.resolve("a.wav");

    Cli cli =
        Cli.run("compose", "--length", "8", "--json", "--midi", midi.toString(), "--wav", wav + "");

    assertThat(cli.err()).contains("MIDI in " + midi, "WAV in " + wav);
    assertThat(cli.code()).isZero();
    List<ChoraleEvent> events =
        cli.out().lines().map(l -> ChoraleJson.read(l.getBytes(StandardCharsets.UTF_8))).toList();
    assertThat(events).hasSize(33);
    assertThat(events.subList(0, 32)).allMatch(ChoraleNote.class::isInstance);
    assertThat(((ChoraleEnd) events.get(32)).chords()).hasSize(16);
    // 16 chords at 160 a minute; the WAV ends with one more
    assertThat(MidiSystem.getSequence(midi.toFile()).getMicrosecondLength()).isEqualTo(6_000_000);
    assertThat(AudioSystem.getAudioFileFormat(wav.toFile()).getFrameLength())
        .isEqualTo(17 * 16_537);
  }

  @Test
  void the_chorale_to_listen_to_is_what_the_command_beside_it_makes() throws Exception {
    Path midi = dir.resolve("chorale.mid");
    Path wav = Repository.path("docs/chorale.wav");

    assertThat(Cli.run("compose", "--temperature", "cold", "--midi", midi + "").code()).isZero();

    assertThat(midi).hasSameBinaryContentAs(Repository.path("docs/chorale.mid"));
    assertThat(AudioSystem.getAudioFileFormat(wav.toFile()).getFrameLength())
        .as("8 + 16 chords, and one more at the end")
        .isEqualTo(25 * 16_537);
    assertThat(Repository.read("docs/CHORALES.md"))
        .contains("compose --temperature cold --midi chorale.mid`", "`--length 16 --wav");
  }

  @Test
  void a_real_chorale_is_rendered_as_it_is() throws Exception {
    Path file = dir.resolve("in.csv");
    Files.writeString(file, "note0,note1,note2,note3\n60,55,52,48\n62,55,0,47\n64,55,52,48\n");
    Path wav = dir.resolve("a.wav");

    Cli cli =
        Cli.run("compose", "--from", file + "", "--take", "2", "--length", "0", "--wav", wav + "");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out().lines().map(String::strip))
        .containsExactly("C4   G3   E3   C3", "D4   G3   -    B2");
    assertThat(AudioSystem.getAudioFileFormat(wav.toFile()).getFrameLength()).isEqualTo(3 * 16_537);
    assertThat(Cli.run("compose", "--from", file + "", "--length", "0", "--json").err())
        .contains("--length 0 needs --from, and has no events for --json");
  }

  @Test
  void equal_seeds_give_equal_chorales_and_greedy_ignores_the_seed() {
    String one = Cli.run("compose", "--length", "6", "--seed", "5", "--temperature", "hot").out();
    String same = Cli.run("compose", "--length", "6", "--seed", "5", "--temperature", "1.5").out();
    String greedy = Cli.run("compose", "--length", "6", "--greedy", "--seed", "1").out();
    String again = Cli.run("compose", "--length", "6", "--greedy", "--seed", "2").out();

    assertThat(one).isEqualTo(same).isNotEqualTo(greedy).hasLineCount(6);
    assertThat(greedy).isEqualTo(again);
  }

  @Test
  void a_file_can_be_continued() throws Exception {
    Path file = dir.resolve("in.csv");
    Files.writeString(file, "note0,note1,note2,note3\n60,55,52,48\n62,55,53,47\n");

    Cli cli = Cli.run("compose", "--from", file + "", "--length", "1", "--json");

    assertThat(cli.out()).contains("\"chords\":[[60,55,52,48],[62,55,53,47],[");
    Files.writeString(file, "60,55,52,48\n62,55,53,47\n");
    assertThat(Cli.run("compose", "--from", file + "", "--length", "1", "--json").out())
        .as("a file whose columns have no names")
        .contains("\"chords\":[[60,55,52,48],[62,55,53,47],[");
    Files.writeString(file, "note0,note1,note2,note3\n60,55,52,20\n");
    Cli bad = Cli.run("compose", "--from", file + "");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).contains("in.csv line 2: note must be 0 (silence) or in 36..81, got: 20");
    Files.write(file, new byte[] {'6', (byte) 0xe9});
    assertThat(Cli.run("compose", "--from", file + "").err())
        .contains("--from " + file + " cannot be read: it is not UTF-8");
    assertThat(Cli.run("compose", "--from", dir + "").err())
        .contains("--from " + dir + " cannot be read: is a directory");
  }

  @Test
  void values_out_of_range_are_wrong_usage() {
    assertThat(Cli.run("compose", "--length", "0").code()).isEqualTo(2);
    assertThat(Cli.run("compose", "--length", "1000000").err())
        .contains("length must be in 1..1024");
    assertThat(Cli.run("compose", "--temperature", "0").err()).contains("temperature must be in");
    assertThat(Cli.run("compose", "--temperature", "warm").err()).contains("cold, medium, hot");
    assertThat(Cli.run("compose", "--tempo", "0").err()).contains("--tempo must be in 20..1200");
    assertThat(Cli.run("compose", "--take", "0").err()).contains("--take must be at least 1");
    assertThat(Cli.run("compose", "--from", "no.csv").err())
        .contains("--from no.csv cannot be read: no such file or directory");
    Cli unwritable = Cli.run("compose", "--midi", dir.resolve("no/a.mid") + "");
    assertThat(unwritable.code()).isEqualTo(2);
    assertThat(unwritable.err()).contains("--midi must be in a folder that exists, got: ");
    assertThat(unwritable.out()).isEmpty();
    Cli folder = Cli.run("compose", "--wav", dir + "");
    assertThat(folder.err()).contains("--wav must be a file, got a folder: " + dir);
    assertThat(folder.out()).isEmpty();
    assertThat(Cli.run("compose", "--model", "no.onnx").code()).isEqualTo(1);
  }
}
