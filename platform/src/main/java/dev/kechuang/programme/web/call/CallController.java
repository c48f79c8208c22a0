package dev.kechuang.programme.web.call;

import dev.kechuang.document.Documents;
import dev.kechuang.document.Prose;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallCorrections;
import dev.kechuang.programme.internal.call.CallCorrections.Correction;
import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.call.CallTexts;
import dev.kechuang.programme.internal.call.GuideDocument;
import dev.kechuang.programme.internal.call.Schedule;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.effect.Absentees;
import dev.kechuang.programme.internal.review.PublicScores;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Calls as everybody sees them; officers also see their drafts. */
@Controller
@Allow(everyone = true)
public class CallController {

    private static final int ROWS = 20;

    private final CallStore calls;
    private final CallCorrections corrections;
    private final CallService service;
    private final Definitions definitions;
    private final WorkingDays workingDays;
    private final Documents documents;
    private final CallLabels labels;
    private final CodeLists codes;
    private final PublicScores scores;
    private final Sheets sheets;
    private final Clock clock;

    CallController(
            CallStore calls,
            CallCorrections corrections,
            CallService service,
            Definitions definitions,
            WorkingDays workingDays,
            Documents documents,
            CallLabels labels,
            CodeLists codes,
            PublicScores scores,
            Sheets sheets,
            Clock clock) {
        this.codes = codes;
        this.scores = scores;
        this.sheets = sheets;
        this.documents = documents;
        this.calls = calls;
        this.corrections = corrections;
        this.service = service;
        this.definitions = definitions;
        this.workingDays = workingDays;
        this.labels = labels;
        this.clock = clock;
    }

    /** @param officer whether the viewer may draft a call */
    public record ListPage(
            Form filter, Table table, KeyPage<Call> page, List<Option> phases, boolean officer, boolean filtered) {}

