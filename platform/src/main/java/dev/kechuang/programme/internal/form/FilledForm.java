package dev.kechuang.programme.internal.form;

import dev.kechuang.engine.feel.Feel;
import dev.kechuang.engine.feel.LimitException;
import dev.kechuang.engine.feel.Value;
import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.shared.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A form with what was answered: which sections and fields are asked, and what each answer is. A condition that cannot be
 * decided yet asks; answers that are not asked for any more are kept, but stand for nothing in conditions and rules.
 *
 * <p>In expressions files, organisations, tables and choices of several that are not answered are empty lists, everything
 * else is null; a cell of a column that is summed counts as zero while it is empty.
 */
public final class FilledForm {

    /** Conditions that depend on each other settle within these rounds, or what they ask stays asked. */
    private static final int ROUNDS = 10;

    private static final Map<String, Expr> PARSED = new ConcurrentHashMap<>();

    private final FormDefinition form;
    private final Locale locale;
    private final Map<String, Answer> answers;
    private final Map<String, Answered> read = new LinkedHashMap<>();
    private final List<FieldError> unreadable;
    private final Set<String> hidden;
    private final Map<String, Value> context;

    /** @param answers by path, those of the register among them */
    public FilledForm(FormDefinition form, Map<String, Answer> answers, Locale locale) {
        this.form = form;
        this.locale = locale;
        this.answers = answers;
        var values = new TreeMap<String, String>();
        answers.forEach((path, answer) -> {
            if (!answer.value().isBlank()) values.put(path, answer.value());
        });
        var reader = new AnswerReader(locale);
        for (Section section : form.sections()) {
            for (Field field : section.fields()) {
                String path = Paths.field(section.id(), field.id());
                read.put(path, reader.read(path, field, values));
            }
        }
        this.unreadable = reader.problems();
        Set<String> before = Set.of();
        Map<String, Value> known = context(before);
        Set<String> now = hidden(known, before);
        for (int round = 0; round < ROUNDS && !now.equals(before); round++) {
            before = now;
            known = context(before);
            now = hidden(known, before);
        }
        this.hidden = now;
        this.context = context(now);
    }

    public FormDefinition form() {
        return form;
    }

    public Locale locale() {
        return locale;
    }

    /** Answers as they were typed, by path. */
    public Map<String, Answer> answers() {
        return answers;
    }

    /** What was typed at a path; empty for nothing. */
    public String typed(String path) {
        Answer answer = answers.get(path);
        return answer == null ? "" : answer.value();
    }

    public Answered answered(String path) {
        return read.getOrDefault(path, Answered.NOTHING);
    }

    public Optional<Answered> answered(Meaning meaning) {
        return form.pathOf(meaning).filter(path -> !hidden.contains(path)).map(this::answered);
    }

    public boolean asks(Section section) {
        return !hidden.contains(section.id());
    }

    public boolean asks(Section section, Field field) {
        return asks(section) && !hidden.contains(Paths.field(section.id(), field.id()));
    }

    /** Sections that are asked. */
    public List<Section> sections() {
        return form.sections().stream().filter(this::asks).toList();
    }

    /** Fields of a section that are asked. */
    public List<Field> fields(Section section) {
        return section.fields().stream().filter(field -> asks(section, field)).toList();
    }

    /** What cannot be read or is out of bounds, at its path, of what is asked. */
    List<FieldError> unreadable() {
        return unreadable.stream()
                .filter(error ->
                        !hidden.contains(Paths.section(error.field())) && !hidden.contains(Paths.field(error.field())))
                .toList();
    }

    /** The value of an expression over the answers; null where it cannot be decided. */
    Value evaluate(String expression) {
        return evaluate(parsed(expression), context);
    }

    Value evaluate(Expr expression) {
        return evaluate(expression, context);
    }

    static Expr parsed(String expression) {
        return PARSED.computeIfAbsent(expression, Feel::parse);
    }

    static Value evaluate(Expr expression, Map<String, Value> context) {
        try {
            return Feel.evaluate(expression, context);
        } catch (LimitException e) {
            return Value.NULL;
        }
    }

    /** Whether a rule does not hold; one that rests on what is not answered yet does not fail. */
    boolean fails(String rule) {
        return new Conditions(context, unanswered(hidden, true)).fails(rule);
    }

