package dev.kechuang.policy.web.deduction;

import dev.kechuang.engine.Fact;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.internal.deduction.DeductionPolicy;
import dev.kechuang.policy.internal.deduction.DeductionService.Looked;
import dev.kechuang.policy.internal.deduction.Filing;
import dev.kechuang.policy.internal.deduction.FilingStore;
import dev.kechuang.policy.internal.deduction.Finding;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import gg.jte.Content;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the page of one filing together. */
@Component
class FilingPages {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final DeductionPolicy policies;
    private final FilingStore store;
    private final Decisions decisions;
    private final OrganisationFacts facts;
    private final FilingTables tables;
    private final DeductionWords words;

    FilingPages(
            DeductionPolicy policies,
            FilingStore store,
            Decisions decisions,
            OrganisationFacts facts,
            FilingTables tables,
            DeductionWords words) {
        this.policies = policies;
        this.store = store;
        this.decisions = decisions;
        this.facts = facts;
        this.tables = tables;
        this.words = words;
    }

    /** @param form as it was typed and refused; null for what is kept */
    FilingPage page(Looked looked, @Nullable Form form, Viewer viewer, Locale locale) {
        Filing filing = looked.filing();
        String path = "/deductions/" + filing.id();
        boolean own = filing.organisation().equals(viewer.organisation());
        boolean edits = viewer.is(Role.APPLICANT) && own && filing.open();
        var findings = looked.checked().findings();
        int stops = (int) findings.stream().filter(Finding::stops).count();
        var confirmed = filing.confirmed();
        Decided decided = confirmed == null
                ? looked.checked().decided()
                : decisions.again(decisions.saved(confirmed.decision()).orElseThrow());
        var steps = tables.steps(decided, locale);
        return new FilingPage(
                filing.id().toString(),
                words.text(locale, "deduction.title.of", filing.organisationName(), String.valueOf(filing.year())),
                filing.version(),
                edits,
                viewer.is(Role.COUNTY_OFFICER) && filing.state() == Filing.State.SUBMITTED,
                viewer.is(Role.COUNTY_OFFICER) && filing.state() == Filing.State.CONFIRMED,
                way(filing, locale),
                details(filing, viewer, locale),
                filing.state() == Filing.State.RETURNED ? filing.reason() : "",
                tables.findings(findings, looked.projects(), path, edits, locale),
                stops,
                findings.size() - stops,
                form == null ? Form.of(values(filing, edits)) : form,
                fields(filing, locale),
                tables.projects(looked, path, edits, locale),
                !looked.projects().isEmpty(),
                tables.sums(looked.checked().sums(), locale),
                steps,
                !steps.rows().isEmpty(),
                decided == null ? null : html(decided.html(locale)),
                decided == null
                        ? ""
                        : DeductionWords.english(locale)
                                ? decided.version().policy().english()
                                : decided.version().policy().name(),
                confirmed == null ? "" : "/policy-decisions/" + confirmed.decision(),
                history(filing, locale),
                question(locale, "giveBack", path + "/return", path, filing.version()),
                question(locale, "reopen", path + "/reopen", path, filing.version()));
    }

    Confirm question(Locale locale, String what, String action, String back, int version) {
        boolean reopens = what.equals("reopen");
        return Confirm.of(
                        words.text(locale, reopens ? "deduction.reopen.title" : "deduction.giveBack.title"),
                        words.text(locale, reopens ? "deduction.reopen.text" : "deduction.giveBack.text"),
                        action,
                        words.text(locale, reopens ? "deduction.reopen" : "deduction.giveBack"),
                        back)
                .withReason(words.text(locale, "deduction.reason"))
                .with(Map.of("version", String.valueOf(version)));
    }

    private static Content html(String fragment) {
        return output -> output.writeContent(fragment);
    }

    private List<Step> way(Filing filing, Locale locale) {
        var names = List.of("draft", "submitted", "confirmed");
        int at = switch (filing.state()) {
            case DRAFT, RETURNED -> 0;
            case SUBMITTED -> 1;
            case CONFIRMED -> 2;
        };
        var way = new ArrayList<Step>();
        for (int i = 0; i < names.size(); i++) {
            Step.State state = i < at || filing.state() == Filing.State.CONFIRMED
                    ? Step.State.DONE
                    : i > at
                            ? Step.State.AHEAD
                            : filing.state() == Filing.State.RETURNED ? Step.State.STOPPED : Step.State.CURRENT;
            way.add(new Step(words.text(locale, "deduction.way." + names.get(i)), state, ""));
        }
        return way;
    }

