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
 * Answers only requests that call this service by a name it knows. A page of a foreign site whose
 * name was made to point here (DNS rebinding) calls it by that foreign name, and is refused.
 *
 * <p>Known are the address listened on, the names that were configured, on the loopback address
 * also {@code localhost}, and on the wildcard address every literal address: rebinding needs a
 * name.
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
   * Whether to answer.
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
