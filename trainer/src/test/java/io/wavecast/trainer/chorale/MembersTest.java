package io.wavecast.trainer.chorale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.fit.Method;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.Snapshot;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import io.wavecast.trainer.run.Run;
import io.wavecast.trainer.run.RunResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stages whose steps move nothing, so the weights at their end are those of their start. */
class MembersTest {
  private static final ComposerNet NET = new ChordNet(5, 7, 6, 0);
  private static final NoteWindows WINDOWS =
      new NoteWindows(
          List.of(new byte[NoteWindows.NOTES], new byte[NoteWindows.NOTES]),
          new int[2],
          new int[2]);

  @Test
  void a_stage_goes_on_from_the_one_before_and_each_member_starts_anew() throws IOException {
    Stages run = new Stages();
    run.run(null, stage -> new FitListener() {});

    assertThat(run.ended).hasSize(2);
    assertSame(run.ended.get(0).weights(), random(1));
    assertSame(run.ended.get(1).weights(), random(3));
  }

  private static Map<String, float[]> random(long seed) {
    try (Trainable<NoteWindows> net = new Trainable<>(NET, seed)) {
      return Snapshot.of(net.weights());
    }
  }

  private static void assertSame(Map<String, float[]> weights, Map<String, float[]> expected) {
    assertThat(weights).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, values) -> {
          for (int i = 0; i < values.length; i++) {
            assertThat(weights.get(name)[i]).as(name).isCloseTo(values[i], within(1e-5f));
          }
        });
  }

  private static final class Stages extends Run<NoteWindows, String> {
    private final List<Fitted> ended = new ArrayList<>();

    Stages() {
      super("stages", "1", "0".repeat(64), 1);
    }

    @Override
    public List<Stage<NoteWindows>> stages() {
      return List.of(stage(0, 1), stage(0, 2), stage(1, 3));
    }

    private static Stage<NoteWindows> stage(int member, long seed) {
      return new Stage<>(
          "stage",
          member,
          NET,
          () -> step -> WINDOWS,
          WINDOWS,
          NoteScore.validation(NET),
          new FitOptions(2, 1, 1, Schedule.constant(1e-9), 0, 0, 0, seed, Method.OURS),
          "checkpoint.bin",
          "");
    }

    @Override
    protected RunResult<String> export(Trainable<NoteWindows> net, List<Fitted> members) {
      ended.addAll(members);
      return new RunResult<>(
          provenance(Map.of()),
          members.get(0),
          0,
          "",
          List.of(),
          "",
          new byte[0],
          new Markdown("stages"),
          new Figures());
    }
  }
}