    @GetMapping("/calls")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        Instant now = clock.instant();
        var query = query(parameters);
        var page = calls.list(viewer, query, now, parameters.get("after"), parameters.get("before"), ROWS);
        var table = Table.of(
                labels.text(locale, "call.list"),
                List.of(
                        Column.title(
                                labels.text(locale, "call.field.title"),
                                call -> new Cell.Lines(call.title(), "/calls/" + call.id(), call.number())),
                        Column.text(
                                labels.text(locale, "call.field.programme"),
                                call -> Cell.text(labels.programme(locale, call))),
                        Column.text(
                                labels.text(locale, "call.field.region"),
                                call -> Cell.text(labels.region(locale, call.region()))),
                        Column.text(
                                labels.text(locale, "call.field.opens"),
                                call -> Cell.text(CallTexts.moment(call.opensAt()))),
                        Column.text(
                                labels.text(locale, "call.field.closes"),
                                call -> Cell.text(CallTexts.moment(call.closesAt()))),
                        Column.<Call>figure(
                                labels.text(locale, "call.field.budget"),
                                labels.text(locale, "shared.wan"),
                                call -> call.budget().fen() == 0 ? Cell.NONE : Cell.money(call.budget())),
                        Column.text(
                                labels.text(locale, "call.field.phase"),
                                call -> labels.phase(locale, call.phase(now)))),
                page.items());
        var phases = new ArrayList<Option>();
        for (Call.Phase phase : Call.Phase.values()) {
            if (phase == Call.Phase.DRAFT && !viewer.isOfficer()) continue;
            String code = phase.name().toLowerCase(Locale.ROOT);
            phases.add(new Option(code, labels.text(locale, "call.phase." + code)));
        }
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(parameters),
                        table,
                        page,
                        phases,
                        viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER),
                        !(query.text() + query.phase()).isEmpty() || query.year() != null));
        return "programme/calls";
    }

    @GetMapping("/calls/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        Instant now = clock.instant();
        var query = query(parameters);
        sheets.<Call>write(
                response,
                viewer,
                locale,
                labels.text(locale, "call.list"),
                parameters,
                List.of(
                        new Sheets.Column<>("call.field.number", Call::number),
                        new Sheets.Column<>("call.field.title", Call::title),
                        new Sheets.Column<>("call.field.programme", call -> labels.programme(locale, call)),
                        new Sheets.Column<>("call.field.year", Call::year),
                        new Sheets.Column<>("call.field.region", call -> labels.region(locale, call.region())),
                        new Sheets.Column<>("call.field.opens", call -> CallTexts.moment(call.opensAt())),
                        new Sheets.Column<>("call.field.closes", call -> CallTexts.moment(call.closesAt())),
                        new Sheets.Column<>(
                                "call.field.budget",
                                call -> new Sheets.Wan(call.budget().fen())),
                        new Sheets.Column<>(
                                "call.field.phase",
                                call -> labels.phase(locale, call.phase(now)).label())),
                at -> calls.list(
                        viewer,
                        query,
                        now,
                        at.backwards() ? null : at.key(),
                        at.backwards() ? at.key() : null,
                        Sheets.page()));
    }

    static CallStore.Query query(Map<String, String> parameters) {
        String year = parameters.getOrDefault("year", "");
        return new CallStore.Query(
                parameters.getOrDefault("q", ""),
                parameters.getOrDefault("programme", ""),
                parameters.getOrDefault("region", ""),
                parameters.getOrDefault("phase", ""),
                year.matches("[0-9]{4}") ? Integer.valueOf(year) : null);
    }

    /**
     * @param runs whether the viewer may change it
     * @param left words for the time left, empty when it is not open
     * @param lines the guide, a heading or a paragraph each
     * @param applicants kinds of organisations that may apply; empty for all
     * @param policy name of the policy that decides who may apply, with its id as {@code eligibility}; empty for none
     * @param scored rounds that are scored in public
     * @param absent whether it is an evaluation whose absentees the viewer looks after
     * @param delegate what was typed to let a county make its own call
     */
    public record CallPage(
            Call call,
            Call.Phase phase,
            List<Detail> details,
            Cell tag,
            String left,
            List<Prose.Line> lines,
            Table schedule,
            @Nullable Table quotas,
            List<String> conditions,
            List<Correction> corrections,
            @Nullable Table delegated,
            List<Option> counties,
            boolean runs,
            boolean mayDelegate,
            boolean mayApply,
            String applicants,
            String policy,
            String eligibility,
            List<String> basis,
            List<Action> scored,
            boolean absent,
            Form delegate) {}

    @GetMapping("/calls/{id}")
    String call(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Call call = calls.find(viewer, id).orElseThrow(() -> new NotFound("call"));
        return call(call, Form.EMPTY, viewer, locale, model);
    }

    /** @param delegate what was typed to let a county make its own call */
    String call(Call call, Form delegate, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", page(call, delegate, viewer, locale));
        return "programme/call";
    }

    @GetMapping("/calls/{id}/guide.{format:docx|pdf}")
    void guide(@PathVariable UUID id, @PathVariable String format, Viewer viewer, HttpServletResponse response)
            throws IOException {
        Call call = calls.find(viewer, id).orElseThrow(() -> new NotFound("call"));
        Definition definition = definitions.of(call.version());
        String policy = definition.eligibility();
        var who = new GuideDocument.Who(
                labels.applicants(Locale.CHINESE, definition),
                policy == null ? "" : labels.policy(Locale.CHINESE, policy),
                labels.grant(Locale.CHINESE, definition));
        var guide = GuideDocument.of(call, definition, workingDays, codes, who);
        boolean pdf = format.equals("pdf");
        byte[] bytes = pdf ? documents.pdf(guide) : documents.docx(guide);
        response.setContentType(
                pdf ? "application/pdf" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(call.number() + " " + call.title() + "." + format, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.getOutputStream().write(bytes);
    }

    private CallPage page(Call call, Form delegate, Viewer viewer, Locale locale) {
        Instant now = clock.instant();
        Definition definition = definitions.of(call.version());
        boolean runs = service.runs(viewer, call);
        boolean bureau = viewer.is(Role.BUREAU_OFFICER);
        var delegated = viewer.isOfficer() || call.state() == Call.State.PUBLISHED
                ? calls.delegated(viewer, call.id())
                : List.<Call>of();
        String eligibility = definition.eligibility();
        return new CallPage(
                call,
                call.phase(now),
                details(call, definition, locale),
                labels.phase(locale, call.phase(now)),
                left(call, now, locale),
                Prose.lines(call.guide()),
                schedule(call, definition, locale),
                quotas(call, definition, locale),
                definition.conditions().stream().map(words -> words.in(locale)).toList(),
                corrections(call, definition, locale),
                delegated.isEmpty() ? null : delegatedTable(delegated, now, locale),
                service.counties().stream()
                        .map(county -> new Option(county.code(), regionName(county, locale)))
                        .toList(),
                runs,
                runs && bureau && call.parent() == null && call.state() == Call.State.PUBLISHED,
                call.phase(now) == Call.Phase.OPEN && (viewer.is(Role.APPLICANT) || viewer.isPublic()),
                labels.applicants(locale, definition),
                eligibility == null ? "" : labels.policy(locale, eligibility),
                eligibility == null ? "" : eligibility,
                definition.basis().stream()
                        .map(basis -> basis.number() + " " + basis.title()
                                + (basis.clause().isEmpty() ? "" : " " + basis.clause()))
                        .toList(),
                scores.of(call.id(), definition).stream()
                        .map(stage -> Action.open(
                                labels.text(locale, "call.scores", stage.name().in(locale)),
                                "/calls/" + call.id() + "/scores/" + stage.id()))
                        .toList(),
                runs
                        && call.state() == Call.State.PUBLISHED
                        && Absentees.title(definition).isPresent(),
                delegate);
    }

    /** As they were published, with the names of tracks and fields for their codes. */
    private List<Correction> corrections(Call call, Definition definition, Locale locale) {
        return corrections.of(call.id()).stream()
                .map(each -> {
                    var changes = new LinkedHashMap<>(each.changes());
                    changes.computeIfPresent(
                            "quotas",
                            (key, texts) -> texts.stream()
                                    .map(text -> labels.quotas(locale, definition, text))
                                    .toList());
                    return new Correction(
                            each.revision(), each.reason(), changes, each.at(), each.actor(), each.told());
                })
                .toList();
    }

    private static String regionName(Region region, Locale locale) {
        return CallLabels.english(locale) && !region.en().isEmpty() ? region.en() : region.name();
    }

    private List<Detail> details(Call call, Definition definition, Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(labels.text(locale, "call.field.number"), call.number()));
        details.add(Detail.of(
                labels.text(locale, "call.field.programme"),
                Cell.link(labels.programme(locale, call), "/programmes/definitions/" + call.programme())));
        details.add(Detail.of(labels.text(locale, "call.field.issuer"), definition.issuer()));
        details.add(Detail.of(labels.text(locale, "call.field.region"), labels.region(locale, call.region())));
        details.add(Detail.of(labels.text(locale, "call.field.opens"), CallTexts.moment(call.opensAt())));
        details.add(Detail.of(labels.text(locale, "call.field.closes"), CallTexts.moment(call.closesAt())));
        if (call.graceMinutes() > 0) {
            details.add(Detail.of(
                    labels.text(locale, "call.field.grace"), labels.text(locale, "call.grace", call.graceMinutes())));
        }
        if (call.budget().fen() > 0) {
            details.add(Detail.of(
                    labels.text(locale, "call.field.budget"),
                    Cell.text(Figures.wan(call.budget()) + " " + labels.text(locale, "shared.wan"))));
        }
        String grant = labels.grant(locale, definition);
        if (!grant.isEmpty()) details.add(Detail.of(labels.text(locale, grantKey(definition)), grant));
        String tracks = labels.tracks(locale, definition);
        if (!tracks.isEmpty()) details.add(Detail.of(labels.text(locale, "call.field.tracks"), tracks));
        String limits = labels.limits(locale, definition.limits());
        if (!limits.isEmpty()) details.add(Detail.of(labels.text(locale, "call.field.limit"), limits));
        details.add(Detail.of(labels.text(locale, "call.field.contact"), call.contact()));
        return details;
    }

    /** Prizes go by the place. */
    private static String grantKey(Definition definition) {
        var money = definition.money();
        return money != null && money.mode() == Definition.Grant.Mode.RANK ? "call.field.prizes" : "call.field.grant";
    }

    private String left(Call call, Instant now, Locale locale) {
        if (call.phase(now) != Call.Phase.OPEN) return "";
        Duration left = Duration.between(now, call.closesAt());
        if (left.toDays() > 0) return labels.text(locale, "call.left.days", left.toDays());
        return labels.text(locale, "call.left.hours", left.toHours(), left.toMinutesPart());
    }

    private Table schedule(Call call, Definition definition, Locale locale) {
        return Table.of(
                labels.text(locale, "call.schedule"),
                List.of(
                        Column.title(
                                labels.text(locale, "call.schedule.stage"),
                                planned -> Cell.text(planned.stage().name().in(locale))),
                        Column.figure(
                                labels.text(locale, "call.schedule.days"),
                                "",
                                planned -> planned.stage().workingDays() == 0
                                        ? Cell.NONE
                                        : Cell.count(planned.stage().workingDays())),
                        Column.<Schedule.Planned>text(labels.text(locale, "call.schedule.until"), planned -> {
                            LocalDate until = planned.until();
                            if (until == null) return Cell.NONE;
                            return Cell.text(
                                    planned.provisional()
                                            ? labels.text(locale, "call.schedule.provisional", until.toString())
                                            : until.toString());
                        })),
                Schedule.of(call, definition, workingDays));
    }

    private @Nullable Table quotas(Call call, Definition definition, Locale locale) {
        if (call.quotas().isEmpty()) return null;
        return Table.of(
                labels.text(locale, "call.quotas"),
                List.of(
                        Column.title(
                                labels.text(locale, "call.quota.of"),
                                quota -> Cell.text(labels.quota(locale, definition, quota.on(), quota.code()))),
                        Column.figure(labels.text(locale, "call.quota.applications"), "", quota -> {
                            Integer most = quota.applications();
                            return most == null ? Cell.NONE : Cell.count(most);
                        }),
                        Column.<Call.Quota>figure(
                                labels.text(locale, "call.field.budget"), labels.text(locale, "shared.wan"), quota -> {
                                    var budget = quota.budget();
                                    return budget == null ? Cell.NONE : Cell.money(budget);
                                })),
                call.quotas());
    }

    private Table delegatedTable(List<Call> delegated, Instant now, Locale locale) {
        return Table.of(
                labels.text(locale, "call.delegated"),
                List.of(
                        Column.title(
                                labels.text(locale, "call.field.region"),
                                call -> Cell.link(labels.region(locale, call.region()), "/calls/" + call.id())),
                        Column.text(
                                labels.text(locale, "call.field.closes"),
                                call -> Cell.text(CallTexts.moment(call.closesAt()))),
                        Column.<Call>text(
                                labels.text(locale, "call.field.phase"),
                                call -> labels.phase(locale, call.phase(now)))),
                delegated);
    }
}
