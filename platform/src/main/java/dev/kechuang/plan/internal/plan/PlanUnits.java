package dev.kechuang.plan.internal.plan;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The units that can answer for something, and which of them a document means by a name. */
@Repository
public class PlanUnits {

    private static final Pattern COUNTIES =
            Pattern.compile("(?:有关|相关)?(?:全市)?各(?:县|市|区|县市|板块|县级市|辖市|属地)[县市区、（）()]*(?:人民政府|政府|科技局|科技部门)?");
    private static final Pattern PARKS =
            Pattern.compile("(?:有关|相关|各)?(?:国家级|省级)?(?:园区|功能区|功能板块|开发区|高新区|开发园区)(?:管委会|科技部门|科技局)?");
    private static final Pattern DIVISIONS =
            Pattern.compile("(?:局)?(?:机关)?(?:有关|相关|各)(?:处室|业务处室|处室和单位|科室|处|科)(?:、单位)?");
    private static final Pattern BUREAU = Pattern.compile("(?:本|市)?(?:科技局|科学技术局|局机关|局)");
    private static final Pattern TAIL = Pattern.compile("(?:人民政府|政府|管委会|科学技术局|科技局|科技部门|科技和信息化局|科技人才局)$");

    private final JdbcClient jdbc;
    private final Regions regions;

    public PlanUnits(JdbcClient jdbc, Regions regions) {
        this.jdbc = jdbc;
        this.regions = regions;
    }

    /** Those that exist today: the bureau, its divisions, then counties and parks. */
    public List<PlanUnit> all() {
        return jdbc.sql("""
                        SELECT unit, code, name, en, kind, region, also_regions, parent FROM identity.published_unit WHERE active
                        ORDER BY CASE kind WHEN 'BUREAU' THEN 0 WHEN 'DIVISION' THEN 1 ELSE 2 END, unit""")
                .query((rows, number) -> new PlanUnit(
                        rows.getObject("unit", UUID.class),
                        rows.getString("code"),
                        rows.getString("name"),
                        rows.getString("en"),
                        rows.getString("kind"),
                        rows.getString("region"),
                        List.of((String[]) rows.getArray("also_regions").getArray()),
                        rows.getObject("parent", UUID.class)))
                .list();
    }

    public Map<UUID, PlanUnit> byId() {
        var known = new LinkedHashMap<UUID, PlanUnit>();
        for (PlanUnit unit : all()) known.put(unit.id(), unit);
        return known;
    }

    /** Active people of a unit: whom to tell. */
    public List<UUID> people(UUID unit) {
        return jdbc.sql("SELECT account FROM identity.published_person WHERE unit = :unit AND active ORDER BY account")
                .param("unit", unit)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    /** From now on the name means the unit. */
    void remember(String alias, UUID unit, String by, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.unit_alias (alias, unit, by, at) VALUES (:alias, :unit, :by, :at)
                        ON CONFLICT (alias) DO UPDATE SET unit = excluded.unit, by = excluded.by, at = excluded.at""")
                .param("alias", alias)
                .param("unit", unit)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
    }

    /**
     * What a name in a document means.
     *
     * @param units empty when nobody is known by it
     * @param reason in Chinese: how it was found, or that it was not
     * @param collective whether the name means several (各县区)
     */
    public record Meant(List<PlanUnit> units, String reason, boolean collective) {}

    /** Reads names with the units and aliases of this moment. */
    public Reader reader() {
        var aliases = new LinkedHashMap<String, UUID>();
        jdbc.sql("SELECT alias, unit FROM plan.unit_alias").query(rows -> {
            aliases.put(rows.getString("alias"), rows.getObject("unit", UUID.class));
        });
        return new Reader(all(), aliases, regions);
    }

    /** Names read with one state of units and aliases. */
    public static final class Reader {
        private final List<PlanUnit> units;
        private final Map<String, UUID> aliases;
        private final Regions regions;

        Reader(List<PlanUnit> units, Map<String, UUID> aliases, Regions regions) {
            this.units = units;
            this.aliases = aliases;
            this.regions = regions;
        }

        public List<PlanUnit> units() {
            return units;
        }

        public Meant read(String written) {
            String name = plain(written);
            UUID alias = aliases.get(written.strip());
            for (PlanUnit unit : units) {
                if (unit.id().equals(alias)) return one(unit, "别名“" + written.strip() + "”");
                if (unit.name().equals(written.strip())) return one(unit, "名称相同");
            }
            if (name.length() > 1) {
                if (DIVISIONS.matcher(name).matches()) return several(of("DIVISION", null), "“" + written + "”即各处室");
                if (COUNTIES.matcher(name).matches())
                    return several(of("REGION_BUREAU", Boolean.FALSE), "“" + written + "”即各县（市、区）");
                if (PARKS.matcher(name).matches() && exact(name).isEmpty())
                    return several(of("REGION_BUREAU", Boolean.TRUE), "“" + written + "”即各园区");
            }
            if (BUREAU.matcher(name).matches()) {
                for (PlanUnit unit : units) if (unit.kind().equals("BUREAU")) return one(unit, "市科技局");
            }
            return exact(name)
                    .map(unit -> one(unit, "简称“" + name + "”"))
                    .orElseGet(() -> new Meant(List.of(), "没有找到名为“" + written + "”的单位", false));
        }

        /** By the name without what every office carries, or by the name of the region it works for. */
        private Optional<PlanUnit> exact(String name) {
            String brief = TAIL.matcher(name).replaceFirst("");
            var found = new ArrayList<PlanUnit>();
            for (PlanUnit unit : units) {
                String own = TAIL.matcher(plain(unit.name())).replaceFirst("");
                String place = regions.find(unit.region()).map(Region::name).orElse("");
                boolean same = own.equals(brief)
                        || unit.ofRegion()
                                && (place.equals(brief) || bare(place).equals(brief))
                        || unit.kind().equals("DIVISION")
                                && (own.replace("处", "科").equals(brief));
                if (same) found.add(unit);
            }
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        }

        private static String bare(String place) {
            return place.length() > 2 ? place.replaceFirst("(?:县|市|区)$", "") : place;
        }

        private List<PlanUnit> of(String kind, @org.jspecify.annotations.Nullable Boolean park) {
            return units.stream()
                    .filter(unit -> unit.kind().equals(kind) && !sectionOfCounty(unit))
                    .filter(unit -> park == null
                            || park
                                    == regions.find(unit.region())
                                            .filter(region -> region.kind() == Region.Kind.ZONE)
                                            .isPresent())
                    .toList();
        }

        /** A section of a county's bureau is not what 各县区 means. */
        private boolean sectionOfCounty(PlanUnit unit) {
            return units.stream()
                    .anyMatch(above -> above.ofRegion()
                            && above.id().equals(unit.parent())
                            && above.region().equals(unit.region()));
        }

        private static Meant one(PlanUnit unit, String reason) {
            return new Meant(List.of(unit), reason, false);
        }

        private static Meant several(List<PlanUnit> units, String reason) {
            return new Meant(units, reason + "，共 " + units.size() + " 个", true);
        }

        private static String plain(String name) {
            return name.replaceAll("[\\s　]", "").replaceFirst("^(?:市局|局)(?=.)", "");
        }
    }
}
