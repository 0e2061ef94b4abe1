package io.wavecast.service.runtime;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.StartTopics;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.service.topics.Growth;
import io.wavecast.service.topics.InternalTopics;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code serve} requires of the cluster's topics, and of its user's rights. */
final class ServeTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ServeTopics.class);

  private ServeTopics() {}

  /**
   * Requires the rights, creates absent topics unless the settings forbid it, and checks the
   * others. A topic whose pipeline has states gets as many partitions as these.
   *
   * @return the largest record that the topic of dead letters takes, bytes
   * @throws FailureException that names a right or a topic that is absent
   */
  static int prepare(Settings settings, TopicAdmin admin) {
    var unused =
        start(settings)
            .prepare(
                admin,
                topics -> Growth.sized(topics, settings, admin),
                InternalTopics.of(settings, input -> 1));
    return admin.maxRecordBytes(PipelineSettings.topics(settings).deadLetters());
  }

  /**
   * Requires the rights.
   *
   * @return the optional ones that are missing
   * @throws FailureException that names the first missing one
   */
  static List<Acl> requirePermissions(Settings settings, TopicAdmin admin) {
    return start(settings).requirePermissions(admin);
  }

  private static StartTopics start(Settings settings) {
    return new StartTopics(settings, Program.SERVE, LOG::warn);
  }
}
