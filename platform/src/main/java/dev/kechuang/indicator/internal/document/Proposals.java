package dev.kechuang.indicator.internal.document;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators.Suggestion;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.indicator.internal.observation.Observations;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.reader.Bound;
import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Reading;
import dev.kechuang.reader.Role;
import dev.kechuang.reader.Tense;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The figures of a document as observations to be made of them: proposed, corrected, taken or set aside. */
@Service
public class Proposals {

    /** From this likeness on the first suggestion is filled in. */
    private static final int LIKELY = 60;

    /** Directly before a measure, but for what grants it: 新增省级、新认定国家. */
    private static final Pattern NEWLY = Pattern.compile("(新认定|新增加?|新获批?|新建|新登记|新引进|新培育)(?:国家级?|省级?|市级?)?$");

    private final Documents documents;
    private final Observations observations;
    private final Dictionary dictionary;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    Proposals(
            Documents documents,
            Observations observations,
            Dictionary dictionary,
            Regions regions,
            JdbcClient jdbc,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.documents = documents;
        this.observations = observations;
        this.dictionary = dictionary;
        this.regions = regions;
        this.jdbc = jdbc;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A figure and what it may become.
     *
     * @param row place among the document's figures
     * @param indicator code filled in, empty where nothing is likely
     * @param value in the indicator's unit, or as printed where there is none
     * @param state open, taken, aside, or no for what is no observation: targets, growth, places
     */
    public record Proposal(
            int row,
            Figure figure,
            List<Suggestion> suggestions,
            String indicator,
            String region,
            String period,
            BigDecimal value,
            String unit,
            String state,
            String context) {}

    public List<Proposal> of(UUID document, Reading reading) {
        var taken = spans(
                "SELECT span_start, span_end FROM indicator.revision r WHERE r.document = :document"
                        + " AND NOT EXISTS (SELECT FROM indicator.decision d WHERE d.revision = r.id AND d.outcome = 'returned')",
                document);
        var aside = spans("SELECT span_start, span_end FROM indicator.set_aside WHERE document = :document", document);
        var found = new ArrayList<Proposal>();
        for (int row = 0; row < reading.figures().size(); row++) {
            Figure figure = reading.figures().get(row);
            String span = figure.span().start() + "-" + figure.span().end();
            String state =
                    taken.contains(span) ? "taken" : aside.contains(span) ? "aside" : fits(figure) ? "open" : "no";
            found.add(proposal(row, figure, reading, state));
        }
        return found;
    }

    private Set<String> spans(String sql, UUID document) {
        return new HashSet<>(jdbc.sql(sql)
                .param("document", document)
                .query((row, number) -> row.getInt(1) + "-" + row.getInt(2))
                .list());
    }

    /** Levels that were reached may be taken; targets are the business of plans, and growth is computed. */
    public static boolean fits(Figure figure) {
        if (figure.time() == Tense.TARGET || figure.valueTo() != null || figure.per() != null) return false;
        return switch (figure.role()) {
            case LEVEL, NEW, CUMULATIVE, SHARE, RATIO -> true;
            case GROWTH, CHANGE, RANK -> false;
        };
    }

    private Proposal proposal(int row, Figure figure, Reading reading, String state) {
        String measure = measure(figure, reading.text());
        var suggestions = state.equals("no") ? List.<Suggestion>of() : dictionary.suggest(measure, figure.unit(), 5);
        Indicator likely = suggestions.isEmpty() || suggestions.getFirst().likeness() < LIKELY
                ? null
                : suggestions.getFirst().indicator();
        BigDecimal value = figure.value();
        String unit = figure.unit();
        if (likely != null && !unit.isEmpty() && Units.fit(unit, likely.unit())) {
            value = Units.convert(value, unit, likely.unit());
            unit = likely.unit();
        }
        int start = Math.max(0, figure.span().start() - 24);
        int end = Math.min(reading.text().length(), figure.span().end() + 16);
        return new Proposal(
                row,
                figure,
                suggestions,
                likely == null ? "" : likely.code(),
                region(figure.region()),
                Period.parse(figure.period()).map(Period::toString).orElse(""),
                value,
                unit,
                state,
                reading.text().substring(start, end).replaceAll("\\s+", " "));
    }

    /** The measure with the word before it that says it is new, which the reader leaves out. */
    static String measure(Figure figure, String text) {
        String measure = figure.measure();
        if (measure.contains("新增") || measure.contains("新认定")) return measure;
        int at =
                measure.isEmpty() ? -1 : text.lastIndexOf(measure, figure.span().start());
        if (at >= 0 && figure.span().start() - at < 40) {
            var before = NEWLY.matcher(text.substring(Math.max(0, at - 5), at));
            if (before.find()) return before.group(1) + measure;
        }
        return figure.role() == Role.NEW ? "新增" + measure : measure;
    }

    /** Code of the place the document names, the city's where it names none. */
    private String region(String name) {
        String plain = name.strip();
        if (plain.isEmpty()) return regions.city().code();
        Region found = null;
        for (Region each : regions.all()) {
            boolean same = each.name().equals(plain)
                    || each.name().replaceAll("[省市县区]$", "").equals(plain);
            if (same && (found == null || regions.subtree(regions.city().code()).contains(each.code()))) found = each;
        }
        return found == null ? "" : found.code();
    }

    /** How many were stated, and how many stood already. */
    public record Taken(int stated, int same) {}

    /**
     * States what was chosen, all or nothing; errors name {@code field-row}.
     *
     * @param typed by {@code field-row}: indicator, region, period, value, unit
     * @param reason for values that correct others; empty for none
     */
    public Outcome<Taken> take(
            Viewer viewer, UUID document, List<Integer> rows, Map<String, String> typed, String reason) {
        var found = documents.find(viewer, document);
        if (found.isEmpty()) return Outcome.refused(FieldError.of("", "indicator.observation.error.gone"));
        if (rows.isEmpty()) return Outcome.refused(FieldError.of("", "indicator.observation.error.choose"));
        Reading reading = found.get().reading();
        var proposals = of(document, reading);
        var errors = new ArrayList<FieldError>();
        var taken = Objects.requireNonNull(transactions.execute(status -> {
            int stated = 0;
            int same = 0;
            for (int row : rows) {
                if (row < 0 || row >= proposals.size()) {
                    errors.add(FieldError.of("", "indicator.observation.error.gone"));
                    continue;
                }
                Proposal proposal = proposals.get(row);
                if (proposal.state().equals("taken")) {
                    same++;
                    continue;
                }
                var values = values(proposal, typed, found.get().name(), reason);
                var span = proposal.figure().span();
                var outcome = observations.fromDocument(viewer, values, document, span.start(), span.end());
                if (outcome instanceof Outcome.Refused<Observation>(var refused)) {
                    boolean stands =
                            refused.stream().allMatch(one -> one.key().equals("indicator.observation.error.same"));
                    if (stands) same++;
                    else
                        refused.forEach(one -> errors.add(new FieldError(
                                one.field().isEmpty() ? "" : one.field() + "-" + row, one.key(), one.args())));
                } else {
                    stated++;
                }
            }
            if (!errors.isEmpty()) status.setRollbackOnly();
            return new Taken(stated, same);
        }));
        return errors.isEmpty() ? Outcome.done(taken) : Outcome.refused(errors);
    }

    private static Map<String, String> values(
            Proposal proposal, Map<String, String> typed, String name, String reason) {
        var values = new HashMap<String, String>();
        String row = "-" + proposal.row();
        values.put("indicator", typed.getOrDefault("indicator" + row, proposal.indicator()));
        values.put("region", typed.getOrDefault("region" + row, proposal.region()));
        values.put("period", typed.getOrDefault("period" + row, proposal.period()));
        values.put("value", typed.getOrDefault("value" + row, proposal.value().toPlainString()));
        values.put("unit", typed.getOrDefault("unit" + row, proposal.unit()));
        String bound = proposal.figure().bound() == Bound.EXACT
                ? ""
                : "（原文：" + proposal.figure().text() + "）";
        values.put("source", cut(name + bound));
        values.put("reason", reason);
        return values;
    }

    private static String cut(String text) {
        return text.length() > 300 ? text.substring(0, 300) : text;
    }

    /** Sets figures aside, or takes that back when they are. */
    public Outcome<Integer> aside(Viewer viewer, UUID document, List<Integer> rows, @Nullable String reason) {
        var found = documents.find(viewer, document);
        if (found.isEmpty()) return Outcome.refused(FieldError.of("", "indicator.observation.error.gone"));
        var figures = found.get().reading().figures();
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row < 0 || row >= figures.size())) {
            return Outcome.refused(FieldError.of("", "indicator.observation.error.choose"));
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            int changed = 0;
            for (int row : rows) {
                var span = figures.get(row).span();
                String sql = reason == null
                        ? "DELETE FROM indicator.set_aside WHERE document = :document AND span_start = :start AND span_end = :end"
                        : """
                        INSERT INTO indicator.set_aside (document, span_start, span_end, reason, account, name, at)
                        VALUES (:document, :start, :end, :reason, :account, :name, :now) ON CONFLICT DO NOTHING
                        """;
                var statement = jdbc.sql(sql)
                        .param("document", document)
                        .param("start", span.start())
                        .param("end", span.end());
                if (reason != null) {
                    statement = statement
                            .param("reason", reason.strip())
                            .param("account", viewer.requireAccount())
                            .param("name", viewer.name())
                            .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
                }
                changed += statement.update();
            }
            if (changed > 0) {
                String action = reason == null ? "indicator.reopened" : "indicator.setAside";
                audit.append(
                        viewer,
                        AuditEvent.of(
                                        action,
                                        "sourceDocument",
                                        document,
                                        found.get().name())
                                .with(Map.of("figures", changed)));
            }
            return Outcome.done(changed);
        }));
    }
}
