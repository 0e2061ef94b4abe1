package io.wavecast.trainer.suite;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.trainer.run.FiguresJson;
import io.wavecast.trainer.suite.LeaderboardEntry.Group;
import io.wavecast.trainer.suite.LeaderboardRow.Run;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
      "test" is the error of these weights on the test set.

      The notebook's networks train as in the notebook: its series, batches of 32, 20 epochs. Only the
      learning rate differs: it falls along a cosine, where the notebook keeps it constant.

      """;

  public NotebookLeaderboard {
    rows = List.copyOf(rows);
    origin = List.copyOf(origin);
  }

  /** A page in Markdown. */
  public String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    origin.forEach(line -> page.append("- ").append(line).append('\n'));
    add(page, "- floor, ten steps: %.5f; no forecast can be better\n", NotebookEntries.FLOOR);
    for (Group group : Group.values()) {
      List<LeaderboardRow> members = rows.stream().filter(s -> s.entry().group() == group).toList();
      if (!members.isEmpty()) {
        table(page, group, members);
      }
    }
    return page.toString();
  }

  private static void table(StringBuilder page, Group group, List<LeaderboardRow> members) {
    String mark = group.isFromNotebook() ? "notebook (its other run)" : "goal, test";
    add(page, "%n## %s%n%n", group.title());
    add(page, "| model | recipe | parameters | %s | last | best | test | test, range |", mark);
    add(page, " seeds | 90 %% interval covers, test | |%n");
    add(page, "|---|---|---|---|---|---|---|---|---|---|---|%n");
    for (LeaderboardRow s : members) {
      add(page, "| %s | `%s` |", s.entry().title(), s.entry().recipe());
      add(page, " %,d | %s |", s.runs().get(0).parameters(), marks(s));
      add(page, " %s | %s |", figure(s.median(Run::last)), figure(s.median(Run::best)));
      add(page, " %s | %s |", figure(s.median(Run::test)), range(s));
      add(page, " %d | %.1f %% |", s.runs().size(), 100 * s.median(Run::coverage));
      add(page, " %s |%n", s.entry().marks().isEmpty() ? "" : s.holds() ? "held" : "**missed**");
    }
  }

  private static String marks(LeaderboardRow s) {
    List<String> marks = s.entry().marks().stream().map(m -> figure(m)).toList();
    return marks.isEmpty()
        ? ""
        : marks.get(0) + (marks.size() > 1 ? " (" + marks.get(1) + ")" : "");
  }

  private static String range(LeaderboardRow s) {
    return s.runs().size() == 1
        ? ""
        : figure(s.least(Run::test)) + " to " + figure(s.most(Run::test));
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, value < 0.01 ? "%.5f" : "%.4f", value);
  }

  private static void add(StringBuilder page, String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values));
  }

  /** The same as JSON, with every seed. */
  public String json() {
    return FiguresJson.object(this::writeFields);
  }

  private void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("origin", origin.stream().collect(Collectors.joining("; ")));
    json.writeNumberField("floor", NotebookEntries.FLOOR);
    json.writeArrayFieldStart("entries");
    for (LeaderboardRow s : rows) {
      json.writeStartObject();
      json.writeStringField("group", s.entry().group().title());
      json.writeStringField("title", s.entry().title());
      json.writeStringField("recipe", s.entry().recipe());
      FiguresJson.numbers(json, "marks", s.entry().marks());
      json.writeNumberField("compared", s.compared());
      json.writeBooleanField("holds", s.holds());
      json.writeArrayFieldStart("runs");
      for (Run run : s.runs()) {
        json.writeStartObject();
        json.writeNumberField("seed", run.seed());
        json.writeNumberField("last", run.last());
        json.writeNumberField("best", run.best());
        json.writeNumberField("test", run.test());
        json.writeNumberField("coverage", run.coverage());
        FiguresJson.numbers(json, "testMseByLead", run.mseByLead());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
