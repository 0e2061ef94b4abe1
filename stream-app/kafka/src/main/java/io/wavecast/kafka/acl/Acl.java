package io.wavecast.kafka.acl;

import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One right. READ, WRITE and DELETE include DESCRIBE.
 *
 * @param resource what it is a right on
 * @param operation what is permitted
 * @param use what the right is for, in a few words
 * @param optional whether a command starts without it, and does less
 */
public record Acl(ResourcePattern resource, AclOperation operation, String use, boolean optional) {

  static Acl topic(String name, AclOperation operation, String use) {
    return literal(ResourceType.TOPIC, name, operation, use);
  }

  static Acl group(String name, AclOperation operation, String use) {
    return literal(ResourceType.GROUP, name, operation, use);
  }

  private static Acl literal(ResourceType type, String name, AclOperation operation, String use) {
    return new Acl(new ResourcePattern(type, name, PatternType.LITERAL), operation, use, false);
  }

  static Acl prefixed(ResourceType type, String prefix, AclOperation operation, String use) {
    return new Acl(new ResourcePattern(type, prefix, PatternType.PREFIXED), operation, use, false);
  }

  Acl asOptional() {
    return new Acl(resource, operation, use, true);
  }

  /** Whether it is a right on every resource whose name begins with that of the resource. */
  public boolean isPrefixed() {
    return resource.patternType() == PatternType.PREFIXED;
  }

  /** The right as Kafka's Admin creates it. */
  public AclBinding binding(String principal) {
    return new AclBinding(
        resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }

  /** The kind of the resource as people write it, e.g. {@code transactional id}. */
  public String kind() {
    return resource.resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** In a few words, e.g. {@code WRITE on topic 'wavecast.alerts'}. */
  @Override
  public String toString() {
    return "%s on %s '%s%s'".formatted(operation, kind(), resource.name(), isPrefixed() ? "*" : "");
  }
}
