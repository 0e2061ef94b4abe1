package io.wavecast.service.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.SecuredBroker;
import io.wavecast.broker.SecuredBroker.Mechanism;
import io.wavecast.kafka.acl.Program;
import io.wavecast.service.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command, by each way to log in, with exactly the rights that are documented. */
@Tag("slow")
class MechanismsTest extends OnSecuredBroker {
  @ParameterizedTest
  @EnumSource
  void every_command_works_with_exactly_its_rights(Mechanism mechanism) throws Exception {
    String id = mechanism.name().toLowerCase(Locale.ROOT);
    SecuredFixture user =
        new SecuredFixture(
            broker,
            dir.resolve(id),
            mechanism,
            id,
            "sketches.enabled: true",
            "chorales.enabled: true",
            "delivery.webhook.url: http://127.0.0.1:1/",
            "delivery.alertmanager.url: http://127.0.0.1:1/");

    user.permit(Program.TOPICS_CREATE);
    Cli create = user.run("topics", "create");
    user.permit(Program.TOPICS_CHECK);
    Cli check = user.run("topics", "check");
    user.permit(Program.SEND);
    Cli send = user.run("send", user.observations().toString());
    user.permit(Program.SERVE);
    Cli serve = user.serve(running -> user.count("forecasts") == 2 && hasGroups(id));

    assertThat(create.code()).as(create.err()).isZero();
    assertThat(check.code()).as(check.err() + check.out()).isZero();
    assertThat(send.code()).as(send.err()).isZero();
    assertThat(serve.code()).as(serve.err()).isZero();
    assertThat(user.count("forecasts")).isEqualTo(2);
    if (mechanism == Mechanism.OAUTHBEARER) {
      assertThat(broker.issuedTokens()).isPositive();
    }
  }

  @Test
  void secrets_come_from_a_file_that_may_be_replaced() throws Exception {
    Path secrets = Files.writeString(dir.resolve("secrets.properties"), jaas("outdated"));
    SecuredFixture user =
        new SecuredFixture(
            broker,
            dir.resolve("file"),
            Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "config.providers", "file",
                "config.providers.file.class", FileConfigProvider.class.getName(),
                "sasl.jaas.config", "${file:" + secrets + ":jaas}"),
            Mechanism.PLAIN,
            "file");
    user.permit(Program.TOPICS_CREATE);

    Cli outdated = user.run("topics", "create");
    Files.writeString(secrets, jaas(SecuredBroker.SECRET));
    Cli create = user.run("topics", "create");

    assertThat(outdated.code()).isEqualTo(1);
    assertThat(outdated.err()).contains("Authentication failed").doesNotContain("outdated");
    assertThat(create.code()).as(create.err()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "MTLS"})
  void stores_may_be_pem_files(Mechanism mechanism) throws Exception {
    String id = "pem-" + mechanism.ordinal();
    Map<String, String> client = broker.client(mechanism);
    Map<String, String> pem = new HashMap<>();
    for (String kind : List.of("keystore", "truststore")) {
      if (client.containsKey("ssl." + kind + ".location")) {
        pem.putAll(PemStore.properties(client, kind, dir.resolve(id)));
      }
    }
    pem.put("ssl.key.password", "");
    SecuredFixture user = new SecuredFixture(broker, dir.resolve(id), pem, mechanism, id);
    user.permit(Program.TOPICS_CREATE);

    Cli create = user.run("topics", "create");

    assertThat(create.code()).as(create.err()).isZero();
  }

  private static String jaas(String password) {
    return "jaas=%s required username=\"%s\" password=\"%s\";"
        .formatted(PlainLoginModule.class.getName(), SecuredBroker.USER, password);
  }

  /** Whether every consumer group of serve exists, so that each part has joined. */
  private static boolean hasGroups(String id) {
    try {
      return broker.admin().listGroups().all().get().stream()
              .filter(group -> group.groupId().equals(id) || group.groupId().startsWith(id + "-"))
              .count()
          == 5;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
