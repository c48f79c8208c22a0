package dev.kechuang.programme.internal.blind;

import dev.kechuang.programme.internal.blind.AttachmentText.Passage;
import dev.kechuang.programme.internal.blind.AttachmentText.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * Every text of a docx or xlsx: paragraphs wherever they stand (tables, text boxes, heads, feet, notes, comments), cells, and
 * the properties. The parts are read themselves, since a name in a text box or a comment leaks as well as one in the body.
 */
final class OfficeText {

    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private OfficeText() {}

    static void read(String type, InputStream content, List<Passage> passages, List<Unread> unread) throws IOException {
        byte[] bytes = content.readAllBytes();
        try {
            int pictures = parts(bytes, passages);
            if (type.equals(XLSX)) cells(bytes, passages);
            if (pictures > 0) unread.add(new Unread("pictures", Integer.toString(pictures)));
        } catch (TooLong e) {
            unread.add(new Unread("long", ""));
        } catch (IOException | XMLStreamException | ExcelReaderException e) {
            unread.add(new Unread("damaged", ""));
        }
    }

    private static final class TooLong extends IOException {}

    /** Reads the parts of the package; answers how many pictures there are. */
    private static int parts(byte[] bytes, List<Passage> passages) throws IOException, XMLStreamException {
        int pictures = 0;
        int entries = 0;
        long left = 4L * AttachmentText.MOST_CHARACTERS;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries++;
                String name = entry.getName();
                if (name.contains("/media/")) pictures++;
                if (!name.endsWith(".xml") || name.startsWith("xl/worksheets") || name.equals("xl/sharedStrings.xml")) {
                    continue;
                }
                byte[] part = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, left + 1));
                left -= part.length;
                if (left < 0) throw new TooLong();
                if (name.startsWith("docProps/")) properties(part, passages);
                else paragraphs(part, place(name), passages);
            }
        }
        if (entries == 0) throw new IOException("no package");
        return pictures;
    }

    /** The body's paragraphs are counted; of other parts the name says enough. */
    private static String place(String part) {
        if (part.equals("word/document.xml")) return "paragraph";
        return "part/" + part.substring(part.lastIndexOf('/') + 1).replaceAll("[0-9]*\\.xml$", "");
    }

    private static XMLStreamReader reader(byte[] part) throws XMLStreamException {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new ByteArrayInputStream(part));
    }

    private static final class Paragraph {
        final int number;
        final StringBuilder text = new StringBuilder();

        Paragraph(int number) {
            this.number = number;
        }
    }

    /** A text box is a paragraph within a paragraph. */
    private static void paragraphs(byte[] part, String place, List<Passage> passages) throws XMLStreamException {
        var xml = reader(part);
        var open = new ArrayDeque<Paragraph>();
        int number = 0;
        boolean text = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("p")) open.push(new Paragraph(++number));
                text = xml.getLocalName().equals("t") || xml.getLocalName().equals("instrText");
                if (text && open.isEmpty()) open.push(new Paragraph(++number));
            } else if (event == XMLStreamConstants.CHARACTERS && text && !open.isEmpty()) {
                open.peek().text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                text = false;
                if (xml.getLocalName().equals("p") && !open.isEmpty()) keep(open.pop(), place, passages);
            }
        }
        while (!open.isEmpty()) keep(open.pop(), place, passages);
    }

    private static void keep(Paragraph paragraph, String place, List<Passage> passages) {
        if (paragraph.text.isEmpty()) return;
        String where = place.equals("paragraph") ? "paragraph/" + paragraph.number : place;
        passages.add(new Passage(where, paragraph.text.toString()));
    }

    private static void properties(byte[] part, List<Passage> passages) throws XMLStreamException {
        var xml = reader(part);
        String name = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) name = xml.getLocalName();
            else if (event == XMLStreamConstants.CHARACTERS && !xml.getText().isBlank()) {
                passages.add(new Passage("property/" + name, xml.getText()));
            }
        }
    }

    private static void cells(byte[] bytes, List<Passage> passages) throws IOException {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes));
                Stream<Sheet> sheets = book.getSheets()) {
            for (Sheet sheet : (Iterable<Sheet>) sheets::iterator) {
                passages.add(new Passage("part/sheet", sheet.getName()));
                try (Stream<Row> rows = sheet.openStream()) {
                    for (Row row : (Iterable<Row>) rows::iterator) {
                        for (Cell cell : row) {
                            if (cell == null || cell.getText().isBlank()) continue;
                            passages.add(
                                    new Passage("cell/" + sheet.getName() + "!" + cell.getAddress(), cell.getText()));
                        }
                    }
                }
            }
        }
    }
}
