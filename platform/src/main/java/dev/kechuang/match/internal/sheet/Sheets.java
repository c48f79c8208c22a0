package dev.kechuang.match.internal.sheet;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.columns.Chunk;
import dev.kechuang.policy.DatedFacts;
import dev.kechuang.policy.Decisions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Packs and unpacks fact sheets. Who packs holds {@link PackingLock}, so that no older facts overwrite newer ones. */
@Component
public class Sheets {

    private static final byte[] NOTHING = {};

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final Layouts layouts;
    private final Words words;

    public Sheets(JdbcClient jdbc, Decisions decisions, Layouts layouts, Words words) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.layouts = layouts;
        this.words = words;
    }

    private record Place(
            UUID organisation, String region, @Nullable String zone, boolean counts) {}

    /**
     * Packs what is confirmed now and counts on the day; joins the running transaction. An organisation that is not
     * confirmed, or is an authority, gets a sheet without facts.
     *
     * @return the new sheets, in the order of their organisations
     */
    public List<Sheet> pack(Collection<UUID> organisations, LocalDate day) {
        if (organisations.isEmpty()) return List.of();
        Layout layout = layouts.current();
        var codec = new SheetCodec(layout, words);
        var places = places(organisations);
        var counting =
                places.stream().filter(Place::counts).map(Place::organisation).toList();
        var known = decisions.facts(counting, day);
        var texts = new HashSet<String>();
        known.values().forEach(one -> SheetCodec.words(one.facts(), layout, texts));
        words.know(texts);
        int size = places.size();
        var ids = new UUID[size];
        var regions = new String[size];
        var zones = new @Nullable String[size];
        var changes = new @Nullable String[size];
        var packed = new byte[size][];
        for (int i = 0; i < size; i++) {
            Place place = places.get(i);
            DatedFacts one = known.get(place.organisation());
            ids[i] = place.organisation();
            regions[i] = place.region();
            zones[i] = place.zone();
            changes[i] = one == null || one.changesOn() == null
                    ? null
                    : one.changesOn().toString();
            packed[i] = one == null ? NOTHING : codec.pack(one.facts());
        }
        var numbers = new HashMap<UUID, Long>();
        jdbc.sql("""
                        INSERT INTO match.sheet AS s (organisation, layout, packed_for, changes_on, region, zone, facts)
                        SELECT u.organisation, :layout, :day, u.changes_on, u.region, u.zone, nullif(u.facts, '')
                        FROM unnest(:ids::uuid[], :changes::date[], :regions::text[], :zones::text[], :facts::bytea[])
                             AS u (organisation, changes_on, region, zone, facts)
                        ON CONFLICT (organisation) DO UPDATE SET
                            number = nextval('match.sheet_number'), layout = excluded.layout,
                            packed_for = excluded.packed_for, changes_on = excluded.changes_on,
                            region = excluded.region, zone = excluded.zone, facts = excluded.facts
                        RETURNING organisation, number
                        """)
                .param("layout", layout.id())
                .param("day", day)
                .param("ids", ids)
                .param("changes", changes)
                .param("regions", regions)
                .param("zones", zones)
                .param("facts", packed)
                .query(rows -> {
                    numbers.put(rows.getObject(1, UUID.class), rows.getLong(2));
                });
        var sheets = new ArrayList<Sheet>(size);
        for (int i = 0; i < size; i++) {
            sheets.add(new Sheet(
                    ids[i],
                    numbers.getOrDefault(ids[i], 0L),
                    regions[i],
                    zones[i],
                    packed[i].length == 0 ? null : packed[i]));
        }
        return sheets;
    }

    private List<Place> places(Collection<UUID> organisations) {
        return jdbc.sql("""
                        SELECT id, region, zone, status = 'confirmed' AND kind <> 'government' AS counts
                        FROM registry.published_organisation WHERE id = ANY(:ids) ORDER BY id
                        """)
                .param("ids", organisations.toArray(UUID[]::new))
                .query((rows, number) -> new Place(
                        rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3), rows.getBoolean(4)))
                .list();
    }

    /** Facts of a sheet of today's layout. */
    public Facts facts(byte[] packed) {
        return new SheetCodec(layouts.current(), words).unpack(packed);
    }

    /** What fills a chunk from sheets of today's layout. */
    public ChunkFiller filler(Chunk chunk) {
        return new ChunkFiller(layouts.current(), words, chunk);
    }

    public int layout() {
        return layouts.id();
    }
}
