package dev.kechuang.policy.web;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Words;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.Recheck;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A policy decided for one organisation: on its confirmed facts, with others tried out, and as it was saved. */
@Controller
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class DecisionController {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));
    private static final Type MONEY = new Type.Number(Unit.YUAN, false);

    private final Decisions decisions;
    private final Organisations organisations;
    private final DecisionOwners owners;
    private final SaveDecision saving;
    private final PolicyWords words;
    private final Clock clock;

    DecisionController(
            Decisions decisions,
            Organisations organisations,
            DecisionOwners owners,
            SaveDecision saving,
            PolicyWords words,
            Clock clock) {
        this.decisions = decisions;
        this.organisations = organisations;
        this.owners = owners;
        this.saving = saving;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param tried whether the decision rests on tried-out values
     * @param limits why it does not count although conditions are met
     * @param saved saved ones of the organisation, newest first
     */
    public record DecisionPage(
            String policy,
            String policyName,
            String organisation,
            String organisationName,
            LocalDate day,
            boolean tried,
            List<Detail> details,
            List<String> limits,
            Content reasons,
            List<TriedFields.Field> fields,
            Form form,
            Table saved,
            boolean anySaved) {}

    /** What is tried out stands in the address ({@code try.…}), so that it can be sent to a colleague; nothing is saved. */
    @GetMapping("/policies/{id}/organisations/{organisation}")
    String decide(
            @PathVariable String id,
            @PathVariable UUID organisation,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        PolicyVersion version = decisions.find(id).orElseThrow(() -> new NotFound("policy"));
        Organisation firm = firm(viewer, organisation);
        LocalDate day = PolicyWords.day(asked.get("day"), clock);
        var reading = TriedFacts.read(decisions.dictionary(), version.policy().baseYear(day), asked);
        boolean wrong = !reading.errors().isEmpty();
        if (wrong) response.setStatus(422);
        Facts tried = wrong ? Facts.builder().build() : reading.facts();
        Decided decided = decisions.decide(id, firm.id(), day, tried);
        var saved = decisions.savedFor(firm.id(), id);
        model.addAttribute(
                "model",
                new DecisionPage(
                        id,
                        words.name(locale, version.policy()),
                        firm.id().toString(),
                        firm.name(),
                        day,
                        reading.any() && !wrong,
                        details(decided, locale),
                        words.limits(locale, decided),
                        PolicyWords.html(decided.html(locale)),
                        TriedFields.fields(decided, locale),
                        Form.of(reading.typed()).with(reading.errors()),
                        table(saved, locale),
                        !saved.isEmpty()));
        return "policy/decision";
    }

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/policies/{id}/organisations/{organisation}")
    String save(
            @PathVariable String id,
            @PathVariable UUID organisation,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            RedirectAttributes redirect) {
        if (decisions.find(id).isEmpty()) throw new NotFound("policy");
        Organisation firm = firm(viewer, organisation);
        var saved = saving.confirmed(viewer, id, firm.id(), PolicyWords.day(posted.get("day"), clock));
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("policy.done.saved"));
        return "redirect:/policy-decisions/" + saved.id();
    }

    /** @param news what would be different today, one sentence each; empty when nothing would */
    public record SavedPage(
            String policyName,
            String policy,
            String organisation,
            String organisationName,
            List<Detail> details,
            List<String> limits,
            Content reasons,
            boolean same,
            List<String> news,
            Table changes,
            boolean anyChange) {}

    @GetMapping("/policy-decisions/{decision}")
    String saved(@PathVariable UUID decision, Viewer viewer, Locale locale, Model model) {
        SavedDecision row = decisions.saved(decision).orElseThrow(() -> new NotFound("decision"));
        Organisation firm = owners.of(viewer, row);
        Decided again = decisions.again(row);
        Recheck recheck = decisions.recheck(row);
        var details = new ArrayList<>(details(again, locale));
        details.add(Detail.of(words.text(locale, "policy.saved.at"), MINUTE.format(row.decidedAt())));
        details.add(Detail.of(words.text(locale, "policy.saved.by"), row.decidedBy()));
        details.add(
                Detail.of(words.text(locale, "policy.version"), row.version().substring(0, 12)));
        if (!row.stated().isEmpty()) {
            details.add(Detail.of(words.text(locale, "policy.saved.stated"), String.join("、", row.stated())));
        }
        List<Column<Recheck.FactChange>> columns = List.of(
                Column.title(
                        words.text(locale, "policy.fact"),
                        c -> Cell.text(c.year() == 0 ? c.fact() : c.fact() + "（" + c.year() + "）")),
                Column.text(words.text(locale, "policy.change.before"), c -> Cell.text(c.before())),
                Column.text(words.text(locale, "policy.change.after"), c -> Cell.text(c.after())));
        model.addAttribute(
                "model",
                new SavedPage(
                        words.name(locale, again.version().policy()),
                        row.policy(),
                        firm.id().toString(),
                        firm.name(),
                        details,
                        words.limits(locale, again),
                        PolicyWords.html(again.html(locale)),
                        recheck.same(),
                        news(recheck, locale),
                        Table.of(words.text(locale, "policy.changes"), columns, recheck.changes()),
                        !recheck.changes().isEmpty()));
        return "policy/saved";
    }

    private List<String> news(Recheck recheck, Locale locale) {
        var news = new ArrayList<String>();
        if (!recheck.inPacks()) news.add(words.text(locale, "policy.news.gone"));
        else if (recheck.newerRules()) news.add(words.text(locale, "policy.news.rules"));
        if (!recheck.changes().isEmpty()) {
            news.add(words.text(locale, "policy.news.facts", recheck.changes().size()));
        }
        Decided now = recheck.now();
        if (now != null && !recheck.same()) {
            news.add(words.text(
                    locale,
                    "policy.news.now",
                    words.verdict(locale, now.decision().verdict()).label()));
        }
        return news;
    }

    private Organisation firm(Viewer viewer, UUID id) {
        return organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
    }

    private List<Detail> details(Decided decided, Locale locale) {
        Decision decision = decided.decision();
        var details = new ArrayList<Detail>();
        details.add(Detail.of(words.text(locale, "policy.verdict"), words.verdict(locale, decision.verdict())));
        details.add(Detail.of(words.text(locale, "policy.day"), decided.on().toString()));
        for (Decision.BenefitResult benefit : decision.benefits()) {
            if (benefit.benefit().amount() == null || !(benefit.amount() instanceof Val.Num)) continue;
            String name = PolicyWords.english(locale)
                    ? benefit.benefit().english()
                    : benefit.benefit().name();
            details.add(Detail.of(name, Words.value(benefit.amount(), MONEY, Decided.language(locale))));
        }
        if (decision.verdict() == Decision.Verdict.UNKNOWN) {
            details.add(Detail.of(
                    words.text(locale, "policy.missing"), Words.missing(decision.missing(), Decided.language(locale))));
        }
        return details;
    }

    private Table table(List<SavedDecision> saved, Locale locale) {
        List<Column<SavedDecision>> columns = List.of(
                Column.text(
                        words.text(locale, "policy.saved.at"),
                        s -> Cell.link(MINUTE.format(s.decidedAt()), "/policy-decisions/" + s.id())),
                Column.text(words.text(locale, "policy.day"), s -> Cell.text(s.on().toString())),
                Column.text(words.text(locale, "policy.verdict"), s -> words.verdict(locale, s.verdict())),
                Column.text(words.text(locale, "policy.saved.by"), s -> Cell.text(s.decidedBy())));
        return Table.of(words.text(locale, "policy.saved"), columns, saved);
    }
}
