package io.wavecast.trainer.suite;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.trainer.run.JsonText;
import io.wavecast.trainer.suite.Rung.Group;
import io.wavecast.trainer.suite.Standing.Run;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The leaderboard as text.
 *
 * @param standings in the order of the rungs
 * @param origin where the figures are from, line by line: command, commit, seeds, machine
 */
public record SeedBoard(List<Standing> standings, List<String> origin) {
  public SeedBoard {
    standings = List.copyOf(standings);
    origin = List.copyOf(origin);
  }

  /** A page in Markdown. */
  public String markdown() {
    StringBuilder page = new StringBuilder("# Leaderboard\n\n");
    page.append(
        "Mean squared errors on the seed's own series (2,000 to validate, 1,000 to test).\n");
    page.append(
        "Medians over the seeds. \"Last\" is the last epoch, as the seed reports it; \"best\" is the epoch\n");
    page.append("whose weights are kept, and \"test\" what they do on the test set.\n\n");
    page.append("The seed's networks learn from its series, in its batches of 32 and 20 epochs;\n");
    page.append(
        "only the learning rate is another: it falls along a cosine, in the notebook it stays.\n\n");
    origin.forEach(line -> page.append("- ").append(line).append('\n'));
    add(page, "- floor, ten steps: %.5f; no forecast can be better\n", SeedLadder.FLOOR);
    for (Group group : Group.values()) {
      List<Standing> members = standings.stream().filter(s -> s.rung().group() == group).toList();
      if (!members.isEmpty()) {
        table(page, group, members);
      }
    }
    return page.toString();
  }

  private static void table(StringBuilder page, Group group, List<Standing> members) {
    String mark = group.isSeeds() ? "seed (its other run)" : "goal, test";
    add(page, "%n## %s%n%n", group.title());
    add(page, "| model | recipe | parameters | %s | last | best | test | test, range |", mark);
    add(page, " seeds | 90 %% interval covers, test | |%n");
    add(page, "|---|---|---|---|---|---|---|---|---|---|---|%n");
    for (Standing s : members) {
      add(page, "| %s | `%s` |", s.rung().title(), s.rung().recipe());
      add(page, " %,d | %s |", s.runs().get(0).parameters(), marks(s));
      add(page, " %s | %s |", figure(s.median(Run::last)), figure(s.median(Run::best)));
      add(page, " %s | %s |", figure(s.median(Run::test)), range(s));
      add(page, " %d | %.1f %% |", s.runs().size(), 100 * s.median(Run::coverage));
      add(page, " %s |%n", s.rung().marks().isEmpty() ? "" : s.holds() ? "held" : "**missed**");
    }
  }

  private static String marks(Standing s) {
    List<String> marks = s.rung().marks().stream().map(m -> figure(m)).toList();
    return marks.isEmpty()
        ? ""
        : marks.get(0) + (marks.size() > 1 ? " (" + marks.get(1) + ")" : "");
  }

  private static String range(Standing s) {
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
    return JsonText.object(this::writeFields);
  }

  private void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("origin", origin.stream().collect(Collectors.joining("; ")));
    json.writeNumberField("floor", SeedLadder.FLOOR);
    json.writeArrayFieldStart("rungs");
    for (Standing s : standings) {
      json.writeStartObject();
      json.writeStringField("group", s.rung().group().title());
      json.writeStringField("title", s.rung().title());
      json.writeStringField("recipe", s.rung().recipe());
      JsonText.numbers(json, "marks", s.rung().marks());
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
        JsonText.numbers(json, "testMseByLead", run.mseByLead());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
