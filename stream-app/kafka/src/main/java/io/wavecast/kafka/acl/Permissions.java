package io.wavecast.kafka.acl;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;

import io.wavecast.core.text.FailureException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Asks a cluster which of the needed rights its user has. Whatever cannot be asked, e.g. because a
 * topic is absent or the cluster does not say, counts as permitted. Not thread-safe.
 */
public final class Permissions {
  /** Continues a prefix to a name that nothing has. */
  private static final String PROBE = "permission-check";

  private final Admin admin;

  /** The operations that are permitted on each topic whose permissions are known. */
  private final Map<String, Set<AclOperation>> topics = new HashMap<>();

  private Permissions(Admin admin) {
    this.admin = admin;
  }

  /**
   * The rights among these that the user of a client lacks.
   *
   * @throws KafkaException when the cluster does not answer
   */
  public static List<Acl> missing(Admin admin, List<Acl> acls) {
    Permissions asked = new Permissions(admin);
    asked.describe(acls);
    // every question is on its way before the first answer is waited for
    List<BooleanSupplier> permitted = acls.stream().map(asked::permits).toList();
    return IntStream.range(0, acls.size())
        .filter(i -> !permitted.get(i).getAsBoolean())
        .mapToObj(acls::get)
        .toList();
  }

  /**
   * Requires the rights that are not optional.
   *
   * @param program that needs them
   * @return the optional ones that are missing
   * @throws KafkaException when the cluster does not answer
   * @throws FailureException that names the first missing one
   */
  public static List<Acl> require(Admin admin, List<Acl> acls, Program program) {
    List<Acl> missing = missing(admin, acls);
    missing.stream()
        .filter(acl -> !acl.optional())
        .findFirst()
        .ifPresent(
            acl -> {
              throw denied(acl, program);
            });
    return missing;
  }

  /** The failure for want of a right. */
  public static FailureException denied(Acl acl, Program program) {
    return new FailureException(
        "not permitted: %s, which %s needs: %s ('wavecast topics acls %s' prints all)"
            .formatted(acl, program.command(), acl.use(), program.title()));
  }

  private void describe(List<Acl> acls) {
    Set<String> names = new TreeSet<>();
    Set<String> prefixes = new TreeSet<>();
    for (Acl acl : acls) {
      if (acl.resource().resourceType() == TOPIC) {
        (acl.isPrefixed() ? prefixes : names).add(acl.resource().name());
      }
    }
    if (!prefixes.isEmpty()) {
      for (String existing : answer(admin.listTopics().names()).orElse(Set.of())) {
        if (prefixes.stream().anyMatch(existing::startsWith)) {
          names.add(existing);
        }
      }
    }
    admin
        .describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach((name, topic) -> operations(topic).ifPresent(all -> topics.put(name, all)));
  }

  /** What is permitted on a topic; empty where that is unknown, e.g. because it is absent. */
  private static Optional<Set<AclOperation>> operations(KafkaFuture<TopicDescription> topic) {
    return isPermitted(topic)
        ? answer(topic).map(TopicDescription::authorizedOperations)
        : Optional.of(Set.of());
  }

  /** Asks for a right; the supplier waits for the answer. */
  private BooleanSupplier permits(Acl acl) {
    String name = acl.resource().name();
    return switch (acl.resource().resourceType()) {
      case GROUP -> permitted(admin.listConsumerGroupOffsets(name).all());
      case TRANSACTIONAL_ID -> permitted(admin.describeTransactions(List.of(name + PROBE)).all());
      default -> acl.isPrefixed() ? permitsAll(acl) : permits(name, acl.operation());
    };
  }

  private BooleanSupplier permitsAll(Acl acl) {
    String prefix = acl.resource().name();
    List<String> existing = topics.keySet().stream().filter(t -> t.startsWith(prefix)).toList();
    if (existing.isEmpty()) {
      return permits(prefix + PROBE, acl.operation());
    }
    List<BooleanSupplier> each =
        existing.stream().map(topic -> permits(topic, acl.operation())).toList();
    return () -> each.stream().allMatch(BooleanSupplier::getAsBoolean);
  }

  private BooleanSupplier permits(String topic, AclOperation operation) {
    Set<AclOperation> permitted = topics.get(topic);
    if (operation != CREATE) {
      return () -> permitted == null || permitted.contains(operation);
    }
    if (permitted != null) {
      return () -> true; // it exists, so nothing is created
    }
    return permitted(
        admin
            .createTopics(
                List.of(new NewTopic(topic, Optional.of(1), Optional.empty())),
                new CreateTopicsOptions().validateOnly(true))
            .all());
  }

  private static BooleanSupplier permitted(KafkaFuture<?> answer) {
    return () -> isPermitted(answer);
  }

  private static boolean isPermitted(KafkaFuture<?> answer) {
    return !(error(answer).orElse(null) instanceof AuthorizationException);
  }

  private static <T> Optional<T> answer(KafkaFuture<T> answer) {
    return error(answer).isPresent()
        ? Optional.empty()
        : Optional.of(answer.toCompletionStage().toCompletableFuture().join());
  }

  /**
   * Waits for an answer.
   *
   * @return the error that the cluster answered, if any
   * @throws KafkaException when it did not answer, or does not know the user
   */
  private static Optional<Throwable> error(KafkaFuture<?> answer) {
    try {
      answer.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException timeout) {
        throw timeout;
      }
      if (e.getCause() instanceof AuthenticationException unknown) {
        throw unknown;
      }
      return Optional.ofNullable(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
