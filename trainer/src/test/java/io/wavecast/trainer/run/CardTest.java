package io.wavecast.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CardTest {
  @Test
  void a_page_has_a_title_paragraphs_tables_and_the_command() {
    Card card =
        new Card("mine")
            .paragraph("Forecasts %d values.", 10)
            .table("", "")
            .fact("parameters", "%,d", 12345)
            .table("set", "MSE")
            .row("test", Card.decimal(3, 0.12345));

    assertThat(card.markdown("./wavecast train mine"))
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
    Card card = new Card("a").table("x", "y").row("1", "2").paragraph("Then this.");

    assertThat(card.toString()).endsWith("| 1 | 2 |\n\nThen this.\n\n");
  }

  @Test
  void numbers_are_written_alike_in_every_language() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Card.decimal(2, 1.006)).isEqualTo("1.01");
      assertThat(Card.percent(0.8999)).isEqualTo("90.0 %");
      assertThat(new Card("a").paragraph("%.1f", 0.5).toString()).contains("0.5");
    } finally {
      Locale.setDefault(before);
    }
  }
}
