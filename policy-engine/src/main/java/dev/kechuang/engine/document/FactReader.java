package dev.kechuang.engine.document;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.types.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a dictionary of facts. */
final class FactReader {
    private static final Set<String> KEYS = Set.of(
            "name",
            "code",
            "en",
            "group",
            "type",
            "unit",
            "period",
            "changeable",
            "cost",
            "min",
            "max",
            "values",
            "fields",
            "note",
            "clause");

    private final Yaml yaml;
    private final Set<String> seen = new HashSet<>();

    FactReader(Yaml yaml) {
        this.yaml = yaml;
    }

    List<Fact> read(String text) {
        List<Fact> facts = new ArrayList<>();
        Yaml.Item root = yaml.root(text);
        if (root != null) {
            for (Yaml.Item item : root.list("facts")) {
                item.only(KEYS, Set.of("name", "code", "en", "group", "type", "period", "changeable"));
                Fact fact = fact(item, true);
                if (fact != null) {
                    facts.add(fact);
                }
            }
        }
        return facts;
    }

    private @Nullable Fact fact(Yaml.Item item, boolean top) {
        String name = item.text("name");
        if (!PolicyReader.isName(name)) {
            yaml.problem(item.position(), "“" + name + "”不能作名称：不能有空格和运算符", "'" + name + "' can't be a name");
            return null;
        }
        if (top && (!seen.add(name) || !seen.add(item.text("code")))) {
            yaml.problem(item.position(), "事实“" + name + "”重复", "the fact '" + name + "' is defined twice");
        }
        Fact.Kind kind;
        Fact.Period period;
        try {
            kind = Fact.Kind.valueOf(item.text("type").toUpperCase(Locale.ROOT));
            String written = top ? item.text("period") : "as-of";
            period = Fact.Period.valueOf(written.replace('-', '_').toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            yaml.problem(
                    item.position(),
                    "“" + name + "”的 type 或 period 不正确",
                    "type or period of '" + name + "' is not known");
            return null;
        }
        List<Fact> fields = new ArrayList<>();
        item.list("fields").forEach(f -> {
            Fact field = fact(f, false);
            if (field != null) {
                fields.add(field);
            }
        });
        String unit = kind == Fact.Kind.MONEY ? "元" : item.text("unit");
        Rational scale = kind == Fact.Kind.MONEY ? Rational.of(100) : Rational.ONE;
        Rational cost = number(item, "cost");
        return new Fact(
                name,
                item.text("code"),
                item.text("en"),
                item.text("group"),
                kind,
                unit,
                period,
                item.text("changeable").equals("true"),
                cost == null ? Rational.ONE : cost,
                scaled(number(item, "min"), scale),
                scaled(number(item, "max"), scale),
                item.list("values").stream().map(Yaml.Item::text).toList(),
                List.copyOf(fields),
                item.text("note"),
                item.text("clause"));
    }

    private static @Nullable Rational scaled(@Nullable Rational value, Rational scale) {
        return value == null ? null : value.multiply(scale);
    }

    private @Nullable Rational number(Yaml.Item item, String key) {
        Yaml.Item value = item.get(key);
        if (value == null) {
            return null;
        }
        try {
            return Rational.of(new BigDecimal(value.text()));
        } catch (NumberFormatException e) {
            yaml.problem(value.position(), "“" + key + "”应为数", "'" + key + "' must be a number");
            return null;
        }
    }

    /** Whether a value may stand for a fact. */
    static boolean fits(Fact fact, Val value) {
        return switch (value) {
            case Val.Absent a -> true;
            case Val.Num(Rational n) ->
                fact.type() instanceof Type.Number(var unit, boolean whole) && (!whole || n.isWhole());
            case Val.Truth t -> fact.kind() == Fact.Kind.BOOLEAN;
            case Val.Text(String s) ->
                fact.kind() == Fact.Kind.TEXT
                        || (fact.kind() == Fact.Kind.ENUM && fact.values().contains(s));
            case Val.Day d -> fact.kind() == Fact.Kind.DATE;
            case Val.Items i -> fact.kind() == Fact.Kind.EVENTS;
            default -> false;
        };
    }
}
