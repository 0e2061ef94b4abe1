package io.wavecast.dist;

import io.wavecast.config.Group;
import io.wavecast.config.Host;
import io.wavecast.config.Key;
import io.wavecast.config.Keys;
import java.util.List;

/** Every setting of the service with its default, in a YAML file of comments. */
final class ExampleConfig {
  private ExampleConfig() {}

  static String yaml() {
    StringBuilder out = new StringBuilder();
    out.append("# Settings of wavecast serve: wavecast serve --config FILE.\n");
    out.append("# Each line shows the default; remove the leading '#' to change one.\n");
    out.append("# Flags and environment variables win over this file. CONFIG.md says more.\n");
    for (Group group : Keys.GROUPS) {
      List<Key<?>> keys =
          Keys.ALL.stream().filter(k -> k.group().equals(group) && k.isOn(Host.SERVICE)).toList();
      if (!keys.isEmpty()) {
        out.append("\n# == %s. %s\n".formatted(group.title(), group.about()));
        keys.forEach(key -> out.append(setting(key)));
      }
    }
    return out.toString();
  }

  private static String setting(Key<?> key) {
    String value = key.defaultText(Host.SERVICE);
    String quoted = value.isEmpty() ? "" : " '" + value.replace("'", "''") + "'";
    return "\n# %s: %s.\n#%s:%s\n".formatted(key.type().range(), key.help(), key.name(), quoted);
  }
}
