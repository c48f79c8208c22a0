package dev.kechuang.pack.web;

import dev.kechuang.pack.FactDefinition;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.List;
import java.util.Locale;

/** The dictionary of facts, searched. */
public record PackFactsPage(PackHead head, Form filter, List<FactDefinition> facts) {

    /** Groups of all facts of the pack, in its order. */
    public List<Option> groups() {
        return head.summary().content().facts().stream()
                .map(item -> item.value().group())
                .distinct()
                .map(group -> new Option(group, group))
                .toList();
    }

    public Table table(Frame frame) {
        return Table.of(
                frame.t("pack.tab.facts"),
                List.of(
                        Column.<FactDefinition>title(
                                frame.t("pack.fact.name"),
                                fact -> new Cell.Lines(frame.pick(fact.name(), fact.en()), "", fact.code())),
                        Column.text(frame.t("pack.fact.group"), fact -> Cell.text(fact.group())),
                        Column.text(frame.t("pack.fact.type"), fact -> Cell.text(type(frame, fact))),
                        Column.text(
                                frame.t("pack.fact.period"),
                                fact -> Cell.text(frame.t("pack.fact.period."
                                        + fact.period().name().toLowerCase(Locale.ROOT)))),
                        Column.title(frame.t("pack.fact.allowed"), fact -> Cell.text(allowed(frame, fact))),
                        Column.title(frame.t("pack.fact.clause"), fact -> Cell.text(clause(fact)))),
                facts);
    }

    private static String type(Frame frame, FactDefinition fact) {
        String type = frame.t("pack.fact.type." + fact.type().name().toLowerCase(Locale.ROOT));
        return fact.unit().isEmpty() ? type : type + "（" + fact.unit() + "）";
    }

    private static String allowed(Frame frame, FactDefinition fact) {
        if (!fact.values().isEmpty()) return String.join(frame.english() ? ", " : "、", fact.values());
        if (!fact.min().isEmpty() && !fact.max().isEmpty()) return fact.min() + "–" + fact.max();
        if (!fact.min().isEmpty()) return "≥ " + fact.min();
        return fact.max().isEmpty() ? "" : "≤ " + fact.max();
    }

    private static String clause(FactDefinition fact) {
        if (fact.note().isEmpty()) return fact.clause();
        return fact.clause().isEmpty() ? fact.note() : fact.note() + "（" + fact.clause() + "）";
    }
}
