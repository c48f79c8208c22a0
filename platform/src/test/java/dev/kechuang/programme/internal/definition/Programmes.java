package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** The programmes of this repository's packs, for tests. */
public final class Programmes {

    public static final Clock CLOCK = Clock.fixed(
            LocalDate.of(2026, 11, 23)
                    .atTime(9, 0)
                    .atZone(ZoneId.of("Asia/Shanghai"))
                    .toInstant(),
            ZoneId.of("Asia/Shanghai"));

    private static final Packs PACKS = Packs.load(Packs.find("packs"), "320500", CLOCK);
    private static final ProgrammeReader READER = new ProgrammeReader(PACKS);

    private Programmes() {}

    public static Packs packs() {
        return PACKS;
    }

    public static ProgrammeReader reader() {
        return READER;
    }

    /** The text of a programme by the name of its file, e.g. {@code city-project}. */
    public static PackDocument document(String file) {
        return PACKS.documents(ProgrammeReader.FOLDER).stream()
                .filter(document -> document.path().endsWith("/" + file + ".yaml"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no programme " + file));
    }

    public static Definition definition(String file) {
        return READER.read(document(file)).orThrow();
    }
}
