package dev.kechuang.plan.web.assess;

import dev.kechuang.plan.internal.assess.Assessment;
import dev.kechuang.plan.internal.assess.Assessment.Objection;
import dev.kechuang.plan.internal.assess.Assessment.ObjectionState;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.assess.Assessment.Subject;
import dev.kechuang.plan.internal.assess.AssessmentScheme;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Group;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.AssessmentService;
import dev.kechuang.plan.internal.assess.AssessmentStore;
import dev.kechuang.plan.internal.assess.Result;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the page of an assessment is put together from: groups with places and points, objections, commands. */
@Component
class AssessmentParts {

    private final AssessmentStore store;
    private final AssessmentService service;
    private final Labels labels;

    AssessmentParts(AssessmentStore store, AssessmentService service, Labels labels) {
        this.store = store;
        this.service = service;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    String title(Locale locale, Assessment one) {
        AssessmentScheme scheme = service.scheme(one);
        return t(
                locale,
                "assess.titleOf",
                String.valueOf(one.year()),
                AssessmentController.pick(locale, scheme.name(), scheme.en()));
    }

    List<Detail> details(Locale locale, Assessment one, AssessmentScheme scheme) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "assess.column.state"), AssessmentController.state(labels, locale, one)));
        details.add(Detail.of(t(locale, "assess.column.basis"), scheme.basis()));
        details.add(
                Detail.of(t(locale, "assess.column.opened"), one.openedName() + " " + Labels.minute(one.openedAt())));
        var read = one.snapshot();
        details.add(Detail.of(
                t(locale, "assess.column.readAt"), read == null ? Cell.NONE : Cell.text(Labels.minute(read.readAt()))));
        if (one.state() == State.OPEN)
            details.add(Detail.of(
                    t(locale, "assess.column.missing"),
                    Cell.text(t(locale, "assess.missing", service.missing(one, scheme)))));
        if (one.objectionsUntil() != null)
            details.add(Detail.of(t(locale, "assess.column.until"), Labels.day(one.objectionsUntil())));
        if (one.resultDigest() != null) {
            details.add(Detail.of(t(locale, "assess.column.final"), String.valueOf(one.finalName())));
            details.add(Detail.of(t(locale, "assess.column.digest"), one.resultDigest()));
        }
        return details;
    }

    Part group(
            Locale locale,
            Assessment one,
            AssessmentScheme scheme,
            Group group,
            List<Subject> subjects,
            List<Result> results) {
        var names = subjects.stream().collect(Collectors.toMap(Subject::unit, Subject::name));
        String heading = AssessmentController.pick(locale, group.name(), group.en());
        var members = results.stream()
                .filter(result -> result.group().equals(group.code()))
                .toList();
        if (members.isEmpty()) {
            List<Column<Subject>> columns = List.of(Column.title(
                    t(locale, "assess.column.unit"),
                    subject -> Cell.link(subject.name(), "/assessments/" + one.id() + "/units/" + subject.unit())));
            var waiting = subjects.stream()
                    .filter(subject -> subject.group().equals(group.code()))
                    .toList();
            return Part.Listing.of(heading, Table.of(heading, columns, waiting), "");
        }
        var columns = new ArrayList<Column<Result>>();
        columns.add(Column.figure(t(locale, "assess.column.rank"), "", result -> Cell.count(result.rank())));
        columns.add(Column.title(
                t(locale, "assess.column.unit"),
                result -> Cell.link(
                        names.getOrDefault(result.unit(), ""),
                        "/assessments/" + one.id() + "/units/" + result.unit())));
        columns.add(Column.figure(t(locale, "assess.column.total"), "", result -> Cell.decimal(result.total(), 2)));
        for (Item item : scheme.items(group.code())) {
            columns.add(Column.figure(
                    AssessmentController.pick(locale, item.name(), item.en()),
                    item.weight().signum() == 0
                            ? ""
                            : item.weight().stripTrailingZeros().toPlainString(),
                    result -> points(locale, result, item)));
        }
        return Part.Listing.of(heading, Table.of(heading, columns, members), "");
    }

    private Cell points(Locale locale, Result result, Item item) {
        var scored = result.items().stream()
                .filter(one -> one.item().equals(item.code()))
                .findFirst();
        if (scored.isEmpty()) return Cell.NONE;
        BigDecimal points = scored.get().points();
        return switch (item.kind()) {
            case VETO ->
                scored.get().inputs().containsKey("entries")
                        ? new Tag(t(locale, "assess.vetoed"), Tone.FAILED)
                        : Cell.NONE;
            case DEDUCTION -> points.signum() == 0 ? Cell.NONE : Cell.decimal(points.negate(), 2);
            case BONUS -> points.signum() == 0 ? Cell.NONE : Cell.decimal(points, 2);
            default -> Cell.decimal(points, 2);
        };
    }

    void commands(
            Page page,
            Assessment one,
            AssessmentScheme scheme,
            String refused,
            Form form,
            Viewer viewer,
            Locale locale) {
        if (viewer.is(Role.BUREAU_OFFICER) && one.state() == State.OPEN) {
            page.add(command(locale, one, "run", refused, form, List.of(), false));
            page.add(command(locale, one, "publish", refused, form, List.of(), true));
        }
        if (one.state() != State.PUBLISHED) return;
        if (viewer.is(Role.BUREAU_OFFICER)) {
            page.add(command(
                    locale,
                    one,
                    "reopen",
                    refused,
                    form,
                    List.of(Field.text("reopenReason", t(locale, "assess.column.reason"), 500)
                            .must()),
                    true));
        }
        if (viewer.is(Role.BUREAU_LEADER)) page.add(command(locale, one, "final", refused, form, List.of(), false));
    }

    private Part command(
            Locale locale, Assessment one, String name, String refused, Form form, List<Field> fields, boolean folded) {
        var all = new ArrayList<>(fields);
        all.add(Field.hidden("version"));
        boolean mine = name.equals(refused);
        var values = new java.util.HashMap<>(mine ? form.values() : Map.of());
        values.put("version", String.valueOf(one.version()));
        return new Part.Command(
                t(locale, "assess.do." + name),
                t(locale, "assess.hint." + name),
                "/assessments/" + one.id() + "/" + name,
                Form.of(values).with(mine ? form.errors() : List.of()),
                all,
                t(locale, "assess.do." + name),
                "",
                false,
                folded);
    }

    void objections(
            Page page,
            Assessment one,
            AssessmentScheme scheme,
            String refused,
            Form form,
            Viewer viewer,
            Locale locale) {
        var objections = store.objections(one.id());
        if (objections.isEmpty()) return;
        List<Column<Objection>> columns = List.of(
                Column.text(t(locale, "assess.column.unit"), o -> Cell.text(o.unitName())),
                Column.text(
                        t(locale, "assess.column.item"),
                        o -> Cell.text(scheme.item(o.item())
                                .map(item -> AssessmentController.pick(locale, item.name(), item.en()))
                                .orElse(o.item()))),
                Column.title(t(locale, "assess.column.objection"), o -> new Cell.Lines(o.text(), "", o.answer())),
                Column.text(
                        t(locale, "assess.column.state"),
                        o -> new Tag(
                                t(locale, "assess.objection." + o.state().code()),
                                switch (o.state()) {
                                    case RAISED -> Tone.IN_PROGRESS;
                                    case UPHELD -> Tone.PASSED;
                                    case REJECTED -> Tone.FAILED;
                                })));
        page.add(Part.Listing.of(
                t(locale, "assess.objections"), Table.of(t(locale, "assess.objections"), columns, objections), ""));
        var first = objections.stream()
                .filter(o -> o.state() == ObjectionState.RAISED && !Units.own(viewer, o.unit()))
                .findFirst();
        if (first.isEmpty() || !viewer.is(Role.BUREAU_OFFICER) || one.state() != State.PUBLISHED) return;
        // One at a time: the next one stands here when this is answered.
        page.add(new Part.Command(
                t(locale, "assess.handle", first.get().unitName()),
                first.get().text(),
                "/assessments/" + one.id() + "/objections/" + first.get().id(),
                refused.equals("handle") ? form : Form.EMPTY,
                List.of(
                        Field.radios(
                                        "decision",
                                        t(locale, "assess.column.decision"),
                                        List.of(
                                                new Option("upheld", t(locale, "assess.objection.upheld")),
                                                new Option("rejected", t(locale, "assess.objection.rejected"))))
                                .must(),
                        Field.text("answer", t(locale, "assess.column.answer"), 2000)
                                .must()),
                t(locale, "assess.do.handle"),
                "",
                false,
                false));
    }
}
