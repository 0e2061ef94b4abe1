package io.wavecast.broker;

import io.wavecast.testkit.process.FreePorts;
import io.wavecast.testkit.security.TestCertificates;
import io.wavecast.testkit.security.TokenServer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * A broker with an authorizer. {@link #USER} may do what {@link #permit} says, and reaches it by
 * each {@link Mechanism}; the super user is whoever uses {@link #admin}.
 */
public final class SecuredBroker implements AutoCloseable {
  /** The user without rights of its own. */
  public static final String USER = "app";

  /** Its password, SCRAM password and client secret. */
  public static final String SECRET = "planted-Se7cret-0f-app";

  private static final String MODULES = "org.apache.kafka.common.security.";

  private final TestCertificates certificates;
  private final TokenServer tokens;
  private final EmbeddedBroker broker;
  private final Admin admin;
  private final int saslPort;
  private final int sslPort;

  /** How clients prove who they are. */
  public enum Mechanism {
    PLAIN,
    SCRAM_SHA_512,
    OAUTHBEARER,
    MTLS
  }

  private SecuredBroker(Path dir) throws Exception {
    int[] ports = FreePorts.next(2);
    saslPort = ports[0];
    sslPort = ports[1];
    certificates = TestCertificates.create(dir, USER);
    tokens = new TokenServer(SECRET);
    System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", tokens.keysUrl());
    broker = EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0, properties()));
    System.clearProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls");
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), SECRET)))
        .all()
        .get();
  }

  /** Starts it, with its token server. */
  public static SecuredBroker start(Path dir) {
    try {
      return new SecuredBroker(dir);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> properties() {
    Map<String, String> p = new HashMap<>();
    String listeners = "SASL_SSL://127.0.0.1:%d,SSL://127.0.0.1:%d".formatted(saslPort, sslPort);
    p.put("listeners", listeners);
    p.put("advertised.listeners", listeners);
    p.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,SSL:SSL");
    p.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    p.put("super.users", "User:ANONYMOUS"); // the listener without authentication is the test's
    p.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
    String sasl = "listener.name.sasl_ssl.";
    p.put(
        sasl + "plain.sasl.jaas.config",
        MODULES + "plain.PlainLoginModule required user_%s=\"%s\";".formatted(USER, SECRET));
    p.put(sasl + "scram-sha-512.sasl.jaas.config", MODULES + "scram.ScramLoginModule required;");
    p.put(
        sasl + "oauthbearer.sasl.jaas.config",
        MODULES + "oauthbearer.OAuthBearerLoginModule required;");
    p.put(
        sasl + "oauthbearer.sasl.server.callback.handler.class",
        MODULES + "oauthbearer.OAuthBearerValidatorCallbackHandler");
    p.put("sasl.oauthbearer.jwks.endpoint.url", tokens.keysUrl());
    p.put("sasl.oauthbearer.expected.audience", TokenServer.AUDIENCE);
    p.put("sasl.oauthbearer.expected.issuer", TokenServer.ISSUER);
    p.put("ssl.keystore.location", certificates.keys("server").toString());
    p.put("ssl.keystore.password", TestCertificates.PASSWORD);
    p.put("ssl.key.password", TestCertificates.PASSWORD);
    p.put("ssl.truststore.location", certificates.trust("server").toString());
    p.put("ssl.truststore.password", TestCertificates.PASSWORD);
    p.put("listener.name.ssl.ssl.client.auth", "required");
    p.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
    return p;
  }

  /** The address for the mechanism. */
  public String bootstrapServers(Mechanism mechanism) {
    return "127.0.0.1:" + (mechanism == Mechanism.MTLS ? sslPort : saslPort);
  }

  /** The properties of {@link #USER}'s clients, beside the address. */
  public Map<String, String> client(Mechanism mechanism) {
    Map<String, String> p = new HashMap<>();
    p.put("ssl.truststore.location", certificates.trust("client").toString());
    p.put("ssl.truststore.password", TestCertificates.PASSWORD);
    p.put("security.protocol", mechanism == Mechanism.MTLS ? "SSL" : "SASL_SSL");
    switch (mechanism) {
      case PLAIN -> login(p, "PLAIN", "plain.PlainLoginModule");
      case SCRAM_SHA_512 -> login(p, "SCRAM-SHA-512", "scram.ScramLoginModule");
      case OAUTHBEARER -> {
        p.put("sasl.mechanism", "OAUTHBEARER");
        p.put("sasl.oauthbearer.token.endpoint.url", tokens.tokenUrl());
        p.put("sasl.oauthbearer.client.credentials.client.id", USER);
        p.put("sasl.oauthbearer.client.credentials.client.secret", SECRET);
        p.put("sasl.jaas.config", MODULES + "oauthbearer.OAuthBearerLoginModule required;");
        p.put(
            "sasl.login.callback.handler.class",
            MODULES + "oauthbearer.OAuthBearerLoginCallbackHandler");
      }
      case MTLS -> {
        p.put("ssl.keystore.location", certificates.keys("client").toString());
        p.put("ssl.keystore.password", TestCertificates.PASSWORD);
        p.put("ssl.key.password", TestCertificates.PASSWORD);
      }
    }
    return p;
  }

  private static void login(Map<String, String> p, String mechanism, String module) {
    p.put("sasl.mechanism", mechanism);
    p.put(
        "sasl.jaas.config",
        "%s%s required username=\"%s\" password=\"%s\";".formatted(MODULES, module, USER, SECRET));
  }

  /** The super user's client. */
  public Admin admin() {
    return admin;
  }

  /** The super user's address. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Tokens issued so far. */
  public int issuedTokens() {
    return tokens.issued();
  }

  /** Replaces everything that {@link #USER} may do; returns when the authorizer knows. */
  public void permit(Collection<AclBinding> acls) throws Exception {
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    admin.createAcls(acls).all().get();
    long end = System.nanoTime() + 30_000_000_000L;
    while (!known().equals(Set.copyOf(acls))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the authorizer does not know " + acls);
      }
      Thread.onSpinWait();
    }
  }

  private Set<AclBinding> known() throws ExecutionException, InterruptedException {
    return Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
    tokens.close();
  }
}
