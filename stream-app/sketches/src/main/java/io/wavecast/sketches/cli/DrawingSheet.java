package io.wavecast.sketches.cli;

import io.wavecast.sketches.event.SketchLabel.Guess;
import io.wavecast.sketches.event.Stroke;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Renders labelled drawings, six per row, each with its likeliest classes below. The class that the
 * file names is green.
 */
public final class DrawingSheet {
  private static final int COLUMNS = 6;
  private static final int SIDE = 160;
  private static final int MARGIN = 14;
  private static final int LINE = 16;
  private static final int LINES = 5;
  private static final int WIDTH = SIDE + 2 * MARGIN;
  private static final int HEIGHT = SIDE + 3 * MARGIN + LINES * LINE;
  private static final Color RIGHT = new Color(0x1b7f3b);
  private static final Color TEXT = new Color(0x333333);
  private static final Color BAR = new Color(0xdfe8f5);
  private static final Color FRAME = new Color(0xe4e4e4);

  private DrawingSheet() {}

  /** Writes a PNG. */
  public static void write(List<LabelledDrawing> drawings, Path png) throws IOException {
    try (OutputStream out = Files.newOutputStream(png)) {
      if (!ImageIO.write(of(drawings), "png", out)) {
        throw new IOException("this Java runtime cannot write PNG files");
      }
    }
  }

  static BufferedImage of(List<LabelledDrawing> drawings) {
    int columns = Math.max(1, Math.min(COLUMNS, drawings.size()));
    int rows = Math.max(1, (drawings.size() + COLUMNS - 1) / COLUMNS);
    BufferedImage image =
        new BufferedImage(columns * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int i = 0; i < drawings.size(); i++) {
      int x = i % COLUMNS * WIDTH + MARGIN;
      int y = i / COLUMNS * HEIGHT + MARGIN;
      draw(g, drawings.get(i).drawing().sketch().strokes(), x, y);
      label(g, drawings.get(i), x, y + SIDE + MARGIN);
    }
    g.dispose();
    return image;
  }

  /** Draws the strokes centred and scaled to the square. */
  private static void draw(Graphics2D g, List<Stroke> strokes, int left, int top) {
    g.setColor(FRAME);
    g.drawRect(left, top, SIDE, SIDE);
    double[] box = Stroke.bounds(strokes);
    double side = Math.max(box[1] - box[0], box[3] - box[2]);
    double scale = side > 0 ? (SIDE - 12) / side : 1;
    double x0 = left + SIDE / 2.0 - scale * (box[0] + box[1]) / 2;
    double y0 = top + SIDE / 2.0 - scale * (box[2] + box[3]) / 2;
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (Stroke stroke : strokes) {
      Path2D path = new Path2D.Double();
      path.moveTo(x0 + scale * stroke.x()[0], y0 + scale * stroke.y()[0]);
      for (int i = 0; i < stroke.size(); i++) {
        path.lineTo(x0 + scale * stroke.x()[i], y0 + scale * stroke.y()[i]);
      }
      g.draw(path);
    }
    g.setStroke(new BasicStroke(1));
  }

  private static void label(Graphics2D g, LabelledDrawing labelled, int left, int top) {
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    List<Guess> guesses = labelled.label().top();
    for (int i = 0; i < Math.min(LINES, guesses.size()); i++) {
      Guess guess = guesses.get(i);
      int y = top + i * LINE;
      g.setColor(BAR);
      g.fillRect(left, y, Math.round(SIDE * guess.probability()), LINE - 2);
      boolean right = labelled.drawing().word().filter(guess.label()::equals).isPresent();
      g.setColor(right ? RIGHT : TEXT);
      g.drawString(guess.label(), left + 3, y + LINE - 5);
      String percent = String.format(Locale.ROOT, "%.1f %%", 100 * guess.probability());
      g.drawString(
          percent, left + SIDE - 3 - g.getFontMetrics().stringWidth(percent), y + LINE - 5);
    }
  }
}
