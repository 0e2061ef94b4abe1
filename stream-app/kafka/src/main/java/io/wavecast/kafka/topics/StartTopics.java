package io.wavecast.kafka.topics;

import io.wavecast.config.Settings;
import io.wavecast.config.TopicCreation;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.TopicAdmin.Finding;
import io.wavecast.kafka.topics.TopicAdmin.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a program of an engine requires of the cluster's topics, and of its user's rights, before it
 * starts its pipelines. Thread-safe if the consumer is.
 *
 * @param settings of the program
 * @param program that starts
 * @param warn takes a line about each thing that an operator should look at
 */
public record StartTopics(Settings settings, Program program, Consumer<String> warn) {
  /**
   * Requires the rights, creates absent topics unless the settings forbid it, and checks the
   * others.
   *
   * @param admin of the cluster
   * @param sized the topics with the partitions that absent ones are to get
   * @param internal topics that the engine creates itself, where it may
   * @return the names of the topics that were created
   * @throws NoAnswerException if the cluster does not answer
   * @throws FailureException that names a right or a topic that is absent
   */
  public List<String> prepare(
      TopicAdmin admin, UnaryOperator<List<TopicSpec>> sized, List<TopicSpec> internal) {
    for (Acl missing : requirePermissions(admin)) {
      warn.accept("not permitted: %s: %s".formatted(missing, missing.use()));
    }
    List<TopicSpec> topics = TopicSpec.of(settings);
    List<Finding> findings = findings(admin, topics, sized, internal);
    for (Finding finding : findings) {
      if (finding.status() == Status.ABSENT) {
        throw new FailureException(
            "topic '%s' does not exist, and topics.create is never: correct its name, or create the topics with '%s' and the same settings"
                .formatted(
                    finding.topic(),
                    "wavecast topics create" + (internal.isEmpty() ? "" : " --internal")));
      }
    }
    warnings(findings, TopicSpec.foreign(settings)).forEach(warn);
    admin.warnings(topics, internal).forEach(warn);
    return findings.stream()
        .filter(finding -> finding.status() == Status.CREATED)
        .map(Finding::topic)
        .toList();
  }

  /**
   * Requires the rights.
   *
   * @return the optional ones that are missing
   * @throws NoAnswerException if the cluster does not answer
   * @throws FailureException that names the first missing one
   */
  public List<Acl> requirePermissions(TopicAdmin admin) {
    return admin.require(program, program.acls(settings, creates()));
  }

  /**
   * What an operator should look at.
   *
   * @param foreign topics of other producers: an absent one may be a misspelt name
   */
  static List<String> warnings(List<Finding> findings, List<String> foreign) {
    List<String> warnings = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.status() == Status.DIFFERS) {
        warnings.add("topic " + finding.line());
      }
      if (finding.status() == Status.CREATED && foreign.contains(finding.topic())) {
        warnings.add(
            "input topic %s did not exist and was created, empty: check its name in 'inputs'"
                .formatted(finding.topic()));
      }
    }
    return warnings;
  }

  private List<Finding> findings(
      TopicAdmin admin,
      List<TopicSpec> topics,
      UnaryOperator<List<TopicSpec>> sized,
      List<TopicSpec> internal) {
    if (creates()) {
      return admin.ensure(sized.apply(topics));
    }
    List<Finding> findings = new ArrayList<>(admin.check(topics));
    findings.addAll(admin.check(internal));
    return findings;
  }

  private boolean creates() {
    return settings.get(TopicKeys.CREATE) == TopicCreation.AUTO;
  }
}
