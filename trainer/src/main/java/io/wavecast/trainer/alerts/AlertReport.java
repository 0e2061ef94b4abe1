package io.wavecast.trainer.alerts;

import static io.wavecast.trainer.run.Markdown.decimal;

import io.wavecast.trainer.alerts.Judgement.Counts;
import io.wavecast.trainer.alerts.Judgement.OfKind;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import java.util.Collection;
import java.util.Map;

/**
 * The figures of detectors as text.
 *
 * @param series what was judged, for the title
 * @param byDetector the detector of main interest first
 * @param command makes the report again
 */
public record AlertReport(String series, Map<String, Judgement> byDetector, String command) {

  /** Tables of the detectors, and of the first one by kind of series and of anomaly. */
  public String markdown() {
    Markdown page = new Markdown("Alerts, judged by what fires");
    page.paragraph("%s. Made by `%s`.", series, command)
        .paragraph(
            "An anomaly is found when an alert begins within it or at most %d values behind it;"
                + " every other alert is false. Alerts that begin in the first tenth of a series do"
                + " not count: series are young then, and have more of them. Repeats: of the second and third time that an"
                + " anomaly comes, the share found. Lasted: of the found anomalies of 20 values and"
                + " more, the share whose alert was still on at 80 %% of the anomaly. Delay: values"
                + " until the alert, the median.",
            Judge.GRACE)
        .table(
            "method", "F1", "recall", "precision", "false in 10,000", "repeats", "lasted", "delay");
    byDetector.forEach(
        (name, j) ->
            page.row(
                name,
                decimal(3, j.f1()),
                decimal(3, j.recall()),
                decimal(3, j.precision()),
                decimal(2, j.falsePer10k()),
                decimal(2, j.repeatsFound()),
                decimal(2, j.lasted()),
                decimal(0, j.medianDelay())));
    addKinds(page);
    return page.toString().stripTrailing() + "\n";
  }

  private void addKinds(Markdown page) {
    Collection<Judgement> all = byDetector.values();
    String[] names = byDetector.keySet().toArray(String[]::new);
    page.paragraph("Anomalies found and false alerts in 10,000 values, by kind of series:")
        .table(withFirst("kind", names));
    Judgement main = all.iterator().next();
    for (String kind : main.kinds().keySet()) {
      page.row(withFirst(kind, all.stream().map(j -> cell(j, kind)).toArray(String[]::new)));
    }
    page.paragraph("Found, by kind of anomaly:").table(withFirst("anomaly", names));
    for (String what : main.what().keySet()) {
      page.row(
          withFirst(
              what,
              all.stream()
                  .map(j -> j.what().getOrDefault(what, Counts.NONE).toString())
                  .toArray(String[]::new)));
    }
  }

  private static String cell(Judgement judgement, String kind) {
    OfKind figures = judgement.kinds().getOrDefault(kind, new OfKind(Counts.NONE, 0, 1));
    return figures.counts() + ", " + decimal(1, figures.falsePer10k());
  }

  private static String[] withFirst(String first, String[] others) {
    String[] all = new String[others.length + 1];
    all[0] = first;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  /** The same figures with all digits. */
  public String json() {
    return new Figures()
        .put("series", series)
        .put("command", command)
        .put(
            "detectors",
            byDetector.entrySet().stream().map(e -> figures(e.getKey(), e.getValue())).toList())
        .json();
  }

  private static Figures figures(String name, Judgement j) {
    Figures kinds = new Figures();
    j.kinds()
        .forEach(
            (kind, of) ->
                kinds.put(
                    kind,
                    new Figures()
                        .put("anomalies", of.counts().anomalies())
                        .put("found", of.counts().found())
                        .put("false_per_10k", of.falsePer10k())));
    Figures what = new Figures();
    j.what().forEach((kind, counts) -> what.put(kind, counts.toString()));
    return new Figures()
        .put("method", name)
        .put("recall", j.recall())
        .put("precision", j.precision())
        .put("f1", j.f1())
        .put("false_per_10k", j.falsePer10k())
        .put("median_delay", j.medianDelay())
        .put("repeats_found", j.repeatsFound())
        .put("lasted", j.lasted())
        .put("kinds", kinds)
        .put("what", what);
  }
}
