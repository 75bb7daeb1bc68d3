package attune.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/**
 * Emoji so simple that anybody can draw them, each in a folder named for its subgroup in Unicode's
 * {@code emoji-test.txt}: a red heart, three orange shapes, arrows in four directions, clocks at four, five and six.
 */
final class DrawnEmoji {
    private static final int SIDE = 128;
    private static final int CENTRE = SIDE / 2;
    private static final Color RED = new Color(0xDD2E44);
    private static final Color ORANGE = new Color(0xF4900C);
    private static final Color BLUE = new Color(0x3B88C3);
    private static final Color DARK = new Color(0x31373D);
    private static final Color PALE = new Color(0xF5F8FA);

    private DrawnEmoji() {}

    /** Draws them all. */
    static Path into(Path folder) throws IOException {
        write(folder, "heart/red", DrawnEmoji::heart);
        write(folder, "geometric/circle", picture -> picture.fill(new Ellipse2D.Double(8, 8, 112, 112)));
        write(folder, "geometric/square", picture -> picture.fill(new RoundRectangle2D.Double(8, 8, 112, 112, 12, 12)));
        write(folder, "geometric/diamond", picture -> picture.fill(polygon(64, 8, 120, 64, 64, 120, 8, 64)));
        for (int quarter = 0; quarter < 4; quarter++) {
            double angle = quarter * Math.PI / 2;
            write(folder, "arrow/" + quarter, picture -> arrow(picture, angle));
        }
        for (int hour = 4; hour <= 6; hour++) {
            double angle = hour * Math.PI / 6;
            write(folder, "time/" + hour, picture -> clock(picture, angle));
        }
        return folder;
    }

    private static void write(Path folder, String name, Consumer<Graphics2D> drawn) throws IOException {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.setColor(ORANGE);
        drawn.accept(graphics);
        graphics.dispose();
        Path file = folder.resolve(name + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }

    private static void heart(Graphics2D picture) {
        Path2D outline = new Path2D.Double();
        outline.moveTo(64, 116);
        outline.curveTo(-10, 64, 4, 8, 38, 10);
        outline.curveTo(52, 11, 60, 20, 64, 30);
        outline.curveTo(68, 20, 76, 11, 90, 10);
        outline.curveTo(124, 8, 138, 64, 64, 116);
        picture.setColor(RED);
        picture.fill(outline);
    }

    /** A white arrow on a blue square; it points right at angle 0. */
    private static void arrow(Graphics2D picture, double angle) {
        picture.setColor(BLUE);
        picture.fill(new RoundRectangle2D.Double(8, 8, 112, 112, 24, 24));
        picture.setColor(Color.WHITE);
        picture.rotate(angle, CENTRE, CENTRE);
        picture.fill(polygon(24, 54, 64, 54, 64, 34, 104, 64, 64, 94, 64, 74, 24, 74));
    }

    private static void clock(Graphics2D picture, double hourAngle) {
        picture.setColor(DARK);
        picture.fill(new Ellipse2D.Double(8, 8, 112, 112));
        picture.setColor(PALE);
        picture.fill(new Ellipse2D.Double(18, 18, 92, 92));
        picture.setColor(DARK);
        picture.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        picture.draw(new Line2D.Double(CENTRE, CENTRE, CENTRE, 28));
        picture.draw(new Line2D.Double(
                CENTRE, CENTRE, CENTRE + 26 * Math.sin(hourAngle), CENTRE - 26 * Math.cos(hourAngle)));
    }

    /** Corners as x and y in turn. */
    private static Path2D polygon(double... corners) {
        Path2D outline = new Path2D.Double();
        outline.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            outline.lineTo(corners[i], corners[i + 1]);
        }
        outline.closePath();
        return outline;
    }
}
