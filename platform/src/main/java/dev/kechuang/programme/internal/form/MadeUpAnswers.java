package dev.kechuang.programme.internal.form;

import dev.kechuang.engine.feel.Value;
import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.DateField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.Rule;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.definition.FormDefinition.YesNoField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Plausible made-up answers to any form, for demonstrations, measurements and tests: by the type and the meaning of each
 * field, then mended until the form's own rules hold. The same random numbers give the same answers.
 */
public final class MadeUpAnswers {

    private static final int MENDINGS = 12;
    private final RandomGenerator random;
    private final Definition definition;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final MadeUpValues values;

    private MadeUpAnswers(Definition definition, Map<String, Answer> known, LocalDate today, RandomGenerator random) {
        this.definition = definition;
        this.random = random;
        this.values = new MadeUpValues(today, random);
        answers.putAll(known);
    }

    /**
     * Values by path for every field that is asked; files and organisations are left to the caller.
     *
     * @param known what stands already, as the register's values
     * @param track code of a track; empty for a random one
     */
    public static Map<String, String> of(
            Definition definition, Map<String, Answer> known, String track, LocalDate today, RandomGenerator random) {
        var made = new MadeUpAnswers(definition, known, today, random);
        made.fill(track);
        for (int i = 0; i < MENDINGS && made.mend(); i++) made.fill(track);
        var values = new LinkedHashMap<String, String>();
        made.answers.forEach((path, answer) -> {
            if (answer != known.get(path) && !answer.value().isEmpty()) values.put(path, answer.value());
        });
        return values;
    }

    /** Paths of the fields that take files and have to be answered, as the form stands. */
    public static List<String> filesNeeded(FilledForm form) {
        var paths = new ArrayList<String>();
        for (Section section : form.sections()) {
            for (Field field : form.fields(section)) {
                if (field instanceof FileField && field.required()) {
                    paths.add(Paths.field(section.id(), field.id()));
                }
            }
        }
        return paths;
    }

    /** Answers what is asked and not answered yet; what an answer opens is answered in the next round. */
    private void fill(String track) {
        FilledForm form = form();
        for (Section section : definition.form().sections()) {
            for (Field field : section.fields()) {
                // Only what hangs on other answers has to see those just given.
                if (!section.when().isEmpty() || !field.when().isEmpty()) form = form();
                if (!form.asks(section, field)) continue;
                String path = Paths.field(section.id(), field.id());
                if (!form.answered(path).isNothing() || answers.containsKey(path)) continue;
                if (field instanceof TableField table) table(path, table);
                else if (field.meaning() == Meaning.TRACK && !track.isEmpty()) put(path, track);
                else if (field.required() || random.nextInt(3) == 0) {
                    String value = values.of(field, 0);
                    if (!value.isEmpty()) put(path, value);
                }
            }
        }
    }

    private void table(String path, TableField table) {
        boolean fixed = !table.rows().isEmpty();
        int rows = fixed ? table.rows().size() : Math.min(table.most(), Math.max(table.least(), 1) + random.nextInt(3));
        for (int i = 1; i <= rows; i++) {
            String row = fixed ? Paths.fixedRow(i) : "r%010d0000".formatted(i);
            for (Field column : table.columns()) put(path + "." + row + "." + column.id(), values.of(column, i));
        }
    }

    /** Changes something for the rules that do not hold; whether anything changed. */
    private boolean mend() {
        boolean changed = false;
        for (Section section : definition.form().sections()) {
            for (Rule rule : section.rules()) {
                FilledForm form = form();
                if (!form.asks(section) || !form.fails(rule.holds())) continue;
                changed |= mend(form, FilledForm.parsed(rule.holds()));
            }
        }
        return changed || unanswered();
    }

    private boolean unanswered() {
        return FormCheck.problems(form()).stream()
                .anyMatch(error -> error.key().equals("form.problem.missing")
                        && !(definition.form().field(error.field()).orElse(null) instanceof FileField)
                        && !answers.containsKey(error.field()));
    }

    private boolean mend(FilledForm form, Expr expression) {
        if (expression instanceof Expr.Name(var position, var label)) return yes(label);
        if (!(expression instanceof Expr.Binary binary)) return false;
        return switch (binary.operator()) {
            // Either side would do: the one that can be mended is.
            case OR -> mend(form, binary.right()) || mend(form, binary.left());
            case AND -> {
                boolean left = form.evaluate(binary.left()).isFalse() && mend(form, binary.left());
                boolean right = form.evaluate(binary.right()).isFalse() && mend(form, binary.right());
                yield left || right;
            }
            case NOT_EQUAL -> other(binary);
            case EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
                row(form, binary.left())
                        || set(form, binary.left(), form.evaluate(binary.right()), binary.operator(), false)
                        || set(form, binary.right(), form.evaluate(binary.left()), binary.operator(), true);
            default -> false;
        };
    }

    /** Another option than the one that is not to be. */
    private boolean other(Expr.Binary binary) {
        if (!(binary.left() instanceof Expr.Name(var position, var label))
                || !(binary.right() instanceof Expr.TextLiteral(var at, var code))) return false;
        String path = path(label);
        if (path == null || !(definition.form().field(path).orElse(null) instanceof ChoiceField choice)) return false;
        for (var option : choice.options()) if (!option.code().equals(code)) return replace(path, option.code());
        return false;
    }

