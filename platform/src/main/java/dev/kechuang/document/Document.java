package dev.kechuang.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be put on paper (文书), free of any page: its layout decides how it looks, {@link Documents} writes it.
 *
 * @param number of the document or of the thing it is about, e.g. 苏科资〔2026〕12号; empty for none
 * @param author unit that issues it, for the properties of the file; empty for none
 * @param date day it is dated, for the properties of the file; null for none
 * @param head the red head, only in the official layout
 */
public record Document(
        Layout layout,
        String title,
        String number,
        String author,
        @Nullable LocalDate date,
        @Nullable RedHead head,
        List<Block> blocks) {

    public Document {
        if (title.isBlank()) throw new IllegalArgumentException("a document needs a title");
        if (head != null && layout != Layout.OFFICIAL)
            throw new IllegalArgumentException("only the official layout has a red head");
        blocks = List.copyOf(blocks);
    }

    /** The two ways in which a page is set. */
    public enum Layout {
        /** 公文格式, GB/T 9704-2012: type area 156 × 225 mm, 22 lines of 28 characters. */
        OFFICIAL,
        /** 表单: compact tables, number and title on every page, 第 x 页 / 共 y 页. */
        FORM
    }

    /**
     * The red head of an official document (版头).
     *
     * @param authority sign of the issuing authority (发文机关标志), e.g. 苏州市科学技术局文件
     * @param number document number (发文字号), e.g. 苏科资〔2026〕12号
     */
    public record RedHead(String authority, String number) {}

    public static Builder official(String title) {
        return new Builder(Layout.OFFICIAL, title);
    }

    public static Builder form(String title) {
        return new Builder(Layout.FORM, title);
    }

    /** Puts a document together from top to bottom. */
    public static final class Builder {
        private final Layout layout;
        private final String title;
        private final List<Block> blocks = new ArrayList<>();
        private String number = "";
        private String author = "";
        private @Nullable LocalDate date;
        private @Nullable RedHead head;

        private Builder(Layout layout, String title) {
            this.layout = layout;
            this.title = title;
        }

        public Builder number(String value) {
            number = value;
            return this;
        }

        public Builder author(String value) {
            author = value;
            return this;
        }

        public Builder date(LocalDate value) {
            date = value;
            return this;
        }

        public Builder redHead(String authority, String documentNumber) {
            head = new RedHead(authority, documentNumber);
            return this;
        }

        public Builder add(Block block) {
            blocks.add(block);
            return this;
        }

        /** 主送机关. */
        public Builder addressee(String text) {
            return add(new Block.Addressee(text));
        }

        /** @param level 1 (一、), 2 （一）, 3 (1.) or 4 （1）; the text brings its own number */
        public Builder heading(int level, String text) {
            return add(new Block.Heading(level, text));
        }

        /** A paragraph of plain text; its line breaks are kept. */
        public Builder paragraph(String text) {
            return add(new Block.Paragraph(List.of(Block.Run.of(text)), Block.Align.LEFT, true));
        }

        /** Each paragraph of a longer text, as somebody typed it; empty lines are left out. */
        public Builder paragraphs(String text) {
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::paragraph);
            return this;
        }

        /** A text with headings of its own, see {@link Prose}. */
        public Builder prose(String text) {
            for (var line : Prose.lines(text)) {
                if (line.level() == 0) paragraph(line.text());
                else heading(line.level(), line.text());
            }
            return this;
        }

        public Builder list(boolean numbered, List<String> items) {
            return add(new Block.Listing(numbered, items));
        }

        public Builder pageBreak() {
            return add(new Block.PageBreak());
        }

        public Builder attachments(String... names) {
            return add(new Block.Attachments(Arrays.asList(names)));
        }

        /** 落款: who signs, and when. */
        public Builder signature(String unit, LocalDate day) {
            return add(new Block.Signature(unit, day));
        }

        public Document build() {
            return new Document(layout, title, number, author, date, head, blocks);
        }
    }
}
