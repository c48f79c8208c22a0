package dev.kechuang.document.internal;

import dev.kechuang.document.Block.Chart;
import dev.kechuang.document.Block.Chart.Shape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Draws a chart for paper: black on white, one blue, values written at their places, so that it bears a copier. */
final class ChartPicture {

    /** 156 mm at 200 points an inch. */
    static final int WIDTH = 1228;

    private static final int BAR = 44;
    private static final int TALL = 620;
    private static final Color INK = new Color(0x1F2733);
    private static final Color BLUE = new Color(0x1458C0);
    private static final Color GRID = new Color(0xDCE1E8);
    private static final String NONE = "—";

    private final Chart chart;
    private final Graphics2D pen;
    private final double low;
    private final double high;

    private ChartPicture(Chart chart, Graphics2D pen) {
        this.chart = chart;
        this.pen = pen;
        double least = 0;
        double most = 0;
        for (var point : chart.points()) {
            BigDecimal value = point.value();
            if (value == null) continue;
            least = Math.min(least, value.doubleValue());
            most = Math.max(most, value.doubleValue());
        }
        this.low = least;
        this.high = most == least ? least + 1 : most;
    }

    static int height(Chart chart) {
        return chart.shape() == Shape.BARS ? 70 + chart.points().size() * BAR : TALL;
    }

    static byte[] png(Chart chart) {
        var image = new BufferedImage(WIDTH, height(chart), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.setFont(Face.FONT.deriveFont(24f));
        pen.setColor(INK);
        var picture = new ChartPicture(chart, pen);
        pen.drawString("单位：" + chart.unit(), 8, 30);
        if (chart.shape() == Shape.BARS) picture.bars();
        else picture.upright();
        pen.dispose();
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String written(@Nullable BigDecimal value) {
        if (value == null) return NONE;
        BigDecimal shown = value.setScale(chart.decimals(), RoundingMode.HALF_UP);
        return shown.signum() < 0 ? "−" + shown.negate().toPlainString() : shown.toPlainString();
    }

    private int wide(String text) {
        return pen.getFontMetrics().stringWidth(text);
    }

    private void bars() {
        int left = 16
                + chart.points().stream()
                        .mapToInt(point -> wide(point.category()))
                        .max()
                        .orElse(0);
        int room = 16
                + chart.points().stream()
                        .mapToInt(point -> wide(written(point.value())))
                        .max()
                        .orElse(0);
        double span = WIDTH - left - room - 16;
        double zero = left + span * -low / (high - low);
        for (int i = 0; i < chart.points().size(); i++) {
            int top = 56 + i * BAR;
            BigDecimal value = chart.points().get(i).value();
            pen.setColor(INK);
            pen.drawString(
                    chart.points().get(i).category(),
                    left - 12 - wide(chart.points().get(i).category()),
                    top + 26);
            double length = value == null ? 0 : span * value.doubleValue() / (high - low);
            pen.setColor(BLUE);
            pen.fill(new Rectangle2D.Double(Math.min(zero, zero + length), top + 4, Math.abs(length), BAR - 16));
            pen.setColor(INK);
            pen.drawString(written(value), (int) Math.max(zero, zero + length) + 10, top + 26);
        }
        pen.setColor(INK);
        pen.draw(new Line2D.Double(zero, 52, zero, 56 + chart.points().size() * BAR));
    }

    private void upright() {
        double top = 80;
        double bottom = TALL - 56;
        int count = Math.max(1, chart.points().size());
        double step = (WIDTH - 40.0) / count;
        double zero = y(0, top, bottom);
        pen.setColor(GRID);
        for (int i = 0; i <= 4; i++) {
            double line = top + (bottom - top) * i / 4;
            pen.draw(new Line2D.Double(20, line, WIDTH - 20, line));
        }
        var path = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < chart.points().size(); i++) {
            BigDecimal value = chart.points().get(i).value();
            double middle = 20 + step * (i + 0.5);
            pen.setColor(INK);
            String name = chart.points().get(i).category();
            pen.drawString(name, (float) (middle - wide(name) / 2.0), TALL - 18);
            double at = value == null ? zero : y(value.doubleValue(), top, bottom);
            if (value != null && chart.shape() == Shape.COLUMNS) {
                pen.setColor(BLUE);
                double width = Math.min(90, step * 0.6);
                pen.fill(new Rectangle2D.Double(
                        middle - width / 2, Math.min(at, zero), width, Math.max(1, Math.abs(zero - at))));
            } else if (value != null) {
                pen.setColor(BLUE);
                pen.fill(new Ellipse2D.Double(middle - 7, at - 7, 14, 14));
                if (drawing) path.lineTo(middle, at);
                else path.moveTo(middle, at);
            }
            drawing = value != null;
            pen.setColor(INK);
            String said = written(value);
            pen.drawString(said, (float) (middle - wide(said) / 2.0), (float) (Math.min(at, zero) - 14));
        }
        pen.setColor(BLUE);
        pen.setStroke(new BasicStroke(4));
        pen.draw(path);
        pen.setStroke(new BasicStroke(2));
        pen.setColor(INK);
        pen.draw(new Line2D.Double(20, zero, WIDTH - 20, zero));
    }

    private double y(double value, double top, double bottom) {
        return bottom - (bottom - top) * (value - low) / (high - low);
    }

    /** The typeface that comes with the product; read once, when the first chart is drawn. */
    private static final class Face {
        static final Font FONT = load();

        private static Font load() {
            String file = "/dev/kechuang/document/fonts/" + Typeface.Bundled.SERIF.file;
            try (var in = Objects.requireNonNull(ChartPicture.class.getResourceAsStream(file), file)) {
                return Font.createFont(Font.TRUETYPE_FONT, in);
            } catch (IOException | FontFormatException e) {
                throw new IllegalStateException(file, e);
            }
        }
    }
}
