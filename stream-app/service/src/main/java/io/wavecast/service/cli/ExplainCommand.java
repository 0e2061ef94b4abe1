package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.CalendarKeys;
import io.wavecast.config.DeliveryKeys;
import io.wavecast.config.Group;
import io.wavecast.core.text.CauseText;
import io.wavecast.core.text.Durations;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.core.text.Suggest;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.acl.Program;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.EventCodec;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.console.SeriesHistory;
import io.wavecast.service.runtime.ClusterCheck;
import io.wavecast.service.topics.NormalAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wavecast explain}: an alert, by what the topics still hold of it. */
@Command(
    name = "explain",
    description =
        "Says why a series alerted: what its rule saw, the values around the begin, and what can be"
            + " done. Reads the topics of alerts, deviations and forecasts, and changes nothing.",
    footer = "%nExample: wavecast explain 8f14e45f-ceea-3e6b-9f5f-1f1c2a3b4c5d")
final class ExplainCommand extends ResultCommand {
  /** Values that are shown before the begin, and from it on. */
  private static final int BEFORE = 4;

  private static final int FROM = 8;

  /** How far around the begin values are searched for: steps may be seconds or days. */
  private static final List<Duration> REACH =
      List.of(Duration.ofMinutes(10), Duration.ofHours(3), Duration.ofDays(2), Duration.ofDays(60));

  @Parameters(
      paramLabel = "ALERT",
      description = "Id of an alert, as on the topic of alerts; or a series, for its latest alert.")
  @SuppressWarnings("NullAway.Init")
  private String wanted;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  ExplainCommand() {
    super(
        Set.of(
            Group.KAFKA,
            Group.TOPICS,
            Group.SCHEMAS,
            Group.DEVIATIONS,
            Group.CALENDAR,
            Group.DELIVERY));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    ClusterCheck.requireEvents(Program.EXPLAIN, config);
    List<Alert> changes = changes(config);
    Alert latest = changes.get(changes.size() - 1);
    List<Deviation> values = around(SeriesHistory.of(config), latest);
    if (json) {
      print("{\"changes\":%s,\"values\":%s}".formatted(json(changes), json(values)));
      return 0;
    }
    print(changes, latest, values);
    print("\nWhat you can do");
    actions(config, latest).forEach((what, how) -> print("%-16s %s".formatted(what, how)));
    return 0;
  }

