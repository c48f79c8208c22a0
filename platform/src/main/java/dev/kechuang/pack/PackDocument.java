package dev.kechuang.pack;

/**
 * One text of a pack that another module reads: a policy, a programme, a template.
 *
 * @param pack id of the pack it lies in, e.g. {@code cn-jiangsu-suzhou}
 * @param region region of that pack; empty for the national one
 * @param path path inside the pack, e.g. {@code policies/hnte.yaml}
 * @param digest SHA-256 of its canonical text, 64 hexadecimal digits: names the content for ever
 */
public record PackDocument(String pack, String region, String path, String digest, String text) {

    /** Where messages about it point to: {@code packs/<pack>/<path>}. */
    public String place() {
        return "packs/" + pack + "/" + path;
    }
}
