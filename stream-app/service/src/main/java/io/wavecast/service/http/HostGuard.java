package io.wavecast.service.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Accepts only requests whose Host header names this service. With DNS rebinding, a foreign site
 * lets its own name resolve to this machine; the header then holds that name, so the request is
 * refused.
 *
 * <p>Accepted are the address listened on, the configured names, {@code localhost} on the loopback
 * address, and any literal address on the wildcard address, because rebinding needs a name.
 */
final class HostGuard {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private final Set<String> names = new HashSet<>();
  private final boolean anyAddress;

  HostGuard(String boundTo, List<String> allowed) {
    names.add(normalise(boundTo));
    allowed.forEach(name -> names.add(normalise(name)));
    InetAddress address = address(boundTo);
    anyAddress = address != null && address.isAnyLocalAddress();
    if (anyAddress || (address != null && address.isLoopbackAddress())) {
      names.addAll(List.of("localhost", "127.0.0.1", "::1"));
    }
  }

  /**
   * Whether a request is accepted.
   *
   * @param hostHeader the request's Host header: name and maybe port
   */
  boolean knows(@Nullable String hostHeader) {
    if (hostHeader == null) {
      return false;
    }
    String host = normalise(withoutPort(hostHeader.trim()));
    boolean literal = IPV4.matcher(host).matches() || host.contains(":");
    return names.contains(host) || (anyAddress && literal);
  }

  private static String withoutPort(String header) {
    if (header.startsWith("[")) {
      int end = header.indexOf(']');
      return end < 0 ? header : header.substring(0, end + 1);
    }
    int colon = header.lastIndexOf(':');
    return colon < 0 ? header : header.substring(0, colon);
  }

  private static String normalise(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT);
  }

  private static @Nullable InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null; // the server cannot listen there either, and says so
    }
  }
}
