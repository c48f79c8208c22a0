package dev.kechuang.plan.web.supervise;

import dev.kechuang.plan.internal.supervise.SuperviseService;
import dev.kechuang.plan.internal.supervise.SuperviseStore;
import dev.kechuang.plan.internal.supervise.Supervision;
import dev.kechuang.plan.internal.supervise.Supervision.Finding;
import dev.kechuang.plan.internal.supervise.Supervision.FindingState;
import dev.kechuang.plan.internal.supervise.Supervision.Kind;
import dev.kechuang.plan.internal.supervise.Supervision.State;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the page of an item of supervision is put together from. */
@Component
class SupervisionParts {

    private static final String PATH = "/supervision/";

    private final SuperviseStore store;
    private final Labels labels;

    SupervisionParts(SuperviseStore store, Labels labels) {
        this.store = store;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    private Tag state(Locale locale, Supervision s) {
        if (s.state() == State.CLOSED) return new Tag(t(locale, "supervise.state.closed"), Tone.PASSED);
        return s.dueOn().isBefore(labels.today())
                ? new Tag(t(locale, "supervise.late"), Tone.FAILED)
                : new Tag(t(locale, "supervise.state.open"), Tone.IN_PROGRESS);
    }

    private Tag state(Locale locale, Finding f) {
        LocalDate today = labels.today();
        boolean waits = f.state() == FindingState.OPEN || f.state() == FindingState.RETURNED;
        if (waits && f.dueOn().isBefore(today)) return new Tag(t(locale, "supervise.late"), Tone.FAILED);
        return new Tag(
                t(locale, "supervise.findingState." + f.state().code()),
                switch (f.state()) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case REPORTED -> Tone.PUBLISHED;
                    case RETURNED -> Tone.RETURNED;
                    case ACCEPTED -> Tone.PASSED;
                });
    }

