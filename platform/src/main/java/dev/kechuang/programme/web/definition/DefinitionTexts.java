package dev.kechuang.programme.web.definition;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.DateField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.OrganisationsField;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.definition.FormDefinition.TextField;
import dev.kechuang.programme.internal.definition.FormDefinition.YesNoField;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.programme.internal.version.Version;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A definition in words and tables of the viewer's language. */
final class DefinitionTexts {

    private DefinitionTexts() {}

    static String in(Frame frame, Words words) {
        return frame.pick(words.zh(), words.en());
    }

    static String gives(Frame frame, Definition.Gives gives) {
        return frame.t("definition.gives." + gives.name().toLowerCase(Locale.ROOT));
    }

    static Tag state(Frame frame, Version.State state) {
        return new Tag(
                frame.t("definition.state." + state.code()),
                switch (state) {
                    case DRAFT -> Tone.DRAFT;
                    case RELEASED -> Tone.PASSED;
                    case RETIRED -> Tone.RETURNED;
                });
    }

    static List<Detail> head(Frame frame, Definition definition, Labels labels) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(frame.t("definition.gives"), gives(frame, definition.gives())));
        details.add(Detail.of(frame.t("definition.issuer"), definition.issuer()));
        details.add(Detail.of(frame.t("definition.region"), labels.region(frame, definition.region())));
        details.add(Detail.of(
                frame.t("definition.applicants"),
                definition.applicants().isEmpty()
                        ? frame.t("definition.applicants.all")
                        : definition.applicants().stream()
                                .map(kind -> frame.t("registry.kind." + kind))
                                .collect(Collectors.joining(between(frame)))));
        if (!definition.tracks().isEmpty()) {
            details.add(Detail.of(
                    frame.t("definition.tracks"),
                    definition.tracks().stream()
                            .map(track -> in(frame, track.name()))
                            .collect(Collectors.joining(between(frame)))));
        }
        if (!definition.fields().isEmpty()) {
            details.add(Detail.of(
                    frame.t("definition.fields"),
                    definition.fields().stream()
                            .map(code -> labels.field(frame, code))
                            .collect(Collectors.joining(between(frame)))));
        }
        if (definition.eligibility() != null) {
            String policy = labels.policy(frame, definition.eligibility());
            details.add(Detail.of(
                    frame.t("definition.eligibility"),
                    frame.viewer().isPublic()
                            ? Cell.text(policy)
                            : Cell.link(policy, "/policies/" + definition.eligibility())));
        }
        details.addAll(money(frame, definition, labels));
        for (Effect effect : definition.effects()) {
            details.add(Detail.of(frame.t("definition.effect"), effect(frame, definition, effect, labels)));
        }
        return details;
    }

    private static String between(Frame frame) {
        return frame.english() ? ", " : "、";
    }

    private static List<Detail> money(Frame frame, Definition definition, Labels labels) {
        var money = definition.money();
        if (money == null) return List.of();
        var details = new ArrayList<Detail>();
        String sum = switch (money.mode()) {
            case REQUESTED -> frame.t("definition.money.requested");
            case POLICY -> frame.t("definition.money.policy", labels.policy(frame, String.valueOf(money.benefit())));
            case FIXED ->
                money.byTrack().isEmpty()
                        ? StageTexts.sum(frame, money.fixedFen())
                        : money.byTrack().stream()
                                .map(each -> track(frame, definition, each.track()) + " "
                                        + StageTexts.sum(frame, each.fen()))
                                .collect(Collectors.joining(between(frame)));
            case RANK -> ranks(frame, money.byRank());
        };
        details.add(Detail.of(frame.t("definition.money"), sum));
        if (money.mostFen() > 0) {
            details.add(Detail.of(frame.t("definition.money.most"), StageTexts.sum(frame, money.mostFen())));
        }
        if (money.leastFen() > 0) {
            details.add(Detail.of(frame.t("definition.money.least"), StageTexts.sum(frame, money.leastFen())));
        }
        if (money.selfShare().signum() > 0) {
            details.add(Detail.of(
                    frame.t("definition.money.self"),
                    frame.t("definition.ratio", StageTexts.plain(money.selfShare()))));
        }
        if (money.districtShare().signum() > 0) {
            details.add(Detail.of(
                    frame.t("definition.money.district"),
                    frame.t("definition.ratio", StageTexts.plain(money.districtShare()))));
        }
        return details;
    }

    private static String ranks(Frame frame, List<Definition.Grant.RankSum> sums) {
        var texts = new ArrayList<String>();
        int from = 1;
        for (var sum : sums) {
            texts.add(frame.t(
                    "definition.money.rank",
                    from == sum.to() ? String.valueOf(from) : from + "–" + sum.to(),
                    StageTexts.sum(frame, sum.fen())));
            from = sum.to() + 1;
        }
        return String.join(between(frame), texts);
    }

    private static String track(Frame frame, Definition definition, String code) {
        return definition.tracks().stream()
                .filter(track -> track.code().equals(code))
                .findFirst()
                .map(track -> in(frame, track.name()))
                .orElse(code);
    }

    private static String effect(Frame frame, Definition definition, Effect effect, Labels labels) {
        String stage = in(frame, definition.stage(effect.stage()).name());
        return switch (effect) {
            case Effect.GrantTitle grant ->
                frame.t("definition.effect.grant", stage, labels.title(frame, grant.kind(), grant.level()));
            case Effect.RevokeTitle revoke ->
                frame.t(
                        "definition.effect.revoke",
                        stage,
                        labels.title(frame, revoke.kind(), revoke.level()),
                        revoke.when());
            case Effect.ConfirmTitle confirm ->
                frame.t(
                        "definition.effect.confirm",
                        stage,
                        labels.title(frame, confirm.kind(), confirm.level()),
                        confirm.when());
            case Effect.AwardTalent award ->
                frame.t("definition.effect.talent", stage, award.plan(), frame.t("talent.level." + award.level()));
            case Effect.CreditEntry credit ->
                frame.t("definition.effect.credit", stage, labels.credit(frame, credit.event()));
        };
    }

    static Table stages(Frame frame, Definition definition) {
        return Table.of(
                frame.t("definition.stages"),
                List.of(
                        Column.<Stage>title(
                                frame.t("definition.stage"), stage -> Cell.text(StageTexts.name(frame, stage))),
                        Column.text(
                                frame.t("definition.stage.kind"), stage -> Cell.text(StageTexts.kind(frame, stage))),
                        Column.text(frame.t("definition.stage.who"), stage -> Cell.text(StageTexts.who(frame, stage))),
                        Column.text(
                                frame.t("definition.stage.days"), stage -> Cell.text(StageTexts.days(frame, stage))),
                        Column.title(
                                frame.t("definition.stage.facts"),
                                stage -> Cell.text(String.join(
                                        frame.english() ? "; " : "；", StageTexts.facts(frame, definition, stage))))),
                definition.stages());
    }

    static Table fields(Frame frame, FormDefinition.Section section) {
        return Table.of(
                in(frame, section.name()),
                List.of(
                        Column.<Field>title(frame.t("definition.field"), field -> Cell.text(in(frame, field.name()))),
                        Column.text(frame.t("definition.field.type"), field -> Cell.text(type(frame, field))),
                        Column.text(
                                frame.t("definition.field.required"),
                                field -> Cell.text(
                                        frame.t(field.required() ? "definition.field.must" : "definition.field.may"))),
                        Column.title(frame.t("definition.field.notes"), field -> Cell.text(notes(frame, field)))),
                section.fields());
    }

    private static String type(Frame frame, Field field) {
        return switch (field) {
            case TextField text -> frame.t("definition.type.text", text.most());
            case NumberField number ->
                number.unit().isEmpty()
                        ? frame.t("definition.type.number")
                        : frame.t("definition.type.measured", number.unit());
            case DateField ignored -> frame.t("definition.type.date");
            case ChoiceField choice ->
                frame.t(
                        choice.several() ? "definition.type.several" : "definition.type.choice",
                        choice.options().size());
            case YesNoField ignored -> frame.t("definition.type.yesNo");
            case FileField file -> frame.t("definition.type.file", file.most());
            case OrganisationsField organisations -> frame.t("definition.type.organisations", organisations.most());
            case TableField table ->
                table.rows().isEmpty()
                        ? frame.t("definition.type.table", table.columns().size())
                        : frame.t(
                                "definition.type.fixed",
                                table.columns().size(),
                                table.rows().size());
        };
    }

    private static String notes(Frame frame, Field field) {
        var notes = new ArrayList<String>();
        if (!field.hint().zh().isEmpty()) notes.add(in(frame, field.hint()));
        if (!field.when().isEmpty()) notes.add(frame.t("definition.when", field.when()));
        if (field instanceof NumberField number && number.fact() != null) {
            notes.add(frame.t("definition.fromFact", number.fact()));
        }
        if (field instanceof TableField table) {
            notes.add(table.columns().stream()
                    .map(column -> in(frame, column.name()))
                    .collect(Collectors.joining(between(frame))));
        }
        return String.join(frame.english() ? "; " : "；", notes);
    }

    static Table sheet(Frame frame, Sheet sheet) {
        return Table.of(
                in(frame, sheet.name()),
                List.of(
                        Column.<Sheet.Item>title(frame.t("definition.item"), item -> Cell.text(in(frame, item.name()))),
                        Column.text(frame.t("definition.item.hint"), item -> Cell.text(in(frame, item.hint()))),
                        Column.figure(frame.t("definition.item.most"), "", item -> Cell.decimal(item.most(), 0)),
                        Column.text(frame.t("definition.item.step"), item -> Cell.text(StageTexts.plain(item.step()))),
                        Column.text(
                                frame.t("definition.item.least"),
                                item -> item.least().signum() == 0
                                        ? Cell.NONE
                                        : Cell.text(StageTexts.plain(item.least())))),
                sheet.items());
    }

    static Table basis(Frame frame, Definition definition) {
        return Table.of(
                frame.t("definition.basis"),
                List.of(
                        Column.<Definition.Basis>title(
                                frame.t("definition.basis.title"), one -> Cell.text(one.title())),
                        Column.text(frame.t("definition.basis.number"), one -> Cell.text(one.number())),
                        Column.title(frame.t("definition.basis.clause"), one -> Cell.text(one.clause()))),
                definition.basis());
    }
}
