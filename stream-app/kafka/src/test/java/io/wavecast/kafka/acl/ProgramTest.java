package io.wavecast.kafka.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.kafka.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final Settings SETTINGS =
      Settings.load(
          Host.FLINK,
          Map.of("inputs", "[{topics: [shop]}]", "incidents.enabled", "true"),
          Map.of(),
          Optional.empty());

  @Test
  void the_job_on_flink_needs_the_right_to_create_each_of_its_topics_if_it_may() {
    List<String> created = created(Program.FLINK.acls(SETTINGS, true));

    assertThat(created)
        .containsExactlyInAnyOrderElementsOf(
            TopicSpec.of(SETTINGS).stream().map(TopicSpec::name).toList())
        .contains("shop", "wavecast.incidents", "wavecast.dead-letters");
  }

  @Test
  void the_job_on_flink_needs_no_right_to_create_if_it_must_not() {
    assertThat(created(Program.FLINK.acls(SETTINGS, false))).isEmpty();
  }

  private static List<String> created(List<Acl> acls) {
    return acls.stream()
        .filter(acl -> acl.operation() == AclOperation.CREATE)
        .map(acl -> acl.resource().name())
        .toList();
  }
}
