package io.wavecast.service.secured;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.wavecast.broker.SecuredBroker.Mechanism;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.service.cli.Cli;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** With a single right missing, a command says in one line which one. */
class PermissionsTest extends OnSecuredBroker {
  private static final String ID = "full";

  private static SecuredFixture user;
  private static final AtomicInteger fresh = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    user = fixture(ID);
    user.createTopics();
    user.permit(Program.SERVE);
    Cli serve = user.serve(running -> hasStarted(running) && hasInternalTopics());
    assertThat(serve.code()).as(serve.err()).isZero();
  }

  static Stream<Acl> required() {
    return rights(Program.SERVE).filter(acl -> !acl.optional());
  }

  static Stream<Acl> optional() {
    return rights(Program.SERVE).filter(Acl::optional);
  }

  static Stream<Acl> creation() {
    return user.acls(Program.SERVE).stream().filter(acl -> acl.operation() == CREATE);
  }

  /** Rights that matter where the topics exist. */
  private static Stream<Acl> rights(Program program) {
    return user.acls(program).stream().filter(acl -> acl.operation() != CREATE);
  }

  @ParameterizedTest
  @MethodSource("required")
  void serve_refuses_to_start_without_a_right(Acl missing) throws Exception {
    user.permit(user.without(Program.SERVE, missing));

    Cli serve = user.serve(PermissionsTest::hasStarted);

    assertDenied(serve, Program.SERVE, missing);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("optional")
  void serve_starts_without_an_optional_right_and_names_it(Acl missing) throws Exception {
    user.permit(user.without(Program.SERVE, missing));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("io.wavecast.service");
    logger.addAppender(log);

    Cli serve = user.serve(PermissionsTest::hasStarted);
    logger.detachAppender(log);

    assertThat(serve.code()).as(serve.err()).isZero();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("not permitted: " + missing + ": " + missing.use());
  }

  @ParameterizedTest
  @MethodSource("creation")
  void serve_creates_nothing_without_the_right_to(Acl anyPrefix) throws Exception {
    String id = "new" + fresh.incrementAndGet();
    SecuredFixture other = fixture(id);
    Acl missing =
        other.acls(Program.SERVE).stream()
            .filter(acl -> acl.toString().equals(anyPrefix.toString().replace(ID, id)))
            .findFirst()
            .orElseThrow();
    other.permit(other.without(Program.SERVE, missing));

    Cli serve = other.serve(PermissionsTest::hasStarted);

    assertDenied(serve, Program.SERVE, missing);
    assertThat(broker.admin().listTopics().names().get()).noneMatch(name -> name.startsWith(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"READ", "WRITE"})
  void serve_names_the_right_on_internal_topics_that_did_not_exist_at_its_start(String operation)
      throws Exception {
    String id = "later-" + operation;
    SecuredFixture other = new SecuredFixture(broker, dir.resolve(id), Mechanism.SCRAM_SHA_512, id);
    Acl missing =
        other.acls(Program.SERVE).stream()
            .filter(acl -> acl.isPrefixed() && acl.operation().name().equals(operation))
            .filter(acl -> acl.kind().equals("topic"))
            .findFirst()
            .orElseThrow();
    other.createTopics();
    other.permit(other.without(Program.SERVE, missing));
    Cli send =
        Cli.run(
            "send",
            other.observations().toString(),
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--topics-prefix",
            id + ".");

    Cli serve = other.serve(running -> other.count("forecasts") > 0);
    if (serve.code() != 1) { // nothing was read of a changelog that was empty: the next start does
      serve = other.serve(running -> false);
    }

    assertThat(send.code()).as(send.err()).isZero();
    assertDenied(serve, Program.SERVE, missing);
  }

  @ParameterizedTest
  @EnumSource(names = {"SEND", "TOPICS_CHECK", "TOPICS_CREATE"})
  void other_commands_name_the_right_that_is_missing(Program program) throws Exception {
    for (Acl missing : rights(program).filter(acl -> !acl.optional()).toList()) {
      user.permit(user.without(program, missing));

      Cli command =
          program == Program.SEND
              ? user.run("send", user.observations().toString(), "--inputs={timestamp: /timestamp}")
              : user.run(program.title().split("-", 2));

      assertDenied(command, program, missing);
    }
  }

  @Test
  void topics_check_names_the_topics_whose_settings_it_may_not_read() throws Exception {
    user.permit(user.acls(Program.TOPICS_CHECK).stream().filter(acl -> !acl.optional()).toList());

    Cli check = user.run("topics", "check");

    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out().lines())
        .hasSize(9)
        .contains(
            "full.alerts: exists, not checked: DESCRIBE_CONFIGS on topic 'full.alerts' is not permitted");
  }

  private static SecuredFixture fixture(String id) throws IOException {
    return new SecuredFixture(
        broker,
        dir.resolve(id),
        Mechanism.SCRAM_SHA_512,
        id,
        "inputs: [{key: /name, timestamp: /timestamp}]",
        "sketches.enabled: true",
        "chorales.enabled: true",
        "delivery.webhook.url: http://127.0.0.1:1/");
  }

  private static boolean hasStarted(Cli serve) {
    return serve.err().contains("wavecast: from ");
  }

  /** Rights on internal topics are checked where these exist, some time after the start. */
  private static boolean hasInternalTopics() {
    try {
      Set<String> names = broker.admin().listTopics().names().get();
      return names.stream().anyMatch(name -> name.startsWith(ID + "-"));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertDenied(Cli command, Program program, Acl missing) {
    assertThat(command.code()).as(command.err()).isEqualTo(1);
    assertThat(command.err().lines().filter(line -> line.contains("permitted")))
        .as(command.err())
        .containsExactly(
            "wavecast: not permitted: %1$s, which %2$s needs: %3$s ('wavecast topics acls %4$s' prints all)"
                .formatted(missing, program.command(), missing.use(), program.title()));
  }
}
