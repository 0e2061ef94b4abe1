package io.wavecast.kafka.registry;

import io.wavecast.config.Key;
import io.wavecast.config.SchemaKeys;
import io.wavecast.config.Settings;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a schema registry is, and how this program identifies itself. {@link #toString} hides
 * secrets.
 *
 * @param url address, to which paths are appended
 * @param userInfo user and password, separated by a colon; null: none
 * @param userInfoFile file with user and password, separated by a colon; null: none
 * @param tokenFile file with a bearer token; null: none
 * @param authority PEM file; null: what Java trusts
 * @param certificate PEM file; null: none
 * @param key PEM file; null: none
 * @param timeout of a request with its repetitions
 */
record RegistryAddress(
    URI url,
    @Nullable String userInfo,
    @Nullable String userInfoFile,
    @Nullable String tokenFile,
    @Nullable String authority,
    @Nullable String certificate,
    @Nullable String key,
    Duration timeout)
    implements Serializable {

  /** The one that the settings name; empty if they name none. */
  static Optional<RegistryAddress> of(Settings s) {
    return s.get(SchemaKeys.URL)
        .map(
            url ->
                new RegistryAddress(
                    url,
                    s.get(SchemaKeys.USER_INFO).orElse(null),
                    path(s, SchemaKeys.USER_INFO_FILE),
                    path(s, SchemaKeys.TOKEN),
                    path(s, SchemaKeys.TLS.authority()),
                    path(s, SchemaKeys.TLS.certificate()),
                    path(s, SchemaKeys.TLS.key()),
                    s.get(SchemaKeys.TIMEOUT)));
  }

  private static @Nullable String path(Settings s, Key<Optional<Path>> key) {
    return s.get(key).map(Path::toString).orElse(null);
  }

  @Override
  public String toString() {
    return url.getScheme() + "://" + url.getAuthority();
  }
}
