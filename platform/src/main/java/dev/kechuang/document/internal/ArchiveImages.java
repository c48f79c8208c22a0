package dev.kechuang.document.internal;

import dev.kechuang.document.Archive.Bound;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** An image as a page of its own, A4 upright or across, whole and with a margin. */
final class ArchiveImages {

    private static final long MOST_POINTS = 100_000_000;
    private static final float MARGIN = 28;

    private ArchiveImages() {}

    static Bound add(PDDocument bound, Path file) {
        try {
            long points = points(file);
            if (points == 0) return Bound.DAMAGED;
            if (points > MOST_POINTS) return Bound.TOO_LARGE;
            PDImageXObject image = PDImageXObject.createFromFileByContent(file.toFile(), bound);
            boolean across = image.getWidth() > image.getHeight();
            var size = across ? new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth()) : PDRectangle.A4;
            float scale = Math.min(
                    1f,
                    Math.min(
                            (size.getWidth() - 2 * MARGIN) / image.getWidth(),
                            (size.getHeight() - 2 * MARGIN) / image.getHeight()));
            float width = image.getWidth() * scale;
            float height = image.getHeight() * scale;
            var page = new PDPage(size);
            try (var content = new PDPageContentStream(bound, page)) {
                content.drawImage(image, (size.getWidth() - width) / 2, (size.getHeight() - height) / 2, width, height);
            }
            bound.addPage(page);
            return Bound.PAGES;
        } catch (IOException | RuntimeException e) {
            return Bound.DAMAGED;
        }
    }

    /** Read from the head of the file, before anything is unpacked; 0 for no image. */
    private static long points(Path file) throws IOException {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return 0;
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return (long) reader.getWidth(0) * reader.getHeight(0);
            } finally {
                reader.dispose();
            }
        }
    }
}
