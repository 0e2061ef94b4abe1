package io.wavecast.kafka.acl;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.wavecast.config.ConsolePage;
import io.wavecast.config.DeliveryKeys;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.GroupKeys;
import io.wavecast.config.GroupProtocol;
import io.wavecast.config.Guarantee;
import io.wavecast.config.Host;
import io.wavecast.config.HttpKeys;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.schemas.forecast.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/** The programs that use a cluster, each with the rights that it needs: no more, no fewer. */
public enum Program {
  SERVE,
  CONSOLE,
  EXPLAIN,
  WATCH,
  /** With {@code --history} it reads the topics that its arguments name, see {@link #history}. */
  SEND,
  TOPICS_CREATE,
  TOPICS_CHECK,
  /** Its commands add, list and remove. */
  CALENDAR,
  ALERTS_ACK,
  /** Also {@code evaluate}, {@code replay} and {@code alerts suggest}, see {@link #titles}. */
  TRAIN,
  FLINK;

  /** Kafka's name of every topic, as a literal one. */
  private static final String EVERY = "*";

  /** The command, e.g. {@code topics create}. */
  public String command() {
    return title().replaceFirst("^(topics|alerts)-", "$1 ");
  }

  /** The name as an argument, in one word: {@code topics-create}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The {@link #title} and the names of other programs that need exactly the same rights. */
  public List<String> titles() {
    return this == TRAIN
        ? List.of(title(), "evaluate", "replay", "alerts-suggest")
        : List.of(title());
  }

  /**
   * The rights with these settings, each once.
   *
   * @param creates whether the program creates absent topics; it always creates its internal ones
   */
  public List<Acl> acls(Settings s, boolean creates) {
    Map<String, Acl> each = new LinkedHashMap<>();
    for (Acl acl : all(s, creates)) {
      // of a right that is required for one thing and optional for another, the required one
      each.merge(acl.toString(), acl, (one, other) -> one.optional() ? other : one);
    }
    return List.copyOf(each.values());
  }

  private List<Acl> all(Settings s, boolean creates) {
    return switch (this) {
      case SERVE -> serve(s, creates);
      case CONSOLE -> console(s);
      case EXPLAIN, WATCH -> events(s, "reads what is said of the series");
      case SEND -> send(s);
      case TOPICS_CREATE -> topicsCommand(s, List.of(DESCRIBE, CREATE));
      case TOPICS_CHECK -> topicsCommand(s, List.of(DESCRIBE));
      case CALENDAR -> calendar(s);
      case ALERTS_ACK -> acknowledge(s);
      case TRAIN -> train(s);
      case FLINK -> flink(s, creates);
    };
  }

  private static List<Acl> serve(Settings s, boolean creates) {
    String application = s.get(EngineKeys.APPLICATION_ID);
    List<ServedPipeline> pipelines = ServedPipeline.of(s);
    List<Acl> acls = new ArrayList<>();
    pipelines.forEach(pipeline -> acls.addAll(inputAndOutputs(pipeline.io())));
    followCalendar(s, acls);
    pipelines.forEach(
        pipeline -> acls.add(Acl.group(pipeline.applicationId(), READ, "shares the work")));
    if (s.get(GroupKeys.PROTOCOL) == GroupProtocol.STREAMS) {
      for (ServedPipeline pipeline : pipelines) {
        String use = "sets the group's session timeout";
        acls.add(Acl.group(pipeline.applicationId(), ALTER_CONFIGS, use).asOptional());
      }
    }
    for (String sink : deliveries(s)) {
      acls.add(Acl.group(application + "-" + sink, READ, "delivers alerts"));
      acls.add(Acl.topic(PipelineSettings.delivered(s), READ, "delivers alerts"));
    }
    if (s.get(EngineKeys.GUARANTEE) == Guarantee.EXACTLY_ONCE) {
      acls.add(transactions(application));
    }
    for (AclOperation operation : creates ? List.of(READ, WRITE, CREATE) : List.of(READ, WRITE)) {
      acls.add(Acl.prefixed(TOPIC, application + "-", operation, "keeps states"));
    }
    if (pipelines.stream().anyMatch(pipeline -> pipeline.io().needsRepartition())) {
      acls.add(Acl.prefixed(TOPIC, application + "-", DELETE, "purges repartitioned records"));
    }
    shown(s).forEach(acl -> acls.add(acl.asOptional()));
    acls.addAll(topics(s, creates ? List.of(CREATE) : List.of(), List.of(DESCRIBE_CONFIGS)));
    return acls;
  }

