package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.ApprovalStore;
import dev.kechuang.programme.internal.decision.CallInfo;
import dev.kechuang.programme.internal.decision.DecisionListStore;
import dev.kechuang.programme.internal.decision.DecisionService;
import dev.kechuang.programme.internal.decision.DecisionStore;
import dev.kechuang.programme.internal.decision.Evaluations;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.decision.ObjectionEffect;
import dev.kechuang.programme.internal.decision.ObjectionStore;
import dev.kechuang.programme.internal.effect.Elimination.Verdict;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.Sheets.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The lists of the decision as Excel files: calls, draft lists, public notices, objections, documents of approval. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
public class DecisionExportController {

    private final DecisionStore decisions;
    private final DecisionListStore lists;
    private final NoticeStore notices;
    private final ObjectionStore objections;
    private final ApprovalStore approvals;
    private final Evaluations evaluations;
    private final DecisionService service;
    private final DecisionWords words;
    private final PlaceWords places;
    private final Sheets sheets;

    DecisionExportController(
            DecisionStore decisions,
            DecisionListStore lists,
            NoticeStore notices,
            ObjectionStore objections,
            ApprovalStore approvals,
            Evaluations evaluations,
            DecisionService service,
            DecisionWords words,
            PlaceWords places,
            Sheets sheets) {
        this.decisions = decisions;
        this.lists = lists;
        this.notices = notices;
        this.objections = objections;
        this.approvals = approvals;
        this.evaluations = evaluations;
        this.service = service;
        this.words = words;
        this.places = places;
        this.sheets = sheets;
    }

    private <T> void write(
            HttpServletResponse response,
            Viewer viewer,
            Locale locale,
            String title,
            List<Column<T>> columns,
            List<T> rows) {
        sheets.write(response, viewer, locale, title, Map.of(), columns, rows.iterator());
    }

    private CallInfo call(Viewer viewer, UUID call) {
        return decisions.call(viewer, call).orElseThrow(() -> new NotFound("call"));
    }

    @GetMapping("/decisions/export")
    void calls(Viewer viewer, Locale locale, HttpServletResponse response) {
        write(
                response,
                viewer,
                locale,
                words.text(locale, "decision.list"),
                List.of(
                        new Column<DecisionStore.Progress>(
                                "decision.number", each -> each.call().number()),
                        new Column<>("decision.call", each -> each.call().title()),
                        new Column<>("decision.count.before", DecisionStore.Progress::before),
                        new Column<>("decision.count.deciding", DecisionStore.Progress::deciding),
                        new Column<>("decision.count.noticed", DecisionStore.Progress::noticed),
                        new Column<>("decision.count.approving", DecisionStore.Progress::approving),
                        new Column<>("decision.count.approved", DecisionStore.Progress::approved),
                        new Column<>("decision.count.objections", DecisionStore.Progress::objections)),
                decisions.calls(viewer));
    }

    @GetMapping("/decisions/{call}/lists/{id}/export")
    void list(
            @PathVariable UUID call,
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response) {
        CallInfo info = call(viewer, call);
        var list = lists.find(call, id).orElseThrow(() -> new NotFound("list"));
        var definition = service.definition(info);
        var columns = new ArrayList<Column<DecisionListStore.Entry>>(List.of(
                new Column<>("decision.rank", DecisionListStore.Entry::place),
                new Column<>("decision.number", DecisionListStore.Entry::number),
                new Column<>("decision.project", DecisionListStore.Entry::title),
                new Column<>("decision.organisation", DecisionListStore.Entry::organisationName),
                new Column<>("decision.score", DecisionListStore.Entry::score),
                new Column<>(
                        "decision.approve", each -> words.listed(locale, each).label()),
                new Column<>("decision.amount", each -> each.approve() ? new Sheets.Wan(each.amountFen()) : null)));
        evaluations
                .of(info)
                .ifPresent(results -> columns.add(
                        new Column<>("decision.evaluated", each -> verdict(locale, results.of(list, each)))));
        columns.add(new Column<>(
                "decision.why",
                each -> places.why(locale, definition, each.placed(), each.shortOf(), each.neededFen())));
        columns.add(new Column<>("decision.change", DecisionListStore.Entry::reason));
        write(
                response,
                viewer,
                locale,
                words.text(locale, "decision.tab.lists") + " " + info.number() + "-" + list.number(),
                columns,
                lists.entries(id));
    }

