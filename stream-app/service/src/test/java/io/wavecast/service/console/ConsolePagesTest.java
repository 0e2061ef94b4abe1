package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.kafka.TestTopics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of modules, over the topics of a broker. */
class ConsolePagesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path data;
  private static EmbeddedBroker broker;
  private static TestTopics topics;

  private final List<Thread> browsers = new ArrayList<>();
  private ConsolePages pages = new ConsolePages(config("true"), true);

  @BeforeAll
  static void createTopics() throws Exception {
    broker = EmbeddedBroker.start(new BrokerSettings(data, 0));
    topics = new TestTopics(broker.bootstrapServers());
    topics.create("wavecast.sketches", 2);
    topics.create("wavecast.sketch-labels", 2);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @AfterEach
  void close() throws InterruptedException {
    pages.close();
    for (Thread browser : browsers) {
      browser.join(PATIENCE.toMillis());
      assertThat(browser.isAlive()).as("a browser is served after the end").isFalse();
    }
  }

  @Test
  void a_browser_is_told_the_records_of_its_key_from_then_on_and_no_others() throws Exception {
    topics.send("wavecast.sketch-labels", "mine", "{\"n\":\"earlier\"}");
    Told told = follow("mine");
    await().atMost(PATIENCE).until(() -> told.text().contains("event: ready\ndata: {}\n\n"));

    topics.send("wavecast.sketch-labels", "other", "{\"n\":\"foreign\"}");
    topics.send("wavecast.sketches", "mine", "{\"n\":\"input\"}");
    topics.send("wavecast.sketch-labels", "mine", "{\"n\":\n\"first\"}", "{\"n\":\"last\"}");

    await().atMost(PATIENCE).until(() -> told.text().contains("last"));
    assertThat(told.text())
        .contains("data: {\"n\": \"first\"}\n\ndata: {\"n\":\"last\"}\n\n")
        .doesNotContain("earlier", "foreign", "input");
  }

  @Test
  void a_page_writes_to_its_input_topic_and_to_no_other() throws Exception {
    ConsoleAnswer answer = pages.send(query("sketchpad", "written"), body("{\"strokes\":[]}"));

    assertThat(answer.status()).isEqualTo(200);
    Map<String, List<String>> written =
        CommittedRecords.byKey(broker.bootstrapServers(), "wavecast.sketches");
    assertThat(written.get("written")).containsExactly("{\"strokes\":[]}");
    assertThat(CommittedRecords.byKey(broker.bootstrapServers(), "wavecast.sketch-labels"))
        .doesNotContainKey("written");
  }

  @Test
  void what_is_too_long_or_has_no_key_or_no_body_is_not_written() {
    String longest = "x".repeat(ConsolePages.MAX_BYTES);

    assertThat(pages.send(query("sketchpad", "size"), body(longest)).status()).isEqualTo(200);
    assertThat(pages.send(query("sketchpad", "size"), body(longest + "x")).status()).isEqualTo(413);
    assertThatThrownBy(() -> pages.send(query("sketchpad", "size"), body("")))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> pages.send(query("sketchpad", ""), body("{}")))
        .isInstanceOf(UsageException.class);
    assertThat(CommittedRecords.byKey(broker.bootstrapServers(), "wavecast.sketches").get("size"))
        .containsExactly(longest);
  }

  @Test
  void a_page_of_a_pipeline_that_is_not_enabled_is_none() throws IOException {
    assertThat(json(pages)).contains("sketchpad").doesNotContain("chorales");
    assertThat(pages.send(query("chorales", "k"), body("{}")).status()).isEqualTo(404);
    assertThat(pages.follow(query("chorales", "k"), new Told())).isEqualTo(404);
    pages = new ConsolePages(config("false"), true);

    assertThat(json(pages)).isEqualTo("{\"pages\":[]}");
    assertThat(pages.send(query("sketchpad", "k"), body("{}")).status()).isEqualTo(404);
  }

  @Test
  void without_the_right_to_write_a_page_says_what_it_lacks() {
    pages = new ConsolePages(config("true"), false);

    ConsoleAnswer answer = pages.send(query("sketchpad", "refused"), body("{}"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(new String(answer.json(), UTF_8)).contains("sends only with http.token-file");
    assertThat(json(pages)).contains("\"problem\":\"this page sends only with http.token-file\"");
    assertThat(CommittedRecords.byKey(broker.bootstrapServers(), "wavecast.sketches"))
        .doesNotContainKey("refused");
  }

  @Test
  void no_more_browsers_are_served_than_there_is_room_for() throws Exception {
    for (int i = 0; i < ConsolePages.MAX_FOLLOWERS; i++) {
      Told told = follow("room");
      await().atMost(PATIENCE).until(() -> told.text().contains("event: ready"));
    }

    assertThat(pages.follow(query("sketchpad", "room"), new Told())).isEqualTo(503);
  }

  @Test
  void absent_topics_are_told() throws Exception {
    ServiceConfig absent =
        ServiceConfig.of(config("true").settings().with(TopicKeys.PREFIX, "absent."));
    pages = new ConsolePages(absent, true);
    Told told = new Told();

    assertThat(pages.follow(query("sketchpad", "k"), told)).isEqualTo(200);
    assertThat(told.text())
        .contains("event: problem\ndata: {\"error\":\"the topic cannot be read: ")
        .contains("absent.sketch-labels");
    assertThatThrownBy(() -> pages.send(query("sketchpad", "k"), body("{}")))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("cannot write to topic absent.sketches: ");
  }

  private Told follow(String key) {
    Told told = new Told();
    Thread browser =
        new Thread(
            () -> {
              try {
                pages.follow(query("sketchpad", key), told);
              } catch (IOException e) {
                told.gone = true;
              }
            });
    browsers.add(browser);
    browser.start();
    return told;
  }

  private static String json(ConsolePages pages) {
    return new String(JsonWriter.value(pages.json()), UTF_8);
  }

  private static byte[] body(String text) {
    return ConsolePages.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static ConsoleQuery query(String page, String key) {
    return new ConsoleQuery(Map.of("page", page, "key", key)::get);
  }

  private static ServiceConfig config(String enabled) {
    return ServiceConfig.of(
        Settings.of(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "sketches.enabled", enabled)));
  }
}
