package dev.kechuang.document.internal;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Archive.Bound;
import dev.kechuang.document.Archive.Listed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;

/**
 * Binds parts to one PDF. Pages are imported one by one, so that scripts, actions and embedded files of foreign documents
 * stay behind; parts wait in files, as an archive may be larger than memory.
 */
final class ArchiveWriter {

    /** Annotations that are seen on paper. */
    private static final Set<String> LOOKS = Set.of(
            "Widget",
            "Stamp",
            "FreeText",
            "Ink",
            "Line",
            "Square",
            "Circle",
            "Polygon",
            "PolyLine",
            "Highlight",
            "Underline",
            "StrikeOut",
            "Squiggly");

    private final PdfWriter pdf;

    ArchiveWriter(PdfWriter pdf) {
        this.pdf = pdf;
    }

    /** A part copied beside, with its own PDF where it has pages. */
    private record Copied(Archive.Part part, Path file, String sha256, long size) {}

    Archive.Report write(Archive archive, OutputStream out) throws IOException {
        Path folder = Files.createTempDirectory("kc-archive-");
        var sources = new ArrayList<PDDocument>();
        try (var bound = new PDDocument(IOUtils.createTempFileOnlyStreamCache())) {
            var listed = new ArrayList<Listed>();
            for (var part : archive.parts()) {
                var copied = copy(part, folder.resolve(String.valueOf(listed.size())));
                listed.add(bind(bound, copied, sources));
            }
            List<Listed> numbered = index(archive, bound, listed, sources);
            ArchiveOutline.add(bound, numbered);
            bound.setDocumentInformation(ArchiveOutline.properties(archive));
            int pages = bound.getNumberOfPages();
            bound.save(out);
            return new Archive.Report(pages, numbered);
        } finally {
            for (var source : sources) source.close();
            remove(folder);
        }
    }

    private static Copied copy(Archive.Part part, Path file) throws IOException {
        try (InputStream in = part.content().open()) {
            var digest = MessageDigest.getInstance("SHA-256");
            long size = Files.copy(new DigestInputStream(in, digest), file);
            return new Copied(part, file, HexFormat.of().formatHex(digest.digest()), size);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Listed bind(PDDocument bound, Copied copied, List<PDDocument> sources) throws IOException {
        int before = bound.getNumberOfPages();
        Bound what = switch (copied.part().contentType()) {
            case "application/pdf" -> pages(bound, copied.file(), sources);
            case "image/jpeg", "image/png" -> ArchiveImages.add(bound, copied.file());
            default -> Bound.OTHER_KIND;
        };
        int pages = bound.getNumberOfPages() - before;
        return new Listed(
                copied.part().group(),
                copied.part().name(),
                copied.sha256(),
                copied.size(),
                what,
                pages == 0 ? 0 : before + 1,
                pages);
    }

    /** Nothing of a document that breaks half-way stays in the archive. */
    private static Bound pages(PDDocument bound, Path file, List<PDDocument> sources) {
        int before = bound.getNumberOfPages();
        try {
            PDDocument source = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache());
            sources.add(source);
            if (source.isEncrypted()) return Bound.LOCKED;
            for (PDPage page : source.getPages()) {
                PDPage imported = bound.importPage(page);
                imported.setResources(page.getResources());
                imported.setMediaBox(page.getMediaBox());
                imported.setCropBox(page.getCropBox());
                imported.setRotation(page.getRotation());
                imported.getCOSObject().removeItem(COSName.AA);
                passive(imported);
            }
            return bound.getNumberOfPages() > before ? Bound.PAGES : Bound.DAMAGED;
        } catch (InvalidPasswordException e) {
            return Bound.LOCKED;
        } catch (IOException | RuntimeException e) {
            while (bound.getNumberOfPages() > before) bound.removePage(bound.getNumberOfPages() - 1);
            return Bound.DAMAGED;
        }
    }

    /** Filled-in fields and stamps stay as they look; what they would do, and what they hold or lead to, goes. */
    private static void passive(PDPage page) throws IOException {
        var kept = new ArrayList<PDAnnotation>();
        for (PDAnnotation annotation : page.getAnnotations()) {
            if (!LOOKS.contains(annotation.getSubtype())) continue;
            for (COSName key : new COSName[] {COSName.A, COSName.AA, COSName.DEST, COSName.P, COSName.PARENT})
                annotation.getCOSObject().removeItem(key);
            kept.add(annotation);
        }
        page.setAnnotations(kept);
    }

    /** The index stands in front; as it says where the parts begin, its own length has to be known first. */
    private List<Listed> index(Archive archive, PDDocument bound, List<Listed> listed, List<PDDocument> sources)
            throws IOException {
        int length = 0;
        byte[] index = new byte[0];
        List<Listed> moved = listed;
        for (int round = 0; round < 3; round++) {
            moved = shifted(listed, length);
            index = pdf.write(ArchiveIndex.of(archive, moved));
            try (var look = Loader.loadPDF(index)) {
                if (look.getNumberOfPages() == length) break;
                length = look.getNumberOfPages();
            }
        }
        var source = Loader.loadPDF(index);
        sources.add(source);
        var first = bound.getNumberOfPages() == 0 ? null : bound.getPage(0);
        for (PDPage page : source.getPages()) {
            PDPage imported = bound.importPage(page);
            imported.setResources(page.getResources());
            if (first != null) {
                bound.getPages().remove(imported);
                bound.getPages().insertBefore(imported, first);
            }
        }
        return moved;
    }

    private static List<Listed> shifted(List<Listed> listed, int by) {
        return listed.stream()
                .map(each -> new Listed(
                        each.group(),
                        each.name(),
                        each.sha256(),
                        each.size(),
                        each.bound(),
                        each.firstPage() == 0 ? 0 : each.firstPage() + by,
                        each.pages()))
                .toList();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
