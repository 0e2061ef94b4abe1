package io.wavecast.lab.notebook;

import io.wavecast.lab.notebook.LeaderboardEntry.Group;
import io.wavecast.lab.notebook.LeaderboardRow.RankedRun;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import java.util.List;
import java.util.Locale;

/**
 * The leaderboard as text.
 *
 * @param rows in the order of the entries
 * @param origin where the figures are from, line by line: command, commit, seeds, machine
 */
public record NotebookLeaderboard(List<LeaderboardRow> rows, List<String> origin) {
  private static final String HEAD =
      """
      # Leaderboard

      Mean squared errors on the notebook's series (2,000 to validate, 1,000 to test), medians over the seeds.
      "Last" is the last epoch, as the notebook reports it; "best" is the epoch whose weights are kept;
      "test" is the error of these weights on the test set. "Validation loss" is the training loss of these weights on
      the validation set: for sequences over every step, 50 x 10 values, as Keras's `val_loss`.

      The notebook's networks train on its series, in batches of 32, for 20 epochs. What differs from the notebook:

      - the learning rate rises to 5e-3 (linear 2e-2; one unit and the first sequence network 1e-2) in 100 steps and falls along a cosine; the notebook keeps 1e-3 (5e-3 and 1e-2 for the two)
      - the best epoch is kept; Adam's epsilon is 1e-8, Keras's 1e-7
      - a GRU has one bias, Keras's has two: 120 weights fewer
      - a network that is fed its own forecasts sees the newest 50 values; the notebook's window grows to 59
      - the gated WaveNet has a linear head and one tanh and sees the whole window; the notebook's ends in a softmax, applies the tanh twice and sees 9 values

      `--as-printed` trains without these differences. "Notebook" is the figure that the notebook shows, in brackets that of its
      author's other run; a row is held if the last epoch is at or below the weaker of the two.

      """;

  public NotebookLeaderboard {
    rows = List.copyOf(rows);
    origin = List.copyOf(origin);
  }

  /** A page in Markdown. */
  public String markdown() {
    Markdown page = new Markdown();
    page.paragraph(
        "%s- %s\n- floor, ten steps: %.5f",
        HEAD, String.join("\n- ", origin), NotebookEntries.FLOOR);
    for (Group group : Group.values()) {
      List<LeaderboardRow> members = rows.stream().filter(s -> s.entry().group() == group).toList();
      if (!members.isEmpty()) {
        addTable(page, group, members);
      }
    }
    return page.toString();
  }

  private static void addTable(Markdown page, Group group, List<LeaderboardRow> members) {
    page.paragraph("## %s", group.title())
        .table(
            "model",
            "recipe",
            "parameters",
            group.isFromNotebook() ? "notebook (its other run)" : "goal, test",
            "validation loss",
            "last",
            "best",
            "test",
            "test, range",
            "seeds",
            "90 % interval covers, test",
            "");
    for (LeaderboardRow s : members) {
      page.row(
          s.entry().title(),
          "`" + s.entry().recipe() + "`",
          String.format(Locale.ROOT, "%,d", s.runs().get(0).parameters()),
          marks(s),
          loss(s),
          figure(s.median(RankedRun::last)),
          figure(s.median(RankedRun::best)),
          figure(s.median(RankedRun::test)),
          range(s),
          Integer.toString(s.runs().size()),
          Markdown.percent(s.median(RankedRun::coverage)),
          verdict(s));
    }
  }

  /** Nothing for what is trained as printed: it is measured, not ranked. */
  private static String verdict(LeaderboardRow s) {
    boolean ranked = s.entry().group() != Group.AS_PRINTED && !s.entry().marks().isEmpty();
    return !ranked ? "" : s.holds() ? "held" : "**missed**";
  }

  private static String loss(LeaderboardRow s) {
    double loss = s.median(RankedRun::validLoss);
    return Double.isNaN(loss) ? "" : figure(loss);
  }

  private static String marks(LeaderboardRow s) {
    List<String> marks = s.entry().marks().stream().map(NotebookLeaderboard::figure).toList();
    return marks.isEmpty()
        ? ""
        : marks.get(0) + (marks.size() > 1 ? " (" + marks.get(1) + ")" : "");
  }

  private static String range(LeaderboardRow s) {
    return s.runs().size() == 1
        ? ""
        : figure(s.least(RankedRun::test)) + " to " + figure(s.most(RankedRun::test));
  }

  private static String figure(double value) {
    return Markdown.decimal(value < 0.01 ? 5 : 4, value);
  }

  /** The same as JSON, with every seed. */
  public String json() {
    return new Figures()
        .put("origin", String.join("; ", origin))
        .put("floor", NotebookEntries.FLOOR)
        .put("entries", rows.stream().map(NotebookLeaderboard::figures).toList())
        .json();
  }

  private static Figures figures(LeaderboardRow row) {
    return new Figures()
        .put("group", row.entry().group().title())
        .put("title", row.entry().title())
        .put("recipe", row.entry().recipe())
        .put("marks", row.entry().marks())
        .put("compared", row.compared())
        .put("holds", row.holds())
        .put("runs", row.runs().stream().map(NotebookLeaderboard::figures).toList());
  }

  private static Figures figures(RankedRun run) {
    return new Figures()
        .put("seed", run.seed())
        .put("last", run.last())
        .put("validLoss", Double.isNaN(run.validLoss()) ? null : run.validLoss())
        .put("best", run.best())
        .put("test", run.test())
        .put("coverage", run.coverage())
        .put("testMseByLead", run.mseByLead());
  }
}