    /** Labels of questions that are asked and not answered; a list that is empty is an answer, a table is none in rules. */
    private Set<String> unanswered(Set<String> away, boolean tables) {
        var unanswered = new HashSet<String>();
        for (Section section : form.sections()) {
            for (Field field : section.fields()) {
                String path = Paths.field(section.id(), field.id());
                Answered answered = answered(path);
                boolean counts = !isList(field) || tables && field instanceof TableField;
                if (counts
                        && !away.contains(path)
                        && (answered.isNothing() || answered instanceof Answered.Unreadable)) {
                    unanswered.add(field.name().zh());
                }
            }
        }
        return unanswered;
    }

    private Set<String> hidden(Map<String, Value> known, Set<String> before) {
        var conditions = new Conditions(known, unanswered(before, false));
        var found = new HashSet<String>();
        for (Section section : form.sections()) {
            boolean away = conditions.fails(section.when());
            if (away) found.add(section.id());
            for (Field field : section.fields()) {
                if (away || conditions.fails(field.when())) found.add(Paths.field(section.id(), field.id()));
            }
        }
        return found;
    }

    private Map<String, Value> context(Set<String> without) {
        var values = new LinkedHashMap<String, Value>();
        for (Section section : form.sections()) {
            for (Field field : section.fields()) {
                String path = Paths.field(section.id(), field.id());
                Answered answered = without.contains(path) ? Answered.NOTHING : answered(path);
                values.put(field.name().zh(), value(field, answered));
            }
        }
        return values;
    }

    private static Value value(@Nullable Field field, Answered answered) {
        return switch (answered) {
            case Answered.Nothing ignored -> isList(field) ? new Value.Items(List.of()) : Value.NULL;
            case Answered.Unreadable ignored -> Value.NULL;
            case Answered.Text(var text) -> Value.of(text);
            case Answered.Number(var number) ->
                field instanceof NumberField of ? Value.of(inBaseUnit(of.unit(), number)) : Value.of(number);
            case Answered.Day(var day) -> new Value.Date(day);
            case Answered.Choice(var codes) ->
                field instanceof ChoiceField choice && choice.several()
                        ? new Value.Items(codes.stream().map(Value::of).toList())
                        : Value.of(codes.getFirst());
            case Answered.YesNo(var yes) -> Value.of(yes);
            case Answered.Files(var files) ->
                new Value.Items(
                        files.stream().map(file -> Value.of(file.name())).toList());
            case Answered.Organisations(var organisations) ->
                new Value.Items(
                        organisations.stream().map(one -> Value.of(one.name())).toList());
            case Answered.Table(var rows, var ignored) -> {
                var items = new ArrayList<Value>();
                for (Answered.Row row : rows) {
                    if (row.isEmpty() && row.label().isEmpty()) continue;
                    var entries = new LinkedHashMap<String, Value>();
                    row.cells().forEach((id, cell) -> {
                        boolean summed = field instanceof TableField table
                                && table.totals().contains(id)
                                && cell.answered() instanceof Answered.Nothing;
                        entries.put(
                                cell.column().name().zh(),
                                summed ? Value.of(0) : value(cell.column(), cell.answered()));
                    });
                    items.add(new Value.Context(entries));
                }
                yield new Value.Items(items);
            }
        };
    }

    private static boolean isList(@Nullable Field field) {
        return field instanceof TableField
                || field instanceof FormDefinition.FileField
                || field instanceof FormDefinition.OrganisationsField
                || field instanceof ChoiceField choice && choice.several();
    }

    /** Yuan for money, a fraction for a share, else the number itself. */
    static BigDecimal inBaseUnit(String unit, BigDecimal number) {
        return switch (unit) {
            case "万元" -> number.movePointRight(4);
            case "%" -> number.movePointLeft(2);
            default -> number;
        };
    }

    public static boolean isMoney(Field field) {
        return field instanceof NumberField number
                && (number.unit().equals("元") || number.unit().equals("万元"));
    }

    /** Fen of an answer in money; 0 for none. Parts of a fen are an error of the field, and cut off here. */
    public static long fen(@Nullable Field field, Answered answered) {
        if (!(answered instanceof Answered.Number(var value)) || !(field instanceof NumberField number)) return 0;
        return inBaseUnit(number.unit(), value)
                .movePointRight(2)
                .setScale(0, java.math.RoundingMode.DOWN)
                .longValueExact();
    }
}
