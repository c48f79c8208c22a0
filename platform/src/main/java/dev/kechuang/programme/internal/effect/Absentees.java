package dev.kechuang.programme.internal.effect;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.pack.Regions;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallTexts;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who holds the title that an evaluation is about and has not handed in (应参加而未提交): every holder takes part, and whoever
 * stays away is dealt with by hand, on the page of the title. A call and those delegated by it are one evaluation:
 * whoever hands in at one of them takes part. Not scoped: the caller has checked who runs the call.
 */
@Service
public class Absentees {

    private final JdbcClient jdbc;
    private final Regions regions;
    private final Accounts accounts;
    private final Messages messages;
    private final AuditLog audit;
    private final Clock clock;

    public Absentees(
            JdbcClient jdbc, Regions regions, Accounts accounts, Messages messages, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.regions = regions;
        this.accounts = accounts;
        this.messages = messages;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param name of the organisation, with that of an institution or product behind where the title is of one
     * @param draft whether it has begun an application
     */
    public record Holder(
            UUID title,
            UUID organisation,
            String name,
            String number,
            String region,
            @Nullable LocalDate until,
            boolean draft) {}

    /** The title that is lost by the programme's result; empty for a programme by which none is. */
    public static Optional<Effect.RevokeTitle> title(Definition definition) {
        return definition.effects().stream()
                .filter(Effect.RevokeTitle.class::isInstance)
                .map(Effect.RevokeTitle.class::cast)
                .findFirst();
    }

    /** The call, the one it was delegated by and those it delegated: whoever hands in at one of them takes part. */
    private static final String CALLS = """
            IN (SELECT c.id FROM programme.call c
            WHERE (c.id IN (:call, :parent) OR c.parent = :call) AND c.state = 'published')
            """;

    private static final String FROM = """
             FROM registry.published_title t
            JOIN registry.published_organisation o ON o.id = t.organisation
            WHERE t.kind = :kind AND t.level = :level AND t.state = 'valid' AND t.region = ANY(:regions)
              AND NOT EXISTS (SELECT FROM programme.application a WHERE a.call\s""" + CALLS + """
            AND a.organisation = t.organisation AND a.number IS NOT NULL AND a.status <> 'withdrawn')""";

    /** By name. Empty pages for a programme by which no title is lost. */
    public KeyPage<Holder> list(Call call, Definition definition, KeyPage.At at, int size) {
        var title = title(definition).orElse(null);
        if (title == null) return KeyPage.of(List.of(), size, at, Holder::name, KeyPage.Total.of(0));
        var parameters = parameters(call, title);
        int counted = jdbc.sql(
                        "SELECT count(*)::int FROM (SELECT 1" + FROM + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") n")
                .params(parameters)
                .query(Integer.class)
                .single();
        String behind = "";
        String key = at.key();
        if (key != null) {
            String[] parts = key.split("/", 2);
            behind = " AND (o.name_key, t.id) " + (at.backwards() ? "<" : ">") + " (:keyName, CAST(:keyId AS uuid))";
            parameters.put("keyName", parts.length > 1 ? parts[1] : "");
            parameters.put("keyId", parts[0]);
        }
        String order = at.backwards() ? " DESC" : "";
        var read = jdbc.sql("""
                        SELECT t.id, t.organisation, o.name, o.name_key, t.name AS own, t.number, t.region, t.valid_until,
                               EXISTS (SELECT FROM programme.application a WHERE a.call\s""" + CALLS + """
                               AND a.organisation = t.organisation AND a.number IS NULL AND a.status = 'open') AS draft
                        """ + FROM + behind + " ORDER BY o.name_key"
                        + order + ", t.id" + order + " LIMIT " + (size + 1))
                .params(parameters)
                .query((rows, number) -> new Keyed(
                        new Holder(
                                rows.getObject("id", UUID.class),
                                rows.getObject("organisation", UUID.class),
                                rows.getString("own").isEmpty()
                                        ? rows.getString("name")
                                        : rows.getString("name") + "：" + rows.getString("own"),
                                java.util.Objects.requireNonNullElse(rows.getString("number"), ""),
                                rows.getString("region"),
                                rows.getObject("valid_until", LocalDate.class),
                                rows.getBoolean("draft")),
                        rows.getObject("id", UUID.class) + "/" + rows.getString("name_key")))
                .list();
        var page = KeyPage.of(read, size, at, Keyed::key, KeyPage.Total.of(counted));
        return new KeyPage<>(
                page.items().stream().map(Keyed::holder).toList(), page.next(), page.previous(), page.total());
    }

    private record Keyed(Holder holder, String key) {}

    private Map<String, Object> parameters(Call call, Effect.RevokeTitle title) {
        var parameters = new HashMap<String, Object>();
        parameters.put("kind", title.kind());
        parameters.put("level", title.level());
        parameters.put("regions", regions.subtree(call.region()).toArray(String[]::new));
        UUID parent = call.parent();
        parameters.put("call", call.id());
        parameters.put("parent", parent == null ? call.id() : parent);
        return parameters;
    }

    /**
     * Tells the people of every holder who has not handed in, while the call is open; once a day each.
     *
     * @return how many organisations; those without anybody who could be told are not among them
     */
    @Transactional
    public Outcome<Integer> remind(Viewer officer, Call call, Definition definition) {
        var title = title(definition).orElse(null);
        if (title == null || !call.isOpen(clock.instant())) {
            return Outcome.refused(FieldError.of("", "call.error.notOpen"));
        }
        var organisations = jdbc.sql("SELECT DISTINCT t.organisation" + FROM)
                .params(parameters(call, title))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
        var people = accounts.ofOrganisations(organisations);
        messages.send(
                people.values().stream()
                        .flatMap(List::stream)
                        .map(Accounts.Person::account)
                        .distinct()
                        .toList(),
                "programme.call.absent/" + call.id() + "/" + LocalDate.now(clock),
                "请参加：" + (call.title().length() > 190 ? call.title().substring(0, 190) : call.title()),
                "贵单位持有的称号须参加本次评价，材料请于 " + CallTexts.moment(call.closesAt()) + " 前提交；未参加的，可能撤销称号。",
                "/calls/" + call.id());
        audit.append(
                officer,
                AuditEvent.of("programme.call.remindAbsent", "call", call.id(), call.number() + " " + call.title())
                        .with(Map.of("organisations", people.size())));
        return Outcome.done(people.size());
    }
}