  /** The changes of the alert that the topic still holds, oldest first; at least one. */
  private List<Alert> changes(ServiceConfig config) {
    Map<String, List<Alert>> alerts = new LinkedHashMap<>();
    NormalAlerts.read(
        config,
        alert ->
            alerts
                .computeIfAbsent(alert.started() + " " + alert.series(), key -> new ArrayList<>())
                .add(alert));
    return alerts.values().stream()
        .filter(all -> all.stream().flatMap(ExplainCommand::names).anyMatch(wanted::equals))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new FailureException(none(config, alerts.values())));
  }

  private String none(ServiceConfig config, Collection<List<Alert>> alerts) {
    String topic = config.topics().alerts();
    SeriesHistory history = SeriesHistory.of(config);
    if (!history.newest(wanted, 1).values().isEmpty()) {
      return "series '%s' has no alert on topic %s; to see its values: wavecast watch %s%s"
          .formatted(wanted, topic, quoted(wanted), same());
    }
    Set<String> known = new TreeSet<>(history.someSeries());
    alerts.forEach(all -> all.stream().flatMap(ExplainCommand::names).forEach(known::add));
    return "no series, and no alert of topic %s, which keeps the latest of each series, is '%s'%s"
        .formatted(topic, wanted, Suggest.hint(wanted, known));
  }

  /** What names an alert: its series, and the ids of this and of its first change, if compacted. */
  static Stream<String> names(Alert alert) {
    return Stream.concat(
        Stream.of(alert.id(), alert.series()),
        Stream.of(Alert.State.values())
            .map(state -> Alert.idOf(alert.series(), alert.started(), state)));
  }

  /** The options that reach the same cluster, as they were given. */
  private String same() {
    return Stream.of("--config", "--bootstrap-servers")
        .filter(spec.commandLine().getParseResult()::hasMatchedOption)
        .map(name -> " " + name + " " + quoted(spec.findOption(name).stringValues().get(0)))
        .collect(Collectors.joining());
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** The last values before the begin of an alert, and the first from it on, oldest first. */
  private static List<Deviation> around(SeriesHistory history, Alert alert) {
    long begin = alert.started();
    List<Deviation> before = List.of();
    List<Deviation> after = List.of();
    for (Duration reach : REACH) {
      long ms = reach.toMillis();
      List<Deviation> all =
          history.between(alert.series(), Math.max(0, begin - ms), begin + ms).values();
      before = all.stream().filter(d -> d.timestamp() < begin).toList();
      after = all.stream().filter(d -> d.timestamp() >= begin).limit(FROM).toList();
      if (before.size() >= BEFORE) {
        break;
      }
    }
    List<Deviation> shown =
        new ArrayList<>(before.subList(Math.max(0, before.size() - BEFORE), before.size()));
    shown.addAll(after);
    return shown;
  }

  private void print(List<Alert> changes, Alert latest, List<Deviation> values) {
    print("series  " + Throwables.oneLine(latest.series()));
    if (!latest.labels().isEmpty()) {
      print("labels  " + Throwables.oneLine("" + latest.labels()));
    }
    Duration lasted = Duration.ofMillis(latest.since() - latest.started());
    boolean isOver = latest.state() == Alert.State.OK;
    print(
        "state   %s since %s; the alert began %s%s"
            .formatted(
                latest.state(),
                Instant.ofEpochMilli(latest.since()),
                Instant.ofEpochMilli(latest.started()),
                isOver ? " and lasted " + Durations.words(lasted) : ""));
    print("rule    " + latest.rule());
    print("\nWhy (docs/RUNBOOK.md#causes says more)");
    for (Alert a : changes) {
      print(
          "%s %s, %s: %s"
              .formatted(
                  Instant.ofEpochMilli(a.since()),
                  a.state(),
                  CauseText.name(a.cause()),
                  a.reason()));
    }
    print("\nValues around the begin" + (values.isEmpty() ? ": the topic holds none" : ""));
    if (!values.isEmpty()) {
      print(ValueRow.HEAD);
    }
    for (Deviation d : values) {
      print(new ValueRow(d).text() + (d.timestamp() == latest.started() ? "  began" : ""));
    }
  }

  private Map<String, String> actions(ServiceConfig config, Alert alert) {
    String series = quoted(Throwables.oneLine(SeriesPattern.ofKey(alert.series())));
    String now = Instant.now().toString().substring(0, 16);
    String needed = same() + (config.get(CalendarKeys.ENABLED) ? "" : "  (needs calendar.enabled)");
    Map<String, String> actions = new LinkedHashMap<>();
    Cause.Code code = alert.cause().code();
    if (code != Cause.Code.STALE && code != Cause.Code.RESUMED) {
      actions.put("it was normal", "wavecast alerts ack " + alert.id() + " --normal" + needed);
    }
    actions.put(
        "a quieter rule",
        "wavecast alerts suggest kafka://%s --series %s%s"
            .formatted(config.topics().observations(), series, same()));
    actions.put(
        "mute new alerts",
        "wavecast calendar add mute-%s %s start=%s duration=2h zone=UTC%s"
            .formatted(alert.id().substring(0, 8), series, now, needed));
    config
        .get(DeliveryKeys.LINK)
        .map(console -> ConsoleApi.link("" + console, alert.series(), alert.started()))
        .ifPresent(address -> actions.put("see it", address));
    return actions;
  }

  /** As on their topics. */
  private static String json(List<? extends Event> events) {
    return events.stream()
        .map(event -> new String(EventCodec.write(event), UTF_8))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