  private static List<Acl> console(Settings s) {
    List<Acl> acls = new ArrayList<>(shown(s));
    followCalendar(s, acls);
    return acls;
  }

  /** What the console needs; for the topics without which it shows no series, not optional. */
  private static List<Acl> shown(Settings s) {
    String use = "shows it on the console";
    List<Acl> acls = new ArrayList<>(events(s, use));
    acls.add(Acl.topic(PipelineSettings.topics(s).deadLetters(), READ, use).asOptional());
    PipelineSettings.incidentTopics(s)
        .ifPresent(t -> acls.add(Acl.topic(t.incidents(), READ, use).asOptional()));
    boolean isWritten = s.get(HttpKeys.TOKEN_FILE).isPresent();
    if (isWritten) {
      PipelineSettings.followedCalendar(s)
          .map(topic -> Acl.topic(topic, WRITE, "the console's buttons").asOptional())
          .ifPresent(acls::add);
    }
    for (ConsolePage page : PipelineModules.pages(s)) {
      acls.add(Acl.topic(page.output().name(s), READ, use).asOptional());
      if (isWritten) {
        acls.add(Acl.topic(page.input().name(s), WRITE, "a page of the console").asOptional());
      }
    }
    return acls;
  }

  private static List<Acl> events(Settings s, String use) {
    Topics topics = PipelineSettings.topics(s);
    return Stream.of(topics.forecasts(), topics.deviations(), topics.alerts())
        .map(name -> Acl.topic(name, READ, use))
        .toList();
  }

  private static List<String> deliveries(Settings s) {
    List<String> sinks = new ArrayList<>();
    if (s.isSet(DeliveryKeys.ALERTMANAGER)) {
      sinks.add("alertmanager");
    }
    if (s.isSet(DeliveryKeys.WEBHOOK)) {
      sinks.add("webhook");
    }
    return sinks;
  }

  private static List<Acl> flink(Settings s, boolean creates) {
    String application =
        s.has(EngineKeys.APPLICATION_ID)
            ? s.get(EngineKeys.APPLICATION_ID)
            : EngineKeys.APPLICATION_ID.defaultText(Host.FLINK);
    List<Acl> acls = new ArrayList<>();
    ServedPipeline.of(s).forEach(pipeline -> acls.addAll(inputAndOutputs(pipeline.io())));
    followCalendar(s, acls);
    acls.add(Acl.group(application, READ, "keeps its offsets"));
    if (s.get(EngineKeys.GUARANTEE) == Guarantee.EXACTLY_ONCE) {
      acls.add(transactions(application));
      for (ServedPipeline pipeline : ServedPipeline.of(s)) {
        outputs(pipeline.io())
            .forEach(topic -> acls.add(Acl.topic(topic, READ, "finds its open transactions")));
      }
    }
    acls.addAll(topics(s, creates ? List.of(CREATE) : List.of(), List.of(DESCRIBE_CONFIGS)));
    return acls;
  }

  private static void followCalendar(Settings s, List<Acl> acls) {
    PipelineSettings.followedCalendar(s)
        .ifPresent(topic -> acls.add(Acl.topic(topic, READ, "follows the calendar")));
  }

