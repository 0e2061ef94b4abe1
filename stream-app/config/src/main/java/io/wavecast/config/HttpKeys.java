package io.wavecast.config;

import java.util.List;

/** Metrics, health and the console. */
public final class HttpKeys {
  static final KeyRegistry HTTP = new KeyRegistry(Group.HTTP);

  public static final Key<String> HOST =
      HTTP.service(
          "http.host",
          Type.text("a host name or an address", "[^\\s/]+"),
          "127.0.0.1",
          "Address to listen on; 0.0.0.0 is every network of this machine");
  public static final Key<Integer> PORT =
      HTTP.service("http.port", Type.port(), "8080", "Port to listen on");
  public static final Key<List<String>> ALLOWED_HOSTS =
      HTTP.service(
          "http.allowed-hosts",
          Type.words("host names"),
          "",
          "Host names that requests may use, in addition to the address listened on");

  private HttpKeys() {}
}
