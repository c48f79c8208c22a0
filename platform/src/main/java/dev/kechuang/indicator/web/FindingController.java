package dev.kechuang.indicator.web;

import dev.kechuang.indicator.internal.consistency.Corrections;
import dev.kechuang.indicator.internal.consistency.FindingStore;
import dev.kechuang.indicator.internal.consistency.FindingStore.Finding;
import dev.kechuang.indicator.internal.consistency.FindingStore.State;
import dev.kechuang.indicator.internal.consistency.Findings;
import dev.kechuang.indicator.internal.consistency.Operand;
import dev.kechuang.indicator.internal.consistency.PendingCorrections;
import dev.kechuang.indicator.internal.consistency.PendingCorrections.Pending;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The inbox of the consistency audit. */
@Controller
@RequestMapping("/indicators/findings")
@Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class FindingController {

    private static final int SIZE = 50;

    private final Findings findings;
    private final FindingStore store;
    private final Corrections corrections;
    private final PendingCorrections pending;
    private final CorrectionParts parts;
    private final Labels labels;

    FindingController(
            Findings findings,
            FindingStore store,
            Corrections corrections,
            PendingCorrections pending,
            CorrectionParts parts,
            Labels labels) {
        this.findings = findings;
        this.store = store;
        this.corrections = corrections;
        this.pending = pending;
        this.parts = parts;
        this.labels = labels;
    }

    public record ListPage(
            Form filter,
            List<Option> states,
            List<Option> verdicts,
            @Nullable Table table,
            KeyPage<Finding> page) {}

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var given = new HashMap<>(asked);
        given.putIfAbsent("state", "open");
        var page = store.page(
                given.getOrDefault("state", ""),
                given.getOrDefault("verdict", ""),
                given.getOrDefault("q", "").strip(),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                SIZE);
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(given),
                        Stream.concat(
                                        Stream.of(State.OPEN.code(), PendingCorrections.STATE),
                                        Stream.of(State.values()).skip(1).map(State::code))
                                .map(state -> new Option(state, labels.text(locale, "indicator.finding." + state)))
                                .toList(),
                        Stream.of("contradicts", "doubtful")
                                .map(verdict ->
                                        new Option(verdict, labels.text(locale, "indicator.verdict." + verdict)))
                                .toList(),
                        page.items().isEmpty() ? null : table(viewer, locale, page.items()),
                        page));
        return "indicator/findings";
    }

    private Table table(Viewer viewer, Locale locale, List<Finding> rows) {
        var waiting = pending.of(rows.stream().map(Finding::id).toList());
        List<Column<Finding>> columns = List.of(
                Column.text(labels.text(locale, "indicator.verdict"), one -> verdict(locale, one)),
                Column.title(
                        labels.text(locale, "indicator.finding"),
                        one -> new Cell.Lines(one.title(), "/indicators/findings/" + one.id(), one.sentence())),
                Column.text(
                        labels.text(locale, "indicator.finding.from"),
                        one -> Cell.text(labels.text(
                                locale,
                                one.rule().equals("document")
                                        ? "indicator.finding.document"
                                        : "indicator.finding.rule"))),
                Column.text(
                        labels.text(locale, "indicator.state"),
                        one -> state(viewer, locale, one, waiting.get(one.id()))),
                Column.text(
                        labels.text(locale, "indicator.finding.foundAt"),
                        one -> Cell.text(Labels.minute(one.foundAt()))));
        return Table.of(labels.text(locale, "indicator.findings"), columns, rows);
    }

    private Tag verdict(Locale locale, Finding one) {
        return new Tag(
                labels.text(locale, one.contradicts() ? "indicator.verdict.contradicts" : "indicator.verdict.doubtful"),
                one.contradicts() ? Tone.FAILED : Tone.RETURNED);
    }

    /** What waits for the viewer is told from what waits for somebody else. */
    private Tag state(Viewer viewer, Locale locale, Finding one, @Nullable Pending waiting) {
        if (waiting == null) return state(locale, one.state());
        return waiting.by(viewer)
                ? new Tag(labels.text(locale, "indicator.finding.correcting.mine"), Tone.RETURNED)
                : new Tag(
                        labels.text(locale, "indicator.finding.correcting.yours", waiting.enteredName()),
                        Tone.PUBLISHED);
    }

    private Tag state(Locale locale, State state) {
        return new Tag(
                labels.text(locale, "indicator.finding." + state.code()),
                switch (state) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case EXPLAINED, ACCEPTED -> Tone.PASSED;
                    case CLOSED -> Tone.DRAFT;
                });
    }

    @PostMapping("/run")
    String run(RedirectAttributes redirect) {
        var did = findings.run();
        redirect.addFlashAttribute(
                Notice.FLASH,
                Notice.done("indicator.done.audited", did.opened(), did.changed(), did.closed(), did.open()));
        return "redirect:/indicators/findings";
    }

    /**
     * @param form of the decision
     * @param correction of the figures; its fields end with the place of the figure they belong to
     */
    public record OnePage(
            Finding finding,
            Form form,
            Form correction,
            CorrectionParts.@Nullable Parts parts,
            Tag verdict,
            Tag state,
            Table operands,
            List<TimelineEntry> history) {}

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return one(found(id), Form.EMPTY, Form.EMPTY, viewer, locale, model);
    }

    private Finding found(UUID id) {
        return store.find(id).orElseThrow(() -> new NotFound("finding"));
    }

    private String one(Finding found, Form form, Form correction, Viewer viewer, Locale locale, Model model) {
        List<Column<Operand>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.finding.operand"),
                        one -> one.path().isEmpty() ? Cell.text(one.label()) : Cell.link(one.label(), one.path())),
                Column.figure(
                        labels.text(locale, "indicator.field.value"), "", one -> new Cell.Figure(one.value(), "", "")));
        model.addAttribute(
                "model",
                new OnePage(
                        found,
                        form,
                        correction,
                        parts.of(found, viewer, locale),
                        verdict(locale, found),
                        state(
                                viewer,
                                locale,
                                found,
                                pending.of(List.of(found.id())).get(found.id())),
                        Table.of(labels.text(locale, "indicator.finding.operands"), columns, found.operands()),
                        history(locale, found)));
        return "indicator/finding";
    }

    private record Moment(Instant at, TimelineEntry entry) {}

    /** What happened to the finding and to the observations it compares, the last first. */
    private List<TimelineEntry> history(Locale locale, Finding found) {
        var moments = new ArrayList<Moment>();
        for (var step : store.steps(found.id())) {
            moments.add(new Moment(
                    step.at(),
                    new TimelineEntry(
                            Labels.minute(step.at()),
                            step.name(),
                            labels.text(locale, "indicator.finding.step." + step.what()),
                            step.reason(),
                            Tone.IN_PROGRESS)));
        }
        for (Observation one : parts.stated(found)) {
            String what = labels.text(
                    locale,
                    "indicator.correct.stated",
                    labels.region(locale, one.region()) + " " + one.period() + " "
                            + labels.name(locale, one.indicator()),
                    parts.value(locale, one));
            moments.add(new Moment(
                    one.enteredAt(),
                    new TimelineEntry(
                            Labels.minute(one.enteredAt()), one.enteredName(), what, one.reason(), Tone.IN_PROGRESS)));
            if (one.decidedAt() != null && one.state() != Observation.State.REPLACED) {
                moments.add(new Moment(
                        one.decidedAt(),
                        new TimelineEntry(
                                Labels.minute(one.decidedAt()),
                                one.decidedName(),
                                labels.text(
                                        locale, "indicator.state." + one.state().code()),
                                one.decision(),
                                one.state() == Observation.State.CONFIRMED ? Tone.PASSED : Tone.RETURNED)));
            }
        }
        moments.sort(Comparator.comparing(Moment::at).reversed());
        return moments.stream().map(Moment::entry).toList();
    }

    /** States the right value of one of the figures; another person confirms it. */
    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/correct")
    String correct(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Finding found = found(id);
        String operand = posted.getOrDefault("operand", "");
        var typed = new HashMap<String, String>();
        for (String field : List.of("value", "source", "reason")) {
            typed.put(field, posted.getOrDefault(field + "-" + operand, ""));
        }
        return Answer.of(
                corrections.correct(
                        viewer,
                        id,
                        ObservationController.number(operand),
                        ObservationController.number(posted.getOrDefault("after", "")),
                        typed),
                done -> done.left().isEmpty()
                        ? Notice.done("indicator.done.corrected")
                        : Notice.warning("indicator.done.correctedLeft", done.left()),
                done -> "/indicators/findings/" + id,
                errors -> {
                    var here = errors.stream()
                            .map(error -> error.field().isEmpty()
                                    ? error
                                    : new FieldError(error.field() + "-" + operand, error.key(), error.args()))
                            .toList();
                    return one(found, Form.EMPTY, Form.of(posted).with(here), viewer, locale, model);
                },
                response,
                redirect);
    }

    /** Confirms what somebody else stated for one of the figures. */
    @PostMapping("/{id}/confirm")
    String confirm(
            @PathVariable UUID id,
            @RequestParam UUID revision,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Finding found = found(id);
        return Answer.of(
                corrections.confirm(viewer, id, revision),
                after -> after.state() == State.CLOSED
                        ? Notice.done("indicator.done.settled")
                        : Notice.warning("indicator.done.unsettled", after.sentence()),
                after -> "/indicators/findings/" + id,
                errors -> one(found, Form.EMPTY, Form.EMPTY.with(errors), viewer, locale, model),
                response,
                redirect);
    }

    /** @param what {@code explain}, {@code accept} or {@code reopen} */
    @PostMapping("/{id}/{what}")
    String decide(
            @PathVariable UUID id,
            @PathVariable String what,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Finding found = found(id);
        return Answer.of(
                decide(
                        findings,
                        viewer,
                        id,
                        what,
                        posted.getOrDefault("version", ""),
                        posted.getOrDefault("reason", "")),
                Notice.done("indicator.done.finding"),
                done -> "/indicators/findings/" + id,
                errors -> one(found, Form.of(posted).with(errors), Form.EMPTY, viewer, locale, model),
                response,
                redirect);
    }

    static Outcome<Finding> decide(
            Findings findings, Viewer viewer, UUID id, String what, String version, String reason) {
        int seen = ObservationController.number(version);
        return switch (what) {
            case "explain" -> findings.explain(viewer, id, seen, reason);
            case "accept" -> findings.accept(viewer, id, seen, reason);
            case "reopen" -> findings.reopen(viewer, id, seen, reason);
            default -> throw new NotFound("command");
        };
    }
}
