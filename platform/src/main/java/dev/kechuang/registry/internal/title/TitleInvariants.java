package dev.kechuang.registry.internal.title;

import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.internal.title.TitleHistory.Span;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of titles at any time. */
@Configuration(proxyBeanMethods = false)
public class TitleInvariants {

    private static final int EXAMPLES = 20;
    private static final int AT_ONCE = 2_000;

    /** Every title is computed anew from its events. */
    @Bean
    public Invariant titlesFollowTheirEvents(TitleStore store) {
        return new Invariant() {
            @Override
            public String name() {
                return "registry.titleState";
            }

            @Override
            public String claim() {
                return "Every title is in the state, and valid on the days, that follow from its events.";
            }

            @Override
            public Result check() {
                var wrong = new ArrayList<String>();
                long checked = 0;
                @Nullable UUID after = null;
                List<Title> batch;
                do {
                    batch = store.after(after, AT_ONCE);
                    var ids = batch.stream().map(Title::id).toList();
                    Map<UUID, List<TitleEvent>> events = store.events(ids);
                    Map<UUID, List<Span>> spans = store.spans(ids);
                    for (Title title : batch) {
                        checked++;
                        after = title.id();
                        var happened = events.getOrDefault(title.id(), List.of());
                        String problem = problem(title, happened, spans.getOrDefault(title.id(), List.of()));
                        if (!problem.isEmpty() && wrong.size() < EXAMPLES) {
                            wrong.add(title.organisationName() + title.name() + " " + title.kind() + ": " + problem);
                        }
                    }
                } while (batch.size() == AT_ONCE);
                return new Result(checked, wrong);
            }
        };
    }

    private static String problem(Title title, List<TitleEvent> events, List<Span> stored) {
        if (events.isEmpty()) return "it has no events";
        var state = Title.State.VALID;
        for (TitleEvent event : events) {
            state = switch (event.what()) {
                case LAPSED -> Title.State.LAPSED;
                case REVOKED -> Title.State.REVOKED;
                case ENDED -> Title.State.ENDED;
                case WITHDRAWN -> Title.State.WITHDRAWN;
                case GRANTED, RENEWED, REEVALUATED, TRANSFERRED, MOVED -> Title.State.VALID;
            };
        }
        if (state != title.state()) return "its state is " + title.state() + ", its events say " + state;
        if (events.getLast().seq() != title.version()) return "its version is " + title.version();
        var expected = TitleHistory.spans(events);
        return expected.equals(stored) ? "" : "it is valid on " + stored + ", its events say " + expected;
    }

    /** Not on sampled days only: every step of the count, in every cell, is where a title begins or ends. */
    @Bean
    public Invariant titlesCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.titleCounted",
                "On every day and in every cell the records sum to the number of titles that are valid.",
                "SELECT count(*) FROM registry.title_span",
                """
                SELECT coalesce(s.kind, r.kind) || ' ' || coalesce(s.level, r.level) || ' in '
                       || coalesce(s.region, r.region) || ' changes by ' || coalesce(s.n, 0) || ' on '
                       || coalesce(s.day, r.day) || ', the records say ' || coalesce(r.n, 0)
                FROM (SELECT coalesce(organisation::text, '') AS organisation, region, coalesce(zone, '') AS zone,
                             kind, level, industry, day, sum(count) AS n
                      FROM (SELECT organisation, region, zone, kind, level, industry, lower(valid) AS day, 1 AS count
                            FROM registry.title_span
                            UNION ALL
                            SELECT organisation, region, zone, kind, level, industry, upper(valid), -1
                            FROM registry.title_span WHERE NOT upper_inf(valid)) step
                      GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(count) <> 0) s
                FULL JOIN (SELECT coalesce(organisation::text, '') AS organisation, region, coalesce(zone, '') AS zone,
                                  dimensions ->> 'title' AS kind, dimensions ->> 'level' AS level,
                                  coalesce(dimensions ->> 'industry', '') AS industry, business_date AS day,
                                  sum(count) AS n
                           FROM record.published_record WHERE kind = 'registry.title'
                           GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(count) <> 0) r
                    ON s.organisation = r.organisation AND s.region = r.region AND s.zone = r.zone AND s.kind = r.kind
                       AND s.level = r.level AND s.industry = r.industry AND s.day = r.day
                WHERE coalesce(s.n, 0) <> coalesce(r.n, 0)""");
    }

    @Bean
    public Invariant titlesOnce(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.titleOnce",
                "On no day does a holder have two valid titles of the same kind and level.",
                "SELECT count(*) FROM registry.title_span",
                """
                SELECT kind || ' ' || level || ' of ' || holder_key || ' is valid twice on ' || next
                FROM (SELECT kind, level, holder_key, valid, lead(lower(valid)) OVER days AS next
                      FROM registry.title_span
                      WINDOW days AS (PARTITION BY kind, level, holder_key ORDER BY lower(valid))) step
                WHERE valid @> next""");
    }
}
