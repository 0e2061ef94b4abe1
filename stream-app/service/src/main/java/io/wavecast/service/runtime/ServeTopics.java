package io.wavecast.service.runtime;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicCreation;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.service.topics.InternalTopics;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code serve} requires of the cluster's topics, and of its user's rights. */
final class ServeTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ServeTopics.class);

  private ServeTopics() {}

  /**
   * Requires the rights, creates absent topics unless the settings forbid it, and checks the
   * others.
   *
   * @return the largest record that the topic of dead letters takes, bytes
   * @throws FailureException that names a right or a topic that is absent
   */
  static int prepare(Settings settings, TopicAdmin admin) {
    for (Acl missing : requirePermissions(settings, admin)) {
      LOG.warn("not permitted: {}: {}", missing, missing.use());
    }
    for (TopicAdmin.Finding finding : findings(settings, admin)) {
      if (finding.status() == TopicAdmin.Status.ABSENT) {
        throw new FailureException(
            ("topic '%s' does not exist, and topics.create is never: create the topics with"
                    + " 'wavecast topics create --internal' and the settings of serve")
                .formatted(finding.topic()));
      }
      if (finding.status() == TopicAdmin.Status.DIFFERS) {
        LOG.warn("topic {}", finding.line());
      }
    }
    admin.warnings(TopicSpec.of(settings)).forEach(line -> LOG.warn("topics {}", line));
    return admin.maxRecordBytes(PipelineSettings.topics(settings).deadLetters());
  }

  private static List<TopicAdmin.Finding> findings(Settings settings, TopicAdmin admin) {
    List<TopicSpec> topics = TopicSpec.of(settings);
    if (creates(settings)) {
      return admin.ensure(topics);
    }
    List<TopicAdmin.Finding> findings = new ArrayList<>(admin.check(topics));
    findings.addAll(admin.check(InternalTopics.of(settings, input -> 1)));
    return findings;
  }

  /**
   * Looks for topics that were deleted, and creates them again unless the settings forbid it.
   *
   * @return a line for each one that is still absent
   * @throws FailureException if the cluster does not answer
   */
  static List<String> restore(Settings settings, TopicAdmin admin) {
    List<TopicSpec> topics = TopicSpec.of(settings);
    Set<String> present = admin.partitions(topics.stream().map(TopicSpec::name).toList()).keySet();
    List<TopicSpec> deleted =
        topics.stream().filter(topic -> !present.contains(topic.name())).toList();
    if (deleted.isEmpty()) {
      return List.of();
    }
    if (!creates(settings)) {
      return deleted.stream()
          .map(TopicSpec::name)
          .map("topic '%s' was deleted: create it again with 'wavecast topics create'"::formatted)
          .toList();
    }
    List<String> absent = new ArrayList<>();
    for (TopicAdmin.Finding finding : admin.ensure(deleted)) {
      if (finding.status() == TopicAdmin.Status.CREATED) {
        LOG.warn("a topic was deleted under a running service: {}", finding.line());
      } else if (finding.status() == TopicAdmin.Status.ABSENT) {
        absent.add("topic '%s' was deleted".formatted(finding.topic()));
      }
    }
    return absent;
  }

  /**
   * Requires the rights.
   *
   * @return the optional ones that are missing
   * @throws FailureException that names the first missing one
   */
  static List<Acl> requirePermissions(Settings settings, TopicAdmin admin) {
    return admin.require(Program.SERVE, Program.SERVE.acls(settings, creates(settings)));
  }

  private static boolean creates(Settings settings) {
    return settings.get(TopicKeys.CREATE) == TopicCreation.AUTO;
  }
}
