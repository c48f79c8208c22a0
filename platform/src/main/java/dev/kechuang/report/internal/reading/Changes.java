package dev.kechuang.report.internal.reading;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reading said at the place of each token: by section, token and how often it stood there before. A sentence
 * written anew keeps the marks of its figures.
 */
public final class Changes {

    private record Place(String section, String token, int occurrence) {}

    private final Map<Place, String> before = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    /** @param earlier null when there is nothing to compare with */
    public Changes(@Nullable Content earlier) {
        if (earlier == null) return;
        for (Content.Section section : earlier.sections()) {
            for (Content.Block block : section.blocks()) {
                switch (block) {
                    case Content.Prose prose -> prose.pieces().forEach(piece -> note(section.id(), piece));
                    case Content.Table table ->
                        table.rows().forEach(row -> row.forEach(piece -> note(section.id(), piece)));
                    case Content.Chart chart -> {}
                    case Content.Listing list -> {}
                }
            }
        }
        seen.clear();
    }

    private void note(String section, Content.Piece piece) {
        if (!piece.token().isEmpty()) before.put(place(section, piece), piece.text());
    }

    private Place place(String section, Content.Piece piece) {
        String key = section + "|" + piece.token();
        return new Place(section, piece.token(), seen.merge(key, 1, Integer::sum));
    }

    /**
     * What stood there; null where it says the same or nothing stood there. Ask for the pieces of a report in their order,
     * each once.
     */
    public @Nullable String was(String section, Content.Piece piece) {
        if (piece.token().isEmpty()) return null;
        String then = before.get(place(section, piece));
        return then == null || then.equals(piece.text()) ? null : then;
    }
}
