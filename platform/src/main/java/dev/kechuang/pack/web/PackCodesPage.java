package dev.kechuang.pack.web;

import dev.kechuang.pack.internal.Pack;
import dev.kechuang.pack.internal.ScaleRule;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Industries, technical fields, code lists and the division of enterprises by size. */
public record PackCodesPage(PackHead head) {

    public Table industries(Frame frame) {
        return Table.of(
                frame.t("pack.caption", frame.t("pack.industries")),
                List.of(
                        Column.text(
                                frame.t("pack.code"),
                                item -> Cell.text(item.value().code())),
                        Column.title(
                                frame.t("pack.name"),
                                item -> Cell.text((item.value().code().length() > 1 ? "\u3000" : "")
                                        + frame.pick(
                                                item.value().name(),
                                                item.value().en())))),
                head.summary().content().industries());
    }

    public Table fields(Frame frame) {
        return Table.of(
                frame.t("pack.caption", frame.t("pack.fields")),
                List.of(
                        Column.title(
                                frame.t("pack.name"),
                                item -> Cell.text((item.value().parent().isEmpty() ? "" : "\u3000")
                                        + frame.pick(
                                                item.value().name(),
                                                item.value().en()))),
                        Column.text(
                                frame.t("pack.code"),
                                item -> Cell.text(item.value().code()))),
                head.summary().content().fields());
    }

    public List<Pack.CodeList> lists() {
        return head.summary().content().lists().stream()
                .map(item -> item.value())
                .toList();
    }

    public Table list(Frame frame, Pack.CodeList list) {
        return Table.of(
                frame.t("pack.caption", frame.pick(list.name(), list.en())),
                List.of(
                        Column.title(frame.t("pack.name"), entry -> Cell.text(frame.pick(entry.name(), entry.en()))),
                        Column.text(frame.t("pack.code"), entry -> Cell.text(entry.code()))),
                list.entries());
    }

    public Table scales(Frame frame) {
        return Table.of(
                frame.t("pack.caption", frame.t("pack.scales")),
                List.of(
                        Column.title(
                                frame.t("pack.industry"),
                                item -> Cell.text(frame.pick(
                                        item.value().name(), item.value().en()))),
                        Column.text(
                                frame.t("pack.code"),
                                item -> Cell.text(String.join(" ", item.value().industries()))),
                        Column.text(
                                frame.t("pack.scale.large"),
                                item -> Cell.text(from(frame, item.value(), ScaleRule.Measure::large))),
                        Column.text(
                                frame.t("pack.scale.medium"),
                                item -> Cell.text(from(frame, item.value(), ScaleRule.Measure::medium))),
                        Column.text(
                                frame.t("pack.scale.small"),
                                item -> Cell.text(from(frame, item.value(), ScaleRule.Measure::small)))),
                head.summary().content().scales());
    }

    private static String from(Frame frame, ScaleRule rule, ToIntFunction<ScaleRule.Measure> threshold) {
        return rule.measures().stream()
                .map(measure -> frame.t(
                        "pack.scale." + measure.kind().name().toLowerCase(Locale.ROOT),
                        Figures.count(threshold.applyAsInt(measure))))
                .collect(Collectors.joining(frame.english() ? ", " : "，"));
    }
}
