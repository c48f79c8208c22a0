package dev.kechuang.engine.document;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts of one organisation from a mapping of names: numbers (money in yuan, or with a unit as
 * {@code 5000万元}), true and false, texts, dates, {@code null} for known absent, yearly facts by year, events as a list.
 */
final class OrganisationReader {
    private final Yaml yaml;
    private final FactDictionary dictionary;

    OrganisationReader(Yaml yaml, FactDictionary dictionary) {
        this.yaml = yaml;
        this.dictionary = dictionary;
    }

    /** @param baseYear the year of a yearly fact that is given without one */
    Facts read(Yaml.Item item, int baseYear) {
        Facts.Builder facts = Facts.builder();
        item.entries().forEach((name, value) -> {
            Fact fact = dictionary.find(name);
            if (fact == null) {
                yaml.problem(value.position(), "事实字典中没有“" + name + "”", "there is no fact '" + name + "'");
            } else if (fact.period() == Fact.Period.YEAR) {
                yearly(facts, fact, value, baseYear);
            } else {
                Val one = value(fact, value);
                if (one != null) {
                    facts.set(name, one);
                }
            }
        });
        return facts.build();
    }

    private void yearly(Facts.Builder facts, Fact fact, Yaml.Item value, int baseYear) {
        if (!value.isMap()) {
            Val one = value(fact, value);
            if (one != null) {
                facts.set(fact.name(), baseYear, one);
            }
            return;
        }
        value.entries().forEach((year, item) -> {
            Val one = value(fact, item);
            if (!year.matches("\\d{4}")) {
                yaml.problem(item.position(), "“" + year + "”不是年度", "'" + year + "' is not a year");
            } else if (one != null) {
                facts.set(fact.name(), Integer.parseInt(year), one);
            }
        });
    }

    private @Nullable Val value(Fact fact, Yaml.Item item) {
        Val value = item.isNull()
                ? Val.ABSENT
                : fact.kind() == Fact.Kind.EVENTS ? events(fact, item) : scalar(fact, item.text());
        if (value == null || !FactReader.fits(fact, value)) {
            yaml.problem(
                    item.position(),
                    "“" + fact.name() + "”的值不正确，应为" + expected(fact, true),
                    "the value of '" + fact.name() + "' does not fit, expected " + expected(fact, false));
            return null;
        }
        return value;
    }

    private static String expected(Fact fact, boolean chinese) {
        return switch (fact.kind()) {
            case MONEY -> chinese ? "金额（元，可写万元、亿元）" : "money in yuan";
            case INTEGER -> chinese ? "整数" : "a whole number";
            case DECIMAL, RATIO -> chinese ? "数" : "a number";
            case BOOLEAN -> "true / false";
            case DATE -> chinese ? "日期，如 2020-01-31" : "a date such as 2020-01-31";
            case TEXT -> chinese ? "文字" : "a text";
            case ENUM -> String.join(chinese ? "、" : ", ", fact.values());
            case EVENTS -> chinese ? "条目列表" : "a list of entries";
        };
    }

    static @Nullable Val scalar(Fact fact, String text) {
        try {
            return switch (fact.kind()) {
                case MONEY -> new Val.Num(money(text));
                case INTEGER, DECIMAL -> new Val.Num(Rational.of(new BigDecimal(text)));
                case RATIO ->
                    text.endsWith("%")
                            ? new Val.Num(Rational.of(new BigDecimal(text.substring(0, text.length() - 1)))
                                    .divide(Rational.of(100)))
                            : new Val.Num(Rational.of(new BigDecimal(text)));
                case BOOLEAN -> text.equals("true") ? Val.TRUE : text.equals("false") ? Val.FALSE : null;
                case DATE -> new Val.Day(LocalDate.parse(text));
                case TEXT, ENUM -> new Val.Text(text);
                case EVENTS -> null;
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            return null;
        }
    }

    private static Rational money(String text) {
        String digits = text.replace("亿元", "").replace("万元", "").replace("元", "");
        long factor = text.endsWith("亿元") ? 10_000_000_000L : text.endsWith("万元") ? 1_000_000 : 100;
        Rational fen = Rational.of(new BigDecimal(digits)).multiply(Rational.of(factor));
        if (!fen.isWhole() || !fen.fitsLong()) {
            throw new NumberFormatException("not whole fen");
        }
        return fen;
    }

    private Val events(Fact fact, Yaml.Item list) {
        List<Val> events = new ArrayList<>();
        for (Yaml.Item item : list.items()) {
            Map<String, Val> fields = new HashMap<>();
            item.entries().forEach((name, value) -> {
                Fact field = fact.field(name);
                if (field == null) {
                    yaml.problem(
                            value.position(),
                            "“" + fact.name() + "”的条目没有“" + name + "”",
                            "entries of '" + fact.name() + "' have no '" + name + "'");
                } else {
                    Val one = value(field, value);
                    if (one != null && !(one instanceof Val.Absent)) {
                        fields.put(name, one);
                    }
                }
            });
            events.add(new Val.Event(Map.copyOf(fields)));
        }
        return new Val.Items(List.copyOf(events));
    }
}