    List<Detail> details(Locale locale, Supervision s) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "supervise.column.state"), state(locale, s)));
        details.add(Detail.of(t(locale, "supervise.column.number"), s.number()));
        details.add(Detail.of(
                t(locale, "supervise.column.kind"),
                t(locale, "supervise.kind." + s.kind().code())));
        details.add(Detail.of(t(locale, "supervise.column.unit"), labels.unit(locale, s.unit())));
        details.add(Detail.of(t(locale, "supervise.column.issued"), s.issuedName() + " " + s.issuedOn()));
        details.add(Detail.of(t(locale, "supervise.column.dueOn"), Labels.day(s.dueOn())));
        if (s.task() != null)
            details.add(Detail.of(
                    t(locale, "supervise.column.task"), store.task(s.task()).orElse("")));
        if (!s.basis().isEmpty()) details.add(Detail.of(t(locale, "supervise.column.basis"), s.basis()));
        if (s.kind() == Kind.EVALUATION) {
            details.add(Detail.of(t(locale, "supervise.column.policy"), s.policy()));
            details.add(Detail.of(t(locale, "supervise.column.evaluator"), s.evaluator()));
            var score = s.score();
            details.add(
                    Detail.of(t(locale, "supervise.column.score"), score == null ? Cell.NONE : Cell.decimal(score, 2)));
        }
        if (s.state() == State.CLOSED)
            details.add(new Detail(t(locale, "supervise.column.closedOn"), Labels.day(s.closedOn()), s.closedNote()));
        if (s.reopened() > 0) details.add(Detail.of(t(locale, "supervise.reopened"), Cell.count(s.reopened())));
        return details;
    }

    void finding(Page page, Locale locale, Supervision s, Finding f, Viewer viewer, String refused, Form form) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "supervise.column.state"), state(locale, f)));
        details.add(new Detail(
                t(locale, "supervise.column.finding"), Cell.text(f.text()), f.foundName() + " " + f.foundOn()));
        details.add(Detail.of(t(locale, "supervise.column.dueOn"), Labels.day(f.dueOn())));
        if (!f.report().isEmpty())
            details.add(new Detail(
                    t(locale, "supervise.column.report"),
                    Cell.text(f.report()),
                    f.reportedName() + " " + f.reportedOn()));
        if (!f.review().isEmpty())
            details.add(new Detail(
                    t(locale, "supervise.column.review"), Cell.text(f.review()), String.valueOf(f.reviewedOn())));
        for (var evidence : f.evidence()) {
            details.add(Detail.of(
                    t(locale, "supervise.evidence." + evidence.part()),
                    Cell.link(evidence.name(), "/files/" + evidence.file())));
        }
        page.add(new Part.Facts(t(locale, "supervise.findingNumber", f.number()), details));
        boolean waits = f.state() == FindingState.OPEN || f.state() == FindingState.RETURNED;
        String me = f.id().toString();
        // Fields of findings carry the number, as a page may hold several of the same form.
        if (s.state() == State.OPEN && waits && SuperviseService.reports(viewer, s)) {
            page.add(command(
                    locale,
                    "report",
                    "/supervision/findings/" + me + "/report",
                    me.equals(refused),
                    form,
                    f.version(),
                    List.of(
                            Field.text("report", t(locale, "supervise.column.report"), 4000)
                                    .must(),
                            Field.files("files", t(locale, "supervise.files"), t(locale, "supervise.files.hint"))),
                    f.number() > 1));
        }
        if (s.state() == State.OPEN && f.state() == FindingState.REPORTED && SuperviseService.supervises(viewer, s)) {
            page.add(command(
                    locale,
                    "review",
                    "/supervision/findings/" + me + "/review",
                    me.equals(refused),
                    form,
                    f.version(),
                    List.of(
                            Field.radios(
                                            "decision",
                                            t(locale, "supervise.column.decision"),
                                            List.of(
                                                    new Option("accepted", t(locale, "supervise.action.accepted")),
                                                    new Option("returned", t(locale, "supervise.action.returned"))))
                                    .must(),
                            Field.text("review", t(locale, "supervise.column.review"), 1000),
                            Field.day("newDueOn", t(locale, "supervise.newDueOn"))),
                    false));
        }
    }

    void commands(Page page, Locale locale, Supervision s, String refused, Form form) {
        if (s.state() == State.CLOSED) {
            page.add(command(
                    locale,
                    "reopen",
                    PATH + s.id() + "/reopen",
                    refused.equals("reopen"),
                    form,
                    s.version(),
                    List.of(
                            Field.text("reason", t(locale, "supervise.column.reason"), 1000)
                                    .must(),
                            Field.day("reopenDueOn", t(locale, "supervise.newDueOn"))
                                    .must()),
                    true));
            return;
        }
        page.add(command(
                locale,
                "find",
                PATH + s.id() + "/find",
                refused.equals("find"),
                form,
                s.version(),
                List.of(
                        Field.text("text", t(locale, "supervise.column.finding"), 2000)
                                .must(),
                        Field.day("findingDueOn", t(locale, "supervise.rectifyBy"))
                                .must(),
                        Field.files("files", t(locale, "supervise.files"), t(locale, "supervise.files.hint"))),
                true));
        if (s.kind() == Kind.EVALUATION) {
            page.add(command(
                    locale,
                    "result",
                    PATH + s.id() + "/result",
                    refused.equals("result"),
                    form,
                    s.version(),
                    List.of(
                            Field.number("score", t(locale, "supervise.column.score"))
                                    .must(),
                            Field.text("conclusion", t(locale, "supervise.column.conclusion"), 4000)
                                    .must()),
                    true));
        }
        if (s.open() == 0) {
            page.add(command(
                    locale,
                    "close",
                    PATH + s.id() + "/close",
                    refused.equals("close"),
                    form,
                    s.version(),
                    List.of(Field.text("note", t(locale, "supervise.column.note"), 1000)
                            .must()),
                    true));
        }
    }

    private Part command(
            Locale locale,
            String name,
            String action,
            boolean refused,
            Form form,
            int version,
            List<Field> fields,
            boolean folded) {
        var all = new ArrayList<>(fields);
        all.add(Field.hidden("version"));
        var values = new HashMap<>(refused ? form.values() : Map.of());
        values.put("version", String.valueOf(version));
        return new Part.Command(
                t(locale, "supervise.do." + name),
                "",
                action,
                Form.of(values).with(refused ? form.errors() : List.of()),
                all,
                t(locale, "supervise.do." + name),
                "",
                false,
                folded);
    }
}