    private List<Detail> details(Filing filing, Viewer viewer, Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(words.text(locale, "deduction.state"), words.state(locale, filing.state())));
        details.add(Detail.of(
                words.text(locale, "deduction.firm"),
                viewer.isOfficer() || filing.organisation().equals(viewer.organisation())
                        ? Cell.link(filing.organisationName(), "/organisations/" + filing.organisation())
                        : Cell.text(filing.organisationName())));
        details.add(Detail.of(words.text(locale, "deduction.year"), String.valueOf(filing.year())));
        var submitted = filing.submittedAt();
        if (submitted != null) {
            details.add(Detail.of(
                    words.text(locale, "deduction.submitted"),
                    MINUTE.format(submitted) + " " + filing.submittedName()));
        }
        var confirmed = filing.confirmed();
        if (confirmed != null) {
            details.add(Detail.of(words.text(locale, "deduction.projects"), Cell.count(confirmed.projects())));
            details.add(wan(locale, "deduction.expense.wan", confirmed.expense()));
            details.add(wan(locale, "deduction.deduction.wan", confirmed.deduction()));
            details.add(wan(locale, "deduction.saved.wan", confirmed.saved()));
            details.add(Detail.of(words.text(locale, "deduction.countedIn"), words.region(locale, confirmed.region())));
        }
        return details;
    }

    private Detail wan(Locale locale, String key, long fen) {
        return Detail.of(words.text(locale, key), Cell.money(new Money(fen)));
    }

    /** What was typed; while it is open, what is confirmed of the year stands where nothing was typed. */
    Map<String, String> values(Filing filing, boolean edits) {
        var values = new HashMap<String, String>();
        if (edits || filing.state() != Filing.State.CONFIRMED) {
            confirmed(filing).forEach((code, fact) -> values.put(code, typed(fact.value())));
        }
        values.putAll(filing.typed());
        return values;
    }

    private Map<String, OrganisationFacts.Fact> confirmed(Filing filing) {
        var known = new HashMap<String, OrganisationFacts.Fact>();
        facts.confirmed(filing.organisation(), filing.year(), filing.year())
                .forEach(fact -> known.put(fact.code(), fact));
        return known;
    }

    private static String typed(Value value) {
        return switch (value) {
            case Value.Sum(var money) -> dev.kechuang.policy.internal.deduction.Amounts.wan(money.fen());
            case Value.Number(var number) -> number.toPlainString();
            case Value.Text(var text) -> text;
        };
    }

    private List<FilingPage.Field> fields(Filing filing, Locale locale) {
        var version = policies.of(filing.year());
        if (version.isEmpty()) return List.of();
        var known = confirmed(filing);
        boolean english = DeductionWords.english(locale);
        var fields = new ArrayList<FilingPage.Field>();
        for (Fact fact : policies.asked(version.get().policy())) {
            var before = known.get(fact.code());
            fields.add(new FilingPage.Field(
                    fact.code(),
                    english ? fact.english() : fact.name(),
                    fact.kind() == Fact.Kind.MONEY ? words.text(locale, "shared.wan") : fact.unit(),
                    fact.note(),
                    before == null
                            ? ""
                            : words.text(locale, "deduction.known", typed(before.value()), before.confirmedBy()),
                    switch (fact.kind()) {
                        case BOOLEAN ->
                            List.of(
                                    new Option("是", words.text(locale, "deduction.yes")),
                                    new Option("否", words.text(locale, "deduction.no")));
                        case ENUM ->
                            fact.values().stream().map(v -> new Option(v, v)).toList();
                        default -> List.of();
                    }));
        }
        return fields;
    }

    private List<TimelineEntry> history(Filing filing, Locale locale) {
        return store.events(filing.id()).stream()
                .map(event -> new TimelineEntry(
                        MINUTE.format(event.at()),
                        event.actor(),
                        words.text(locale, "deduction.event." + event.what()),
                        event.reason(),
                        switch (event.what()) {
                            case "confirmed" -> Tone.PASSED;
                            case "returned", "reopened" -> Tone.RETURNED;
                            case "submitted" -> Tone.IN_PROGRESS;
                            default -> Tone.DRAFT;
                        }))
                .toList();
    }
}
