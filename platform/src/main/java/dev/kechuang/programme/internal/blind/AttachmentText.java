package dev.kechuang.programme.internal.blind;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of an attachment, piece by piece with its place, and what of it cannot be read.
 *
 * @param passages in their order
 * @param unread as {@link Unread#code}
 */
public record AttachmentText(List<Passage> passages, List<Unread> unread) {

    /** Beyond this many characters nothing is read: that is told. */
    static final int MOST_CHARACTERS = 20_000_000;

    /**
     * A piece of text.
     *
     * @param place kind and where, parted by a stroke: {@code page/3}, {@code paragraph/12}, {@code cell/Sheet1!B3},
     *     {@code part/header}, {@code property/Author}, {@code name/}
     */
    public record Passage(String place, String text) {}

    /**
     * What was not read.
     *
     * @param code {@code locked}, {@code damaged}, {@code image}, {@code kind}, {@code long}, {@code pages} (without text),
     *     {@code pictures} (within a file whose text was read)
     * @param detail page numbers or how many
     */
    public record Unread(String code, String detail) {

        /** Whether somebody has to look at the file before it can be called clean: pictures beside text do not. */
        public boolean blocks() {
            return !code.equals("pictures");
        }
    }

    /** @param contentType as the upload was found to be; the name of the file is a passage too */
    public static AttachmentText read(String name, String contentType, InputStream content) throws IOException {
        var passages = new ArrayList<Passage>();
        var unread = new ArrayList<Unread>();
        passages.add(new Passage("name/", name));
        switch (contentType) {
            case "application/pdf" -> PdfText.read(content, passages, unread);
            case OfficeText.DOCX, OfficeText.XLSX -> OfficeText.read(contentType, content, passages, unread);
            case "image/jpeg", "image/png" -> unread.add(new Unread("image", ""));
            default -> unread.add(new Unread("kind", contentType));
        }
        return new AttachmentText(List.copyOf(passages), List.copyOf(unread));
    }

    /** Where the identity stands in it, at most so many places. */
    public List<Identity.Finding> find(Identity identity, int most) {
        return passages.stream()
                .flatMap(passage -> identity.in(passage).stream())
                .limit(most)
                .toList();
    }

    public boolean readWhole() {
        return unread.stream().noneMatch(Unread::blocks);
    }
}
