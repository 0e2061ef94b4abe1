package io.wavecast.service.runtime;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicCreation;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.service.topics.DeletedTopics;
import io.wavecast.service.topics.InternalTopics;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
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
    List<TopicAdmin.Finding> findings = findings(settings, admin);
    for (TopicAdmin.Finding finding : findings) {
      if (finding.status() == TopicAdmin.Status.ABSENT) {
        throw new FailureException(
            ("topic '%s' does not exist, and topics.create is never: create the topics with"
                    + " 'wavecast topics create --internal' and the settings of serve")
                .formatted(finding.topic()));
      }
    }
    warnings(findings, TopicSpec.foreign(settings)).forEach(LOG::warn);
    admin
        .warnings(TopicSpec.of(settings), InternalTopics.of(settings, input -> 1))
        .forEach(LOG::warn);
    return admin.maxRecordBytes(PipelineSettings.topics(settings).deadLetters());
  }

  /**
   * What an operator should look at.
   *
   * @param foreign topics of other producers: an absent one may be a misspelt name
   */
  static List<String> warnings(List<TopicAdmin.Finding> findings, List<String> foreign) {
    List<String> warnings = new ArrayList<>();
    for (TopicAdmin.Finding finding : findings) {
      if (finding.status() == TopicAdmin.Status.DIFFERS) {
        warnings.add("topic " + finding.line());
      }
      if (finding.status() == TopicAdmin.Status.CREATED && foreign.contains(finding.topic())) {
        warnings.add(
            "input topic %s did not exist and was created, empty: check its name in 'inputs'"
                .formatted(finding.topic()));
      }
    }
    return warnings;
  }

  private static List<TopicAdmin.Finding> findings(Settings settings, TopicAdmin admin) {
    List<TopicSpec> topics = TopicSpec.of(settings);
    if (creates(settings)) {
      return admin.ensure(DeletedTopics.sized(topics, settings, admin));
    }
    List<TopicAdmin.Finding> findings = new ArrayList<>(admin.check(topics));
    findings.addAll(admin.check(InternalTopics.of(settings, input -> 1)));
    return findings;
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
