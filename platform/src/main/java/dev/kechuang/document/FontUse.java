package dev.kechuang.document;

/**
 * A typeface a document asks for and the one it gets in PDF.
 *
 * @param wanted name as the standard gives it, e.g. 仿宋
 * @param used name of the typeface taken
 * @param file where it was found; empty for one that comes with the product
 */
public record FontUse(String wanted, String used, String file) {

    /** Whether another typeface stands in for the wanted one. */
    public boolean substituted() {
        return file.isEmpty();
    }
}
