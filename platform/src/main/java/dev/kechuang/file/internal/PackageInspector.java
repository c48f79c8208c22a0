package dev.kechuang.file.internal;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * Looks through an Office Open XML package (ECMA-376 part 2) by unpacking all of it, counting real bytes rather than
 * believing headers. Refused are bombs, macros, embedded objects, links to other documents (DDE among them) and
 * packages inside packages deeper than a chart's workbook.
 */
final class PackageInspector {

    static final String ZIP = "application/zip";

    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 1L << 30;
    /** XML of an ordinary workbook shrinks to a twentieth; a bomb to a thousandth. */
    private static final long HIGHEST_RATIO = 150;

    private static final long RATIO_FROM = 10L << 20;
    private static final int LONGEST_NESTED = 20 << 20;
    private static final int DEEPEST = 1;
    private static final int LONGEST_FIELD_CODE = 1 << 20;
    private static final Pattern DDE = Pattern.compile("\\bDDE(AUTO)?\\b", Pattern.CASE_INSENSITIVE);

    private final XMLInputFactory xml = XMLInputFactory.newInstance();

    PackageInspector() {
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /** Content type of the package, or why it is refused. */
    Outcome<String> inspect(Path file) throws IOException {
        var findings = new Findings(file.toFile().length());
        try (var zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            var names = new HashSet<String>();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                try (var in = zip.getInputStream(entry)) {
                    entry(entry, in, findings, names, 0);
                }
            }
            return Outcome.done(findings.mainType);
        } catch (Refusal e) {
            return Outcome.refused(e.error);
        } catch (XMLStreamException e) {
            // The parser wraps what its input throws.
            return e.getNestedException() instanceof Refusal refusal
                    ? Outcome.refused(refusal.error)
                    : Outcome.refused(FieldError.of("file", "file.broken"));
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            return Outcome.refused(FieldError.of("file", "file.broken"));
        }
    }

    private void entry(ZipEntry entry, InputStream in, Findings findings, Set<String> names, int depth)
            throws IOException, XMLStreamException, Refusal {
        String name = entry.getName();
        if (++findings.entries > MOST_ENTRIES) throw new Refusal("file.archive.entries", MOST_ENTRIES);
        if (name.startsWith("/") || name.contains("\\") || ("/" + name + "/").contains("/../")) {
            throw new Refusal("file.archive.path", name);
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new Refusal("file.archive.twice", name);
        }
        checkName(name.toLowerCase(Locale.ROOT));
        var content = new BufferedInputStream(new Counting(in, findings), 8192);
        content.mark(8);
        byte[] start = content.readNBytes(4);
        content.reset();
        if (start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            if (depth >= DEEPEST) throw new Refusal("file.archive.nested", name);
            nested(name, content, findings, depth + 1);
        } else if (name.endsWith(".rels")) {
            checkRelationships(content);
        } else if (name.equals("[Content_Types].xml")) {
            String type = contentType(content);
            if (depth == 0) findings.mainType = type;
        } else if (name.startsWith("word/") && name.endsWith(".xml")) {
            checkFields(content);
        }
        content.transferTo(java.io.OutputStream.nullOutputStream());
    }

    private void nested(String name, InputStream content, Findings findings, int depth)
            throws IOException, XMLStreamException, Refusal {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(content.readNBytes(LONGEST_NESTED + 1));
        if (bytes.size() > LONGEST_NESTED) throw new Refusal("file.archive.nested", name);
        var names = new HashSet<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entry(entry, zip, findings, names, depth);
            }
        }
    }

    private static void checkName(String name) throws Refusal {
        if (name.contains("vbaproject") || name.contains("/macrosheets/") || name.contains("/activex/")) {
            throw new Refusal("file.macro", name);
        }
        if (name.contains("oleobject")) throw new Refusal("file.embedded", name);
        if (name.contains("/externallinks/") || name.endsWith("/connections.xml")) {
            throw new Refusal("file.externalLink", name);
        }
    }

    /** A hyperlink may lead out: a person clicks it. Everything else that leads out is fetched or run by the program. */
    private void checkRelationships(InputStream part) throws XMLStreamException, Refusal {
        var reader = xml.createXMLStreamReader(part);
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT) continue;
            if (!reader.getLocalName().equals("Relationship")) continue;
            String type = String.valueOf(reader.getAttributeValue(null, "Type"));
            if ("External".equalsIgnoreCase(reader.getAttributeValue(null, "TargetMode"))
                    && !type.endsWith("/hyperlink")) {
                throw new Refusal("file.externalLink", String.valueOf(reader.getAttributeValue(null, "Target")));
            }
        }
    }

    private String contentType(InputStream part) throws XMLStreamException, Refusal {
        var reader = xml.createXMLStreamReader(part);
        String found = ZIP;
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT) continue;
            String type = String.valueOf(reader.getAttributeValue(null, "ContentType"));
            if (type.toLowerCase(Locale.ROOT).contains("macroenabled") || type.contains("vbaProject")) {
                throw new Refusal("file.macro", type);
            }
            if (type.equals(ContentInspector.XLSX + ".main+xml")) found = ContentInspector.XLSX;
            if (type.equals(ContentInspector.DOCX + ".main+xml")) found = ContentInspector.DOCX;
        }
        return found;
    }

    /** Field codes may be cut into runs to hide a word: what stands between two paragraphs is read as one text. */
    private void checkFields(InputStream part) throws XMLStreamException, Refusal {
        var reader = xml.createXMLStreamReader(part);
        var code = new StringBuilder();
        boolean inCode = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (reader.getLocalName().equals("instrText")) inCode = true;
                    if (reader.getLocalName().equals("fldSimple")) {
                        for (int i = 0; i < reader.getAttributeCount(); i++) refuseDde(reader.getAttributeValue(i));
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (inCode && code.length() < LONGEST_FIELD_CODE) code.append(reader.getText());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (reader.getLocalName().equals("instrText")) inCode = false;
                    if (reader.getLocalName().equals("p")) {
                        refuseDde(code);
                        code.setLength(0);
                    }
                }
                default -> {}
            }
        }
        refuseDde(code);
    }

    private static void refuseDde(CharSequence fieldCode) throws Refusal {
        if (DDE.matcher(fieldCode).find()) throw new Refusal("file.externalLink", "DDE");
    }

    /** What is added up over the whole file, nested packages included. */
    private static final class Findings {
        final long packed;
        int entries;
        long unpacked;
        String mainType = ZIP;

        Findings(long packed) {
            this.packed = packed;
        }
    }

    /** Stops a bomb while it unfolds. */
    private static final class Counting extends InputStream {
        private final InputStream in;
        private final Findings findings;

        Counting(InputStream in, Findings findings) {
            this.in = in;
            this.findings = findings;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) count(1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            if (n > 0) count(n);
            return n;
        }

        private void count(int n) throws Bomb {
            findings.unpacked += n;
            if (findings.unpacked > MOST_BYTES
                    || findings.unpacked > RATIO_FROM && findings.unpacked / HIGHEST_RATIO > findings.packed) {
                throw new Bomb();
            }
        }
    }

    private static final class Bomb extends Refusal {
        private static final long serialVersionUID = 1L;

        Bomb() {
            super("file.archive.bomb");
        }
    }

    /** Ends the inspection; an IOException because it leaves through streams. Never seen outside of this class. */
    private static class Refusal extends IOException {
        private static final long serialVersionUID = 1L;
        final transient FieldError error;

        Refusal(String key, Object... args) {
            super(key);
            this.error = FieldError.of("file", key, args);
        }
    }
}