    /** What a result means for the title, as the pages say it; empty where it means neither. */
    private String verdict(Locale locale, Optional<Verdict> verdict) {
        return verdict.map(each -> words.verdict(locale, each).label()).orElse("");
    }

    /** A line of a notice with its notice. */
    private record Noticed(NoticeStore.Notice notice, NoticeStore.Entry entry) {}

    /** Every notice of a call with everything it shows. */
    @GetMapping("/decisions/{call}/notices/export")
    void notices(@PathVariable UUID call, Viewer viewer, Locale locale, HttpServletResponse response) {
        CallInfo info = call(viewer, call);
        var columns = new ArrayList<Column<Noticed>>(List.of(
                new Column<>("decision.notice.title", each -> each.notice().title()),
                new Column<>("decision.notice.from", each -> each.notice().fromOn()),
                new Column<>("decision.notice.until", each -> each.notice().untilOn()),
                new Column<>(
                        "decision.notice.workingDays", each -> each.notice().workingDays()),
                new Column<>(
                        "decision.state",
                        each -> words.state(locale, each.notice().state()).label()),
                new Column<>("decision.notice.place", each -> each.entry().place()),
                new Column<>("decision.number", each -> each.entry().number()),
                new Column<>("decision.project", each -> each.entry().title()),
                new Column<>("decision.organisation", each -> each.entry().organisation()),
                new Column<>("decision.leader", each -> each.entry().leader()),
                new Column<>("decision.amount", each -> wan(each.entry().amountFen())),
                new Column<>("decision.score", each -> each.entry().score())));
        evaluations
                .of(info)
                .ifPresent(results -> columns.add(
                        new Column<>("decision.evaluated", each -> verdict(locale, results.of(each.entry())))));
        columns.add(new Column<>("decision.left", each -> words.left(locale, each.entry())));
        write(
                response,
                viewer,
                locale,
                words.text(locale, "decision.tab.notices") + " " + info.number(),
                columns,
                notices.of(call).stream()
                        .flatMap(notice ->
                                notices.entries(notice.id()).stream().map(entry -> new Noticed(notice, entry)))
                        .toList());
    }

    private static Sheets.@org.jspecify.annotations.Nullable Wan wan(@org.jspecify.annotations.Nullable Long fen) {
        return fen == null ? null : new Sheets.Wan(fen);
    }

    /** What a public notice shows, for everybody. */
    @Allow(everyone = true)
    @GetMapping("/notices/{id}/export")
    void published(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) {
        var notice = notices.find(id).orElseThrow(() -> new NotFound("notice"));
        var columns = new ArrayList<Column<NoticeStore.Entry>>(List.of(
                new Column<>("decision.notice.place", NoticeStore.Entry::place),
                new Column<>("decision.number", NoticeStore.Entry::number),
                new Column<>("decision.project", NoticeStore.Entry::title),
                new Column<>("decision.organisation", NoticeStore.Entry::organisation),
                new Column<>("decision.leader", NoticeStore.Entry::leader),
                new Column<>("decision.amount", each -> wan(each.amountFen())),
                new Column<>("decision.score", NoticeStore.Entry::score)));
        evaluations
                .of(notice)
                .ifPresent(results ->
                        columns.add(new Column<>("decision.evaluated", each -> verdict(locale, results.of(each)))));
        columns.add(new Column<>("decision.left", each -> words.left(locale, each)));
        write(response, viewer, locale, notice.title(), columns, notices.entries(id));
    }

