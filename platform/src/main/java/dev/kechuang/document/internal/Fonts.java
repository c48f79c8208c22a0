package dev.kechuang.document.internal;

import dev.kechuang.document.FontUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.NameRecord;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Finds the typefaces of documents: those of the folder {@code kc.document.fonts} (TrueType files that may be embedded),
 * and what comes with the product for the rest.
 */
@Component
public class Fonts {

    private static final Logger log = LoggerFactory.getLogger(Fonts.class);
    /** OS/2 fsType: the font may not be embedded at all. */
    private static final int RESTRICTED = 0x0002;

    private final Map<Typeface, Found> found = new EnumMap<>(Typeface.class);
    private final Map<Typeface.Bundled, Path> bundled = new EnumMap<>(Typeface.Bundled.class);

    private record Found(String name, Path file) {}

    /** @param folder path of a folder with font files; empty for none */
    public Fonts(@Value("${kc.document.fonts:}") String folder) {
        if (!folder.isBlank()) search(Path.of(folder));
    }

    private void search(Path folder) {
        if (!Files.isDirectory(folder)) {
            log.warn("kc.document.fonts: {} is no folder; documents are set in the typefaces of the product", folder);
            return;
        }
        try (var files = Files.list(folder)) {
            files.filter(file ->
                            file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".ttf"))
                    .sorted()
                    .forEach(this::look);
        } catch (IOException e) {
            log.warn("kc.document.fonts: {} cannot be read: {}", folder, e.getMessage());
        }
        for (Typeface typeface : Typeface.values()) {
            if (!found.containsKey(typeface))
                log.warn("no typeface {} in {}: PDF takes {}", typeface.wanted, folder, typeface.standIn.title);
        }
    }

    private void look(Path file) {
        try (var source = new RandomAccessReadBufferedFile(file.toFile());
                TrueTypeFont font = new TTFParser().parse(source)) {
            var os2 = font.getOS2Windows();
            if (os2 != null && (os2.getFsType() & 0x000F) == RESTRICTED) {
                log.warn("{} forbids to be embedded and is not used", file);
                return;
            }
            Set<String> names = names(font);
            for (Typeface typeface : Typeface.values()) {
                if (names.stream().anyMatch(typeface::isNamed))
                    found.putIfAbsent(typeface, new Found(font.getName(), file));
            }
        } catch (IOException | RuntimeException e) {
            log.warn("{} cannot be read as a TrueType font: {}", file, e.getMessage());
        }
    }

    private static Set<String> names(TrueTypeFont font) throws IOException {
        var names = new HashSet<String>();
        for (NameRecord each : font.getNaming().getNameRecords()) {
            int id = each.getNameId();
            if ((id == NameRecord.NAME_FONT_FAMILY_NAME
                            || id == NameRecord.NAME_FULL_FONT_NAME
                            || id == NameRecord.NAME_POSTSCRIPT_NAME)
                    && each.getString() != null) names.add(each.getString());
        }
        return names;
    }

    public List<FontUse> uses() {
        var uses = new ArrayList<FontUse>();
        for (Typeface typeface : Typeface.values()) {
            Found own = found.get(typeface);
            uses.add(
                    own == null
                            ? new FontUse(typeface.wanted, typeface.standIn.title, "")
                            : new FontUse(
                                    typeface.wanted, own.name(), own.file().toString()));
        }
        return uses;
    }

    /** E.g. "仿宋→Noto Serif SC"; empty when every typeface of the standard is there. */
    String substitutions() {
        return uses().stream()
                .filter(FontUse::substituted)
                .map(use -> use.wanted() + "→" + use.used())
                .collect(Collectors.joining("；"));
    }

    /** Families by preference, as a style sheet lists them: what the first lacks is taken from the next. */
    String families(Typeface typeface) {
        var families = new ArrayList<String>();
        if (found.containsKey(typeface)) families.add(typeface.family());
        families.add(typeface.standIn.family());
        for (var other : Typeface.Bundled.values()) if (other != typeface.standIn) families.add(other.family());
        return families.stream().map(family -> "'" + family + "'").collect(Collectors.joining(", "));
    }

    /** @param weight as in CSS */
    record FontFile(String family, int weight, Path file) {}

    List<FontFile> files() {
        var files = new ArrayList<FontFile>();
        for (var each : Typeface.Bundled.values()) files.add(new FontFile(each.family(), each.weight, unpacked(each)));
        found.forEach((typeface, own) -> files.add(new FontFile(typeface.family(), 400, own.file())));
        return files;
    }

    /** Fonts are read from files a little at a time, as holding them whole would cost 25 MB for each document. */
    private synchronized Path unpacked(Typeface.Bundled font) {
        Path known = bundled.get(font);
        if (known != null && Files.exists(known)) return known;
        try (var in = Fonts.class.getResourceAsStream("/dev/kechuang/document/fonts/" + font.file)) {
            if (in == null) throw new IllegalStateException("missing font " + font.file);
            Path file = Files.createTempFile("kc-font-", ".ttf");
            file.toFile().deleteOnExit();
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            bundled.put(font, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
