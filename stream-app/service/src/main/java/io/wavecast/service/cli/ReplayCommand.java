package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.config.IncidentKeys;
import io.wavecast.config.LikeEntries;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.replay.Replay;
import io.wavecast.service.replay.ReplayResult;
import io.wavecast.service.runtime.Models;
import io.wavecast.service.runtime.ShutdownSignal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast replay}: files through the same core as the stream. */
@Command(
    name = "replay",
    description =
        "Forecasts CSV files as the stream would, without a broker. With --explain, kafka://TOPIC"
            + " in place of a file reads the history of a topic of observations.")
final class ReplayCommand extends ResultCommand {
  @Mixin private final CsvOptions csv = new CsvOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Output folder: one file of forecasts per input file, one JSON object per line. Without"
              + " it, --alerts, --incidents and --explain, the next values and the latest alerts"
              + " are printed.")
  private @Nullable Path out;

  @Option(
      names = "--alerts",
      description =
          "Print every alert that the stream would have emitted, one JSON object per line; the"
              + " summary goes to stderr. With --explain: one sentence per alert.")
  private boolean alerts;

  @Option(
      names = "--incidents",
      description =
          "Print every change of the incidents that the alerts make, one JSON object per line,"
              + " after the alerts; with --explain: one sentence per incident. With"
              + " incidents.enabled, --alerts does the same.")
  private boolean incidents;

  @Mixin private final ExplainReport explain = new ExplainReport();

  @Mixin private final CalendarOptions calendar = new CalendarOptions();

  ReplayCommand() {
    super(
        Set.of(
            Group.KAFKA,
            Group.INPUT,
            Group.WINDOWS,
            Group.DEVIATIONS,
            Group.CALENDAR,
            Group.INCIDENTS,
            Group.MODELS,
            Group.ENGINE));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    boolean isPlain = out == null && !alerts && !incidents && !explain.isOn();
    if (isPlain && json) {
      throw new UsageException("--json needs --out, --alerts, --incidents or --explain");
    }
    Recorded recorded = Recorded.of(csv.paths);
    explain.check(recorded.files().bySeries().values());
    if (!recorded.topics().isEmpty() && (out != null || !explain.isOn())) {
      throw new UsageException(
          "kafka://TOPIC is only explained: it needs --explain, without --out");
    }
    ForecastSpec spec = calendar.spec(config, recorded, this::tell);
    explain.start(spec);
    ReplaySummary summary = isPlain ? new ReplaySummary(spec) : null;
    boolean joins = incidents || (alerts && config.settings().get(IncidentKeys.ENABLED));
    ReplayedIncidents joined = ReplayedIncidents.of(joins, config.settings());
    if (((alerts || joins || isPlain) && Silence.matters(spec.alerts()))
        || explain.watchesSilence()) {
      Silence.tell(this::tell);
    }
    LikeEntries.warnings(config.settings(), spec.calendars().current().entries())
        .forEach(this::tell);
    Unmatched unmatched = new Unmatched(spec.alerts(), spec.calendars().current());
    BiConsumer<Event, Map<String, String>> events =
        (event, labels) -> {
          unmatched.add(event, labels);
          explain.add(event, labels);
          if (summary != null) {
            summary.add(event, labels);
          }
          joined.add(event);
          print(event);
        };
    long start = System.nanoTime();
    ReplayResult result;
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask();
        ModelRepository models = Models.open(config, Metrics.NONE)) {
      result =
          recorded.replay(
              new Replay(spec, models, events, shutdown::isRequested),
              config,
              csv.reading(this::tell),
              out,
              key -> true,
              new Progress(recorded.files().bytes(), this::tell),
              summary != null ? summary::end : explain::end,
              this::tell);
      csv.requireValues(result.observations(), shutdown);
      if (!shutdown.isRequested()) {
        unmatched.tell(this::tell);
      }
    }
    if (summary != null) {
      summary.lines().forEach(this::print);
    }
    Map<String, @Nullable Object> explained = explain.finish(this::print, alerts, json);
    joined.lines(json || !explain.isOn()).forEach(this::print);
    report(
        recorded.topics().isEmpty()
            ? recorded.files().bySeries().size() == 1 ? "file" : "files"
            : "files and topics",
        result,
        explained,
        (System.nanoTime() - start) / 1e9);
    if (2 * result.late() > result.observations()) {
      throw new FailureException(
          "%d of %d values are older than one before them of their series: sort by time, the oldest"
                  .formatted(result.late(), result.observations())
              + " first");
    }
    return 0;
  }

  private void print(Event event) {
    if (alerts && (json || !explain.isOn()) && event instanceof Alert alert) {
      out().println(new String(AlertCodec.write(alert), StandardCharsets.UTF_8));
    }
  }

  private void report(
      String what, ReplayResult r, Map<String, @Nullable Object> explained, double seconds) {
    PrintWriter summary = alerts || incidents ? err() : out();
    Map<String, @Nullable Object> fields = r.fields();
    fields.put("skipped", csv.skipped());
    fields.put("seconds", Math.round(1000 * seconds) / 1000.0);
    fields.putAll(explained);
    summary.println(
        line(
            "%d "
                + what
                + ": %d observations (%d duplicate, %d late), %d forecasts (%d while warming up),"
                + " %d rows skipped in %.1f s",
            fields));
    summary.flush();
  }
}
