package dev.kechuang.programme.internal.credit;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.programme.internal.definition.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of science credit (科技信用评价规则) as a pack states them; the lowest pack that has such a text decides.
 *
 * @param base points everybody starts with
 * @param objectionDays days within which an entry may be objected to
 * @param grades the best first
 */
public record CreditRules(
        PackDocument source,
        Words name,
        String basis,
        int base,
        int objectionDays,
        List<EventRule> events,
        List<Grade> grades) {

    /**
     * @param months how long it counts from the day it happened
     * @param blocks months from that day in which nothing may be applied for; 0 for none
     */
    public record EventRule(String code, Words name, int points, int months, int blocks, String clause) {}

    /** @param least points from which on it is reached */
    public record Grade(String code, Words name, int least, Effect effect, Words text) {}

    /** What a grade means for later calls. */
    public enum Effect {
        /** 优先. */
        BONUS,
        NONE,
        /** 从严审查. */
        WARNED,
        /** 不得申报. */
        BLOCKED
    }

    /** Reads the packs; {@link dev.kechuang.pack.PackProblems} lists all that is wrong. */
    public static CreditRules of(Packs packs) {
        var documents = packs.documents("credit.yaml");
        if (documents.isEmpty()) throw new IllegalStateException("no pack has credit.yaml");
        var problems = new ProblemList();
        CreditRules rules = read(documents.getLast(), problems);
        problems.throwIfAny();
        return rules;
    }

    static CreditRules read(PackDocument document, ProblemList problems) {
        Row top = Row.top(document.place(), document.text(), problems);
        if (top == null) return new CreditRules(document, new Words("", ""), "", 0, 0, List.of(), List.of());
        var events = new ArrayList<EventRule>();
        for (Row row : top.rows("events")) {
            events.add(new EventRule(
                    row.text("code"),
                    words(row, "name", "en"),
                    number(row, "points"),
                    row.whole("months", 1, 600),
                    row.whole("blocks", 0, 600),
                    row.text("clause")));
        }
        var grades = new ArrayList<Grade>();
        for (Row row : top.rows("grades")) {
            Effect effect = row.oneOf("effect", Effect.class);
            int least = number(row, "least");
            if (!grades.isEmpty() && least >= grades.getLast().least()) {
                problems.add(
                        row.at("least"),
                        "等级应由高到低排列，least 逐级减小",
                        "grades run from the best down, each with a smaller least");
            }
            grades.add(new Grade(
                    row.text("code"),
                    words(row, "name", "en"),
                    least,
                    effect == null ? Effect.NONE : effect,
                    words(row, "text", "text-en")));
        }
        var codes = events.stream().map(EventRule::code).toList();
        if (codes.stream().distinct().count() != codes.size()) {
            problems.add(top.at("events"), "事件编号重复", "an event's code stands twice");
        }
        return new CreditRules(
                document,
                words(top, "name", "en"),
                top.optionalText("basis"),
                top.whole("base", 0, 1000),
                top.whole("objection-days", 1, 365),
                List.copyOf(events),
                List.copyOf(grades));
    }

    private static Words words(Row row, String zh, String en) {
        return new Words(row.text(zh), row.optionalText(en));
    }

    private static int number(Row row, String key) {
        String text = row.decimal(key);
        return text.isEmpty() ? 0 : new BigDecimal(text).intValue();
    }

    public Optional<EventRule> event(String code) {
        return events.stream().filter(event -> event.code().equals(code)).findFirst();
    }

    /** The first grade whose least is reached; the last one where none is. */
    public Grade grade(int points) {
        return grades.stream()
                .filter(grade -> points >= grade.least())
                .findFirst()
                .orElseGet(grades::getLast);
    }
}
