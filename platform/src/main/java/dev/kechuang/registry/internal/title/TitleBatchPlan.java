package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.internal.title.OrganisationMatcher.Match;
import dev.kechuang.registry.internal.title.OrganisationMatcher.Sought;
import dev.kechuang.registry.internal.title.TitleBatch.Fate;
import dev.kechuang.registry.internal.title.TitleBatch.Line;
import dev.kechuang.registry.internal.title.TitleBatch.Preview;
import dev.kechuang.registry.internal.title.TitleBatchStore.Batch;
import dev.kechuang.registry.internal.title.TitleBatchStore.Held;
import dev.kechuang.registry.internal.title.TitleBatchStore.Typed;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds out what will become of each line of a granting list, from what was typed and what the organisations hold. */
final class TitleBatchPlan {

    private final TitleBatchStore store;
    private final TitleRules rules;
    private final OrganisationMatcher matcher;

    TitleBatchPlan(TitleBatchStore store, TitleRules rules, OrganisationMatcher matcher) {
        this.store = store;
        this.rules = rules;
        this.matcher = matcher;
    }

    Preview of(Viewer officer, Batch batch, TitleKind kind) {
        var typed = store.lines(batch.id());
        var sought = new HashMap<Integer, Sought>();
        for (Typed line : typed) sought.put(line.line(), sought(line));
        var matches = matcher.match(officer, sought.values());
        var organisations = new HashMap<Integer, UUID>();
        for (Typed line : typed) {
            Match match = matches.getOrDefault(sought.get(line.line()), Match.NONE);
            if (line.organisation() != null) organisations.put(line.line(), line.organisation());
            else if (match.certain()) {
                organisations.put(line.line(), match.candidates().getFirst().id());
            }
        }
        var held = store.held(
                batch.kind(),
                batch.level(),
                organisations.values().stream().distinct().toList());
        var firstLine = new HashMap<String, Integer>();
        var lines = new ArrayList<Line>();
        for (Typed line : typed) {
            Match match = matches.getOrDefault(sought.get(line.line()), Match.NONE);
            lines.add(line(batch, kind, line, match, organisations.get(line.line()), held, firstLine));
        }
        return new Preview(batch, kind, lines);
    }

    private static Sought sought(Typed line) {
        String code = CreditCode.normalise(line.fields().getOrDefault("creditCode", ""));
        return new Sought(line.fields().getOrDefault("organisation", "").strip(), code);
    }

    private Line line(
            Batch batch,
            TitleKind kind,
            Typed typed,
            Match match,
            @Nullable UUID organisation,
            Map<UUID, List<Held>> held,
            Map<String, Integer> firstLine) {
        var errors = new ArrayList<FieldError>();
        var certificate = certificate(batch, kind, typed, errors);
        if (typed.skipped()) return new Line(typed, Fate.SKIP, match, null, null, certificate, List.of());
        String name = typed.fields().getOrDefault("name", "").strip();
        boolean named = kind.holder() != TitleKind.Holder.ORGANISATION;
        if (named && name.isEmpty()) errors.add(FieldError.of("name", "title.error.name"));
        if (named && name.length() > 120) errors.add(FieldError.of("name", "title.error.longName", 120));
        String code = CreditCode.normalise(typed.fields().getOrDefault("creditCode", ""));
        if (!code.isEmpty()) {
            CreditCode.problem(code).ifPresent(problem -> errors.add(FieldError.of("creditCode", problem.key())));
        }
        errors.addAll(rules.certificate(kind, certificate));
        Title renews = null;
        Fate fate = Fate.GRANT;
        if (organisation == null) {
            if (match.candidates().isEmpty()) {
                String typedName = typed.fields().getOrDefault("organisation", "");
                errors.add(FieldError.of("organisation", "title.error.unknown", typedName));
            }
            fate = Fate.DOUBTFUL;
        } else {
            String own = organisation + "/" + TitleNames.comparable(name);
            Integer first = firstLine.putIfAbsent(own, typed.line());
            if (first != null) errors.add(FieldError.of("organisation", "title.error.twice", first));
            var same = held.getOrDefault(organisation, List.of()).stream()
                    .filter(each -> TitleNames.comparable(each.title().name()).equals(TitleNames.comparable(name)))
                    .toList();
            if (errors.isEmpty()) {
                var known = known(batch, certificate, same);
                if (known == Fate.UNCHANGED) fate = known;
                else if (known == Fate.WRONG) {
                    errors.add(FieldError.of("number", "title.error.otherNumber"));
                } else {
                    renews = same.stream()
                            .map(Held::title)
                            .filter(title -> title.state() == Title.State.VALID || title.state() == Title.State.LAPSED)
                            .filter(title -> certificate.from().isAfter(title.validFrom()))
                            .findFirst()
                            .orElse(null);
                    if (renews != null) fate = Fate.RENEW;
                }
            }
        }
        boolean wrong = !errors.isEmpty();
        return new Line(
                typed, wrong ? Fate.WRONG : fate, match, organisation, renews, certificate, List.copyOf(errors));
    }

    /** Whether the document has granted it already: the same, or with another number. */
    private static @Nullable Fate known(Batch batch, Certificate certificate, List<Held> same) {
        for (Held held : same) {
            for (var each : held.certificates()) {
                boolean sameDocument =
                        each.documentNumber().equals(batch.document().number())
                                && each.grantedBy().equals(batch.document().body());
                if (!sameDocument) continue;
                return each.number().equals(certificate.number()) ? Fate.UNCHANGED : Fate.WRONG;
            }
        }
        return null;
    }

    private static Certificate certificate(Batch batch, TitleKind kind, Typed line, List<FieldError> errors) {
        var details = new LinkedHashMap<String, String>();
        line.fields().forEach((field, text) -> {
            if (field.startsWith("details.")) details.put(field.substring("details.".length()), text.strip());
        });
        LocalDate from = day(line, "from", errors);
        LocalDate until = day(line, "until", errors);
        return TitleRules.complete(
                kind,
                new Certificate(
                        line.fields().getOrDefault("number", ""),
                        null,
                        batch.document().body(),
                        from == null ? batch.from() : from,
                        until,
                        details));
    }

    private static @Nullable LocalDate day(Typed line, String field, List<FieldError> errors) {
        String text = line.fields().getOrDefault(field, "").strip();
        if (text.isEmpty()) return null;
        LocalDate day = TitleRules.day(text);
        if (day == null) errors.add(FieldError.of(field, "title.error.day"));
        return day;
    }
}
