package dev.kechuang.file.internal;

import dev.kechuang.file.FileStore.Kind;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.tika.Tika;
import org.springframework.util.unit.DataSize;

/** Finds out what an upload is by looking at it, and refuses what the kind does not allow. */
final class ContentInspector {

    static final String PDF = "application/pdf";
    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String JPEG = "image/jpeg";
    static final String PNG = "image/png";
    static final String TEXT = "text/plain";
    static final String HTML = "text/html";
    static final String XHTML = "application/xhtml+xml";

    /** Endings a content type may have. */
    private static final Map<String, List<String>> ENDINGS = Map.of(
            PDF, List.of("pdf"),
            DOCX, List.of("docx"),
            XLSX, List.of("xlsx"),
            JPEG, List.of("jpg", "jpeg"),
            PNG, List.of("png"),
            TEXT, List.of("txt"),
            HTML, List.of("html", "htm"),
            XHTML, List.of("html", "htm", "xhtml"));

    private static final long MOST_PIXELS = 100_000_000;

    /** Its list of types takes a while to read; the start does without. */
    private static final class Types {
        static final Tika TIKA = new Tika();
    }

    private final PackageInspector packages = new PackageInspector();

    static List<String> allowed(Kind kind) {
        return switch (kind) {
            case ATTACHMENT -> List.of(PDF, DOCX, XLSX, JPEG, PNG);
            case SPREADSHEET -> List.of(XLSX);
            case DOCUMENT -> List.of(DOCX, PDF, TEXT, HTML, XHTML);
        };
    }

    static DataSize limit(Kind kind) {
        return switch (kind) {
            case ATTACHMENT, DOCUMENT -> DataSize.ofMegabytes(50);
            case SPREADSHEET -> DataSize.ofMegabytes(20);
        };
    }

    /** The content type, or why the file is refused. */
    Outcome<String> inspect(Path file, String name, Kind kind) throws IOException {
        String found = detect(file);
        if (found.equals(PackageInspector.ZIP)) {
            switch (packages.inspect(file)) {
                case Outcome.Refused<String>(var errors) -> {
                    return Outcome.refused(errors);
                }
                case Outcome.Done<String>(var type) -> found = type;
            }
        }
        if (found.equals("application/x-tika-msoffice")) return refuse("file.legacyOffice");
        if (!allowed(kind).contains(found)) {
            return refuse("file.type", found, endings(kind));
        }
        String ending = FileNames.extension(name);
        if (!ENDINGS.getOrDefault(found, List.of()).contains(ending)) {
            return refuse(
                    "file.extension",
                    ending,
                    ENDINGS.getOrDefault(found, List.of()).getFirst());
        }
        if (found.startsWith("image/")) {
            FieldError wrong = checkImage(file);
            if (wrong != null) return Outcome.refused(wrong);
        }
        return Outcome.done(found);
    }

    private String detect(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(4);
            byte[] start = in.readNBytes(4);
            in.reset();
            boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
            return zip ? PackageInspector.ZIP : Types.TIKA.detect(in);
        }
    }

    /** A few kilobytes can unfold to gigabytes of pixels: the header says how many. */
    private static @org.jspecify.annotations.Nullable FieldError checkImage(Path file) throws IOException {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) return FieldError.of("file", "file.broken");
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                return pixels > MOST_PIXELS ? FieldError.of("file", "file.pixels", MOST_PIXELS / 1_000_000) : null;
            } catch (IOException | RuntimeException e) {
                return FieldError.of("file", "file.broken");
            } finally {
                reader.dispose();
            }
        }
    }

    static String endings(Kind kind) {
        return String.join(
                ", ",
                allowed(kind).stream()
                        .map(type -> ENDINGS.getOrDefault(type, List.of("")).getFirst())
                        .toList());
    }

    private static <T> Outcome<T> refuse(String key, Object... args) {
        return Outcome.refused(FieldError.of("file", key, args));
    }
}
