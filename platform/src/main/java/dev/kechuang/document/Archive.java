package dev.kechuang.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What is bound to one file for the archive (归档).
 *
 * @param title of the whole, e.g. the project's name
 * @param number of the thing archived
 * @param facts shown above the index
 * @param parts in their order
 */
public record Archive(String title, String number, List<Block.KeyValues.Entry> facts, List<Part> parts) {

    public Archive {
        facts = List.copyOf(facts);
        parts = List.copyOf(parts);
    }

    /**
     * One thing in the archive.
     *
     * @param group heading in the index and the bookmarks, e.g. 申报材料
     * @param name shown in the index
     * @param contentType found by looking at the content; decides whether it becomes pages
     */
    public record Part(String group, String name, String contentType, Content content) {}

    /** Opened once, closed by the reader. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;

        static Content of(byte[] bytes) {
            return () -> new java.io.ByteArrayInputStream(bytes);
        }
    }

    /** What became of a part. */
    public enum Bound {
        /** Its pages are in the archive. */
        PAGES,
        /** No PDF and no image: listed with its digest. */
        OTHER_KIND,
        /** Protected by a password. */
        LOCKED,
        /** Cannot be read as what it claims to be. */
        DAMAGED,
        /** An image of more than 100 million points. */
        TOO_LARGE
    }

    /**
     * @param size bytes
     * @param firstPage in the archive, from 1; 0 when it has no pages there
     */
    public record Listed(String group, String name, String sha256, long size, Bound bound, int firstPage, int pages) {}

    /** @param pages of the whole archive with its index */
    public record Report(int pages, List<Listed> parts) {}
}
