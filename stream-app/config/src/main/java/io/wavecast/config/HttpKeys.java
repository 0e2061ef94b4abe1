package io.wavecast.config;

import java.util.List;

/** Metrics, health and the console. */
public final class HttpKeys {
  static final KeyRegistry HTTP = new KeyRegistry(Group.HTTP);

  public static final Key<String> HOST =
      Key.service(
              HTTP, "http.host", Type.text("a host name or an address", "[^\\s/]+"), "127.0.0.1")
          .help("Address to listen on; 0.0.0.0 is every network of this machine");
  public static final Key<Integer> PORT =
      Key.service(HTTP, "http.port", Type.port(), "8080").help("Port to listen on");
  public static final Key<List<String>> ALLOWED_HOSTS =
      Key.service(HTTP, "http.allowed-hosts", Type.words("host names"), "")
          .help("Host names that requests may use, in addition to the address listened on");

  private HttpKeys() {}
}
