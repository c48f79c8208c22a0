package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.internal.ip.OwnerNames.Known;
import dev.kechuang.registry.internal.ip.Right.Cell;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightRules.Holding;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Owners as they are typed: one a line, credit code or name, with the share in percent behind it where there is one. */
@Component
public class OwnerRules {

    static final Holding NOTHING = new Holding(null, null, Obtained.SELF, null);

    private static final int MOST = 20;
    private static final Pattern SHARE = Pattern.compile("^(.*?)[\\s,，:：]+([0-9.]+)\\s*[%％]$");

    private final OwnerNames names;
    private final JdbcClient jdbc;

    public OwnerRules(OwnerNames names, JdbcClient jdbc) {
        this.names = names;
        this.jdbc = jdbc;
    }

    private record Line(String name, @Nullable BigDecimal share) {}

    /**
     * @param holding of the first owner; the others get theirs the same way, and whether it supports their products
     *     nobody has said
     * @param since from when, unless the holding says
     */
    Outcome<List<Owner>> read(Map<String, String> typed, Holding holding, LocalDate since) {
        var errors = new ArrayList<FieldError>();
        var lines = new ArrayList<Line>();
        for (String line : typed.getOrDefault("owners", "").split("[\\n;；]")) {
            if (line.isBlank()) continue;
            Matcher shared = SHARE.matcher(line.strip());
            lines.add(
                    shared.matches()
                            ? new Line(shared.group(1).strip(), RightRules.share(shared.group(2), "owners", errors))
                            : new Line(line.strip(), null));
        }
        if (lines.isEmpty()) return Outcome.refused(FieldError.of("owners", "ip.error.owners"));
        if (lines.size() > MOST) return Outcome.refused(FieldError.of("owners", "ip.error.ownersMost", MOST));
        var meant = names.find(lines.stream().map(Line::name).toList());
        var owners = new ArrayList<Owner>();
        var seen = new HashSet<UUID>();
        for (Line line : lines) {
            Known known = meant.known().get(line.name());
            if (known == null) known = meant.known().get(line.name().toUpperCase(Locale.ROOT));
            if (known == null) errors.add(FieldError.of("owners", "ip.error.owner", line.name()));
            else if (meant.ambiguous().contains(line.name())) {
                errors.add(FieldError.of("owners", "ip.error.ownerAmbiguous", line.name()));
            } else if (!seen.add(known.id())) {
                errors.add(FieldError.of("owners", "ip.error.ownerTwice"));
            } else {
                boolean first = owners.isEmpty();
                BigDecimal share = line.share() == null && first ? holding.share() : line.share();
                owners.add(RightService.owner(
                        known,
                        owners.size() + 1,
                        new Holding(
                                holding.since(), share, holding.obtained(), first ? holding.supportsProduct() : null),
                        since));
            }
        }
        BigDecimal sum = owners.stream()
                .map(Owner::share)
                .filter(java.util.Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(BigDecimal.valueOf(100)) > 0) errors.add(FieldError.of("owners", "ip.error.shares"));
        return errors.isEmpty() ? Outcome.done(owners) : Outcome.refused(errors);
    }

    /** Where what the organisation owns counts. */
    Cell cell(UUID organisation) {
        return jdbc.sql("SELECT id, region, zone, industry FROM registry.organisation WHERE id = :id")
                .param("id", organisation)
                .query((rows, number) -> new Cell(
                        rows.getObject("id", UUID.class),
                        rows.getString("region"),
                        rows.getString("zone"),
                        rows.getString("industry")))
                .single();
    }
}
