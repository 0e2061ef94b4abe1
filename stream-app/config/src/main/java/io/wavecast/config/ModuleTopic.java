package io.wavecast.config;

/**
 * A topic of a {@link PipelineModule}.
 *
 * @param key in {@code topics.names}; its name is the prefix and this where that has none
 * @param help what it holds
 * @param kept what is kept of it
 * @param isForeign whether others write it
 */
public record ModuleTopic(String key, String help, Kept kept, boolean isForeign) {
  /** What is kept of a topic that is created. */
  public enum Kept {
    /** By time and size, as the settings say. */
    LATEST,
    /** The newest record of each key. */
    NEWEST_OF_KEY,
    /** The newest record of each key, by time and size. */
    LATEST_OF_KEY
  }

  /** Its name. */
  public String name(Settings s) {
    return TopicKeys.name(s, key);
  }
}
