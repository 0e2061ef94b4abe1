package io.wavecast.testkit.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.process.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recipe of docs/RECIPES.md.
 *
 * @param title of its chapter
 * @param blocks that it shows: its configuration, records, schemas and observations
 */
public record Recipe(String title, List<Block> blocks) {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```(\\w+)(?: key=(\\S+))?\\n(.*?)^```$");
  private static final Pattern TOPIC = Pattern.compile("topics: \"?([^\"\\s]+)");
  private static final Set<String> NO_RECORDS = Set.of("yaml", "avsc", "proto", "observations");

  public Recipe {
    blocks = List.copyOf(blocks);
  }

  /**
   * A fenced block.
   *
   * @param key of its record; empty: it has none
   */
  public record Block(String language, String key, String text) {
    Block with(String other) {
      return new Block(language, key, other);
    }
  }

  /** All recipes of the page, in its order. */
  public static List<Recipe> all() {
    List<Recipe> recipes = new ArrayList<>();
    for (String chapter : Repository.read("docs/RECIPES.md").split("(?m)^## ", -1)) {
      List<Block> blocks = BLOCK.matcher(chapter).results().map(Recipe::block).toList();
      if (!blocks.isEmpty()) {
        recipes.add(new Recipe(chapter.lines().findFirst().orElseThrow(), blocks));
      }
    }
    return recipes;
  }

  private static Block block(MatchResult found) {
    String key = Optional.ofNullable(found.group(2)).orElse("");
    return new Block(found.group(1), key, found.group(3));
  }

  /** The text of the only block of a language. */
  public String only(String language) {
    List<String> texts =
        blocks.stream().filter(b -> b.language.equals(language)).map(Block::text).toList();
    assertThat(texts).as("blocks of %s in %s", language, title).hasSize(1);
    return texts.get(0);
  }

  /** The records that it shows. */
  public List<Block> records() {
    return blocks.stream().filter(b -> !NO_RECORDS.contains(b.language)).toList();
  }

  /** The configuration, as it is shown. */
  public String yaml() {
    return only("yaml");
  }

  /** A topic that it reads. */
  public String topic() {
    Matcher topic = TOPIC.matcher(yaml());
    assertThat(topic.find()).as("topic of %s", title).isTrue();
    return topic.group(1).replace("*", "eu");
  }

  @Override
  public String toString() {
    return title;
  }
}
