package dev.kechuang.match.internal.sheet;

import dev.kechuang.match.internal.copy.CopyReader;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sheets as they lie there, in the order of their organisations, one at a time: a city does not fit memory. */
@Component
public class SheetReader {

    private final DataSource source;

    public SheetReader(DataSource source) {
        this.source = source;
    }

    /**
     * Those of today's layout with facts.
     *
     * @param from the first organisation, included
     * @param until where to stop, null for the end
     */
    public void read(int layout, UUID from, @Nullable UUID until, Consumer<Sheet> use) {
        read(
                "layout = " + layout + " AND organisation >= '" + from + "'"
                        + (until == null ? "" : " AND organisation < '" + until + "'"),
                use);
    }

    /** Those that were packed after a number was reached, also those without facts. */
    public void readAfter(long number, Consumer<Sheet> use) {
        read("number > " + number, true, use);
    }

    private void read(String where, Consumer<Sheet> use) {
        read(where, false, use);
    }

    private void read(String where, boolean empty, Consumer<Sheet> use) {
        String query = "SELECT organisation, number, region, zone, facts FROM match.sheet WHERE " + where
                + (empty ? "" : " AND facts IS NOT NULL") + " ORDER BY organisation";
        try (var rows = new CopyReader(source, query)) {
            while (rows.next()) {
                use.accept(new Sheet(
                        rows.uuid(),
                        rows.number(),
                        java.util.Objects.requireNonNull(rows.text()),
                        rows.text(),
                        rows.bytes()));
            }
        }
    }
}
