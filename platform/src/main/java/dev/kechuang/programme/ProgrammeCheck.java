package dev.kechuang.programme;

import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Packs;
import dev.kechuang.programme.internal.definition.ProgrammeReader;
import dev.kechuang.programme.internal.definition.ProgrammeSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What a start would say about the programmes of the packs, without a database.
 *
 * @param programmes ids of those that are read; empty where something is wrong
 * @param problems everything wrong with the packs or their programmes, by file and line
 */
public record ProgrammeCheck(List<String> programmes, List<PackProblem> problems) {

    /**
     * @param directory holds one directory a pack
     * @param city region code of the city the packs are read for
     */
    public static ProgrammeCheck of(Path directory, String city, Clock clock) {
        try {
            var programmes = new ProgrammeReader(Packs.load(directory, city, clock)).readAll();
            return new ProgrammeCheck(
                    programmes.stream()
                            .map(programme -> programme.definition().code())
                            .toList(),
                    List.of());
        } catch (PackProblems wrong) {
            return new ProgrammeCheck(List.of(), wrong.problems());
        }
    }

    /** The JSON Schema of a programme's text, for editors. */
    public static Map<String, Object> schema() {
        return ProgrammeSchema.schema();
    }
}