  private static List<Acl> train(Settings s) {
    List<Acl> acls = new ArrayList<>(List.of(Acl.topic(observations(s), READ, "reads the series")));
    PipelineSettings.followedCalendar(s)
        .map(topic -> Acl.topic(topic, READ, "replays with the calendar").asOptional())
        .ifPresent(acls::add);
    return acls;
  }

  private static List<Acl> calendar(Settings s) {
    String topic = PipelineSettings.calendarTopic(s);
    return List.of(
        Acl.topic(topic, READ, "reads the entries"), Acl.topic(topic, WRITE, "writes entries"));
  }

  private static List<Acl> acknowledge(Settings s) {
    return List.of(
        Acl.topic(PipelineSettings.topics(s).alerts(), READ, "finds the alert"),
        Acl.topic(PipelineSettings.calendarTopic(s), READ, "finds an earlier entry"),
        Acl.topic(PipelineSettings.calendarTopic(s), WRITE, "writes an entry"));
  }

  private static Acl transactions(String application) {
    return Acl.prefixed(TRANSACTIONAL_ID, application + "-", WRITE, "exactly once");
  }

  private static List<Acl> inputAndOutputs(PipelineIo<?> io) {
    List<Acl> acls = new ArrayList<>();
    io.inputs().forEach(topic -> acls.add(Acl.topic(topic, READ, "reads " + io.names().source())));
    for (String prefix : io.pattern().prefixes()) {
      String use = "reads " + io.names().source() + " by patterns";
      acls.add(
          prefix.isEmpty() ? Acl.topic(EVERY, READ, use) : Acl.prefixed(TOPIC, prefix, READ, use));
    }
    outputs(io).forEach(topic -> acls.add(Acl.topic(topic, WRITE, "writes its results")));
    return acls;
  }

  private static Set<String> outputs(PipelineIo<?> io) {
    Set<String> topics = new LinkedHashSet<>(io.outputs());
    topics.add(io.deadLetters());
    return topics;
  }

  private static List<Acl> topicsCommand(Settings s, List<AclOperation> operations) {
    List<Acl> acls = new ArrayList<>(topics(s, operations, List.of(DESCRIBE_CONFIGS)));
    String prefix = s.get(EngineKeys.APPLICATION_ID) + "-";
    operations.forEach(o -> acls.add(Acl.prefixed(TOPIC, prefix, o, "--internal").asOptional()));
    return acls;
  }

  private static List<Acl> send(Settings s) {
    String refused = PipelineSettings.topics(s).deadLetters();
    return List.of(
        Acl.topic(observations(s), WRITE, "sends observations"),
        Acl.topic(refused, READ, "reads what was refused of a history").asOptional());
  }

  /** The rights that {@code send --history} needs, and to read these topics. */
  public static List<Acl> history(Settings s, List<String> sources) {
    List<Acl> acls = new ArrayList<>();
    sources.forEach(topic -> acls.add(Acl.topic(topic, READ, "reads the history")));
    acls.add(Acl.topic(observations(s), WRITE, "sends the history"));
    acls.add(Acl.topic(PipelineSettings.topics(s).deadLetters(), READ, "reads what was refused"));
    return acls;
  }

  private static List<Acl> topics(
      Settings s, List<AclOperation> required, List<AclOperation> optional) {
    Set<String> names = new LinkedHashSet<>();
    for (ServedPipeline pipeline : ServedPipeline.of(s)) {
      names.addAll(pipeline.io().inputs());
      names.addAll(outputs(pipeline.io()));
    }
    PipelineSettings.followedCalendar(s).ifPresent(names::add);
    List<Acl> acls = new ArrayList<>();
    for (String name : names) {
      required.forEach(o -> acls.add(Acl.topic(name, o, use(o))));
      optional.forEach(o -> acls.add(Acl.topic(name, o, use(o)).asOptional()));
    }
    return acls;
  }

  private static String use(AclOperation operation) {
    return operation == CREATE ? "creates it where it is absent" : "checks it";
  }

  private static String observations(Settings s) {
    return PipelineSettings.topics(s).observations();
  }
}
