package dev.kechuang.pack;

import dev.kechuang.pack.internal.CityPacks;
import dev.kechuang.pack.internal.PackLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The packs of a directory as one city sees them: its own pack and those it inherits from. */
public interface Packs {

    Regions regions();

    CodeLists codeLists();

    FactDictionary facts();

    WorkingDays workingDays();

    TitleKinds titleKinds();

    /**
     * The {@code .yaml} texts below a folder of the packs that concern this city: the national pack first, then down the
     * path to the city's own, then those of its counties; within a pack by path. Folders that packs themselves do not
     * read are the business of the module that asks.
     *
     * @param folder e.g. {@code policies}; or one file of each pack, e.g. {@code facts.yaml}
     */
    List<PackDocument> documents(String folder);

    /**
     * Loads and checks every pack; {@link PackProblems} lists all that is wrong.
     *
     * @param directory holds one directory a pack
     * @param city region code of the city this installation serves
     * @param clock tells which regions stand today
     */
    static Packs load(Path directory, String city, Clock clock) {
        return CityPacks.of(PackLoader.load(directory), city, clock);
    }

    /**
     * The packs of this checkout or installation: {@code setting} itself, or found under its name in the working
     * directory or the nearest directory above it.
     */
    static Path find(String setting) {
        return PackLoader.find(Path.of("").toAbsolutePath(), setting);
    }
}
