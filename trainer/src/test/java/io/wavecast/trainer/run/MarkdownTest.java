package io.wavecast.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void a_page_has_a_title_paragraphs_tables_and_the_command() {
    Markdown card =
        new Markdown("mine")
            .paragraph("Forecasts %d values.", 10)
            .table("", "")
            .fact("parameters", "%,d", 12345)
            .table("set", "MSE")
            .row("test", Markdown.decimal(3, 0.12345));

    assertThat(card.card("./wavecast train mine"))
        .isEqualTo(
            """
            # mine

            Forecasts 10 values.

            | | |
            |---|---|
            | parameters | 12,345 |

            | set | MSE |
            |---|---|
            | test | 0.123 |

            Make it again: `./wavecast train mine`
            """);
  }

  @Test
  void a_paragraph_ends_a_table() {
    Markdown card = new Markdown("a").table("x", "y").row("1", "2").paragraph("Then this.");

    assertThat(card.toString()).endsWith("| 1 | 2 |\n\nThen this.\n\n");
  }

  @Test
  void numbers_are_written_alike_in_every_language() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Markdown.decimal(2, 1.006)).isEqualTo("1.01");
      assertThat(Markdown.percent(0.8999)).isEqualTo("90.0 %");
      assertThat(new Markdown("a").paragraph("%.1f", 0.5).toString()).contains("0.5");
    } finally {
      Locale.setDefault(before);
    }
  }
}