    /** Of {@code count(table[column = "code"])}: makes the first row one of those counted. */
    private boolean row(FilledForm form, Expr side) {
        Expr argument = argument(side, "count");
        if (!(argument instanceof Expr.Filter filter) || !(filter.filter() instanceof Expr.Binary equal)) return false;
        if (!(filter.value() instanceof Expr.Name named) || !(equal.right() instanceof Expr.TextLiteral code)) {
            return false;
        }
        String columnLabel = "";
        if (equal.left() instanceof Expr.Name name) columnLabel = name.name();
        if (equal.left() instanceof Expr.Path of) columnLabel = of.name();
        String path = path(named.name());
        if (path == null
                || !(form.answered(path) instanceof Answered.Table table)
                || table.rows().isEmpty()) {
            return false;
        }
        for (Answered.Cell cell : table.rows().getFirst().cells().values()) {
            if (cell.column().name().zh().equals(columnLabel)) return replace(cell.path(), code.value());
        }
        return false;
    }

    /** The one argument of a call of the function; null for anything else. */
    private static @Nullable Expr argument(Expr side, String function) {
        return side instanceof Expr.Call call
                        && call.function() instanceof Expr.Name name
                        && name.name().equals(function)
                        && call.arguments().size() == 1
                ? call.arguments().getFirst()
                : null;
    }

    private boolean yes(String label) {
        String path = path(label);
        boolean question = path != null && definition.form().field(path).orElse(null) instanceof YesNoField;
        return question && replace(path, "yes");
    }

    /** Makes one side what the other asks for, where it is a field or the sum of a column. */
    private boolean set(FilledForm form, Expr side, Value wanted, Expr.Operator operator, boolean turned) {
        boolean up = operator == Expr.Operator.GREATER && !turned || operator == Expr.Operator.LESS && turned;
        boolean down = operator == Expr.Operator.LESS && !turned || operator == Expr.Operator.GREATER && turned;
        if (side instanceof Expr.Name(var position, var label)) {
            String path = path(label);
            Field field = path == null ? null : definition.form().field(path).orElse(null);
            if (field instanceof NumberField number && wanted instanceof Value.Num(var value)) {
                BigDecimal inUnit = inUnit(number, value);
                BigDecimal step = BigDecimal.ONE.movePointLeft(number.decimals());
                if (up) inUnit = inUnit.add(step);
                if (down) inUnit = inUnit.subtract(step);
                BigDecimal rounded = inUnit.setScale(number.decimals(), RoundingMode.DOWN);
                if (number.least() != null && rounded.compareTo(number.least()) < 0) return false;
                if (number.most() != null && rounded.compareTo(number.most()) > 0) return false;
                return replace(path, MadeUpValues.plain(rounded));
            }
            if (field instanceof YesNoField && wanted instanceof Value.Bool(var value)) {
                return replace(path, value ? "yes" : "no");
            }
            if (field instanceof ChoiceField && wanted instanceof Value.Text(var code)) return replace(path, code);
            if (field instanceof DateField && wanted instanceof Value.Date(var day)) {
                return replace(path, day.plusDays(up ? 1 : down ? -1 : 0).toString());
            }
            return false;
        }
        if (argument(side, "sum") instanceof Expr.Path column
                && column.value() instanceof Expr.Name table
                && wanted instanceof Value.Num(var value)) {
            return distribute(form, table.name(), column.name(), value);
        }
        return false;
    }

    private boolean distribute(FilledForm form, String label, String columnLabel, BigDecimal wanted) {
        String path = path(label);
        if (path == null || !(definition.form().field(path).orElse(null) instanceof TableField table)) return false;
        if (!(form.answered(path) instanceof Answered.Table(var rows, var sums)) || rows.isEmpty()) return false;
        for (Field column : table.columns()) {
            if (!(column instanceof NumberField number) || !column.name().zh().equals(columnLabel)) continue;
            BigDecimal left = inUnit(number, wanted);
            for (int i = 0; i < rows.size(); i++) {
                BigDecimal part = i == rows.size() - 1
                        ? left
                        : left.multiply(BigDecimal.valueOf(random.nextInt(10, 45))
                                        .movePointLeft(2))
                                .setScale(Math.min(2, number.decimals()), RoundingMode.DOWN);
                put(path + "." + rows.get(i).id() + "." + column.id(), MadeUpValues.plain(part));
                left = left.subtract(part);
            }
            return true;
        }
        return false;
    }

    private static BigDecimal inUnit(NumberField field, BigDecimal base) {
        return switch (field.unit()) {
            case "万元" -> base.movePointLeft(4);
            case "%" -> base.movePointRight(2);
            default -> base;
        };
    }

    private @Nullable String path(String label) {
        for (Section section : definition.form().sections()) {
            for (Field field : section.fields()) {
                if (field.name().zh().equals(label)) return Paths.field(section.id(), field.id());
            }
        }
        return null;
    }

    private FilledForm form() {
        return new FilledForm(definition.form(), answers, Locale.SIMPLIFIED_CHINESE);
    }

    private void put(String path, String value) {
        answers.put(path, new Answer(path, value, 1, "", Instant.EPOCH, List.of()));
    }

    private boolean replace(@Nullable String path, String value) {
        if (path == null) return false;
        Answer before = answers.get(path);
        if (before != null && before.value().equals(value)) return false;
        put(path, value);
        return true;
    }
}