    @GetMapping("/decisions/objections/export")
    void objections(Viewer viewer, Locale locale, HttpServletResponse response) {
        write(
                response,
                viewer,
                locale,
                words.text(locale, "decision.objections"),
                objectionColumns(locale),
                objections.of(viewer, null));
    }

    @GetMapping("/decisions/{call}/objections/export")
    void objections(@PathVariable UUID call, Viewer viewer, Locale locale, HttpServletResponse response) {
        CallInfo info = call(viewer, call);
        write(
                response,
                viewer,
                locale,
                words.text(locale, "decision.objections") + " " + info.number(),
                objectionColumns(locale),
                objections.of(viewer, call));
    }

    private String effect(Locale locale, ObjectionStore.Objection objection) {
        ObjectionEffect effect = objection.effect();
        return effect == null ? "" : words.text(locale, "decision.effect." + effect.code());
    }

    private List<Column<ObjectionStore.Objection>> objectionColumns(Locale locale) {
        return List.of(
                new Column<>("decision.objection.number", ObjectionStore.Objection::number),
                new Column<>("decision.number", ObjectionStore.Objection::applicationNumber),
                new Column<>("decision.project", ObjectionStore.Objection::applicationTitle),
                new Column<>("decision.organisation", ObjectionStore.Objection::organisationName),
                new Column<>(
                        "decision.objection.kind",
                        each -> words.text(
                                locale, "decision.objection.kind." + each.kind().code())),
                new Column<>("decision.objection.name", ObjectionStore.Objection::name),
                new Column<>("decision.objection.contact", ObjectionStore.Objection::contact),
                new Column<>("decision.objection.organisation", ObjectionStore.Objection::organisation),
                new Column<>("decision.objection.text", ObjectionStore.Objection::text),
                new Column<>("decision.objection.filed", each -> DecisionWords.minute(each.filedAt())),
                new Column<>(
                        "decision.state",
                        each -> words.state(locale, each.state(), each.kind()).label()),
                new Column<>("decision.objection.answer", ObjectionStore.Objection::answer),
                new Column<>("decision.effect", each -> effect(locale, each)),
                new Column<>("decision.objection.handled", ObjectionStore.Objection::handledName));
    }

    /** Documents of approval of a call, each with everything it names. */
    private record Approved(ApprovalStore.Approval approval, ApprovalStore.Entry entry) {}

    @GetMapping("/decisions/{call}/approvals/export")
    void approvals(@PathVariable UUID call, Viewer viewer, Locale locale, HttpServletResponse response) {
        CallInfo info = call(viewer, call);
        var columns = new ArrayList<Column<Approved>>(List.of(
                new Column<>("decision.approval.number", each -> each.approval().number()),
                new Column<>("decision.approval.title", each -> each.approval().title()),
                new Column<>(
                        "decision.approval.issuedOn", each -> each.approval().issuedOn()),
                new Column<>(
                        "decision.state",
                        each -> words.state(locale, each.approval().state()).label()),
                new Column<>("decision.notice.place", each -> each.entry().place()),
                new Column<>("decision.number", each -> each.entry().number()),
                new Column<>("decision.project", each -> each.entry().title()),
                new Column<>("decision.organisation", each -> each.entry().organisation()),
                new Column<>("decision.leader", each -> each.entry().leader()),
                new Column<>(
                        "decision.amount", each -> new Sheets.Wan(each.entry().amountFen()))));
        evaluations
                .of(info)
                .ifPresent(results -> columns.add(new Column<>(
                        "decision.evaluated",
                        each -> verdict(locale, results.of(each.entry().application())))));
        write(
                response,
                viewer,
                locale,
                words.text(locale, "decision.tab.approvals") + " " + info.number(),
                columns,
                approvals.of(call).stream()
                        .flatMap(approval ->
                                approvals.entries(approval.id()).stream().map(entry -> new Approved(approval, entry)))
                        .toList());
    }
}
