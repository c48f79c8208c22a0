package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.internal.library.AskedFacts.Asked;
import dev.kechuang.policy.internal.library.FactText;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a calculator: {@code try.<code>}, yearly ones with {@code .<year>} behind it, entries of lists
 * {@code try.<code>.<row>.<field>} with {@code try.<code>.<row>.times} for how many are alike. Money is typed in 万元.
 *
 * @param groups in the order of the questions
 * @param kept what was typed for questions that are not asked for the day, so that it is there again for another
 */
public record CalculatorForm(Form form, List<Group> groups, Map<String, String> kept) {

    static final String PREFIX = "try.";
    /** Rows of a list that can be entered. */
    static final int MOST_ROWS = 20;

    static final int MOST_TIMES = 200;

    /** Names of controls are ids too, and those of lists have points in them. */
    public record Group(String heading, List<Field> fields) {}

    /**
     * @param missing whether the decision waits for it
     * @param rows of a list, one field a column; empty for a single value or a list nobody said to have
     */
    public record Field(
            String name,
            String label,
            String unit,
            String hint,
            boolean missing,
            boolean events,
            List<Option> options,
            List<List<Field>> rows) {}

    /** What was typed, as facts; a field with an error counts as not filled in. */
    record Reading(Facts facts, Form form, Map<String, Integer> rows) {}

    static String name(Asked asked) {
        return PREFIX + asked.fact().code() + (asked.year() == 0 ? "" : "." + asked.year());
    }

    /** The id a link to the field leads to. */
    static String anchor(Asked asked) {
        return "#f-" + name(asked);
    }

    static String label(Fact fact, int year, Locale locale) {
        boolean english = PolicyWords.english(locale);
        String name = english ? fact.english() : fact.name();
        if (year == 0) return name;
        return english ? name + " (" + year + ")" : name + "（" + year + "年）";
    }

    /** @param add code of the list that gets another row, empty for none */
    static Reading read(List<Asked> all, Map<String, String> posted, String add, Locale locale) {
        var typed = new LinkedHashMap<String, String>();
        posted.forEach((name, text) -> {
            if (name.startsWith(PREFIX) && name.length() <= 120)
                typed.put(name, text.length() > 200 ? text.substring(0, 200) : text);
        });
        var errors = new ArrayList<FieldError>();
        var facts = Facts.builder();
        var rows = new LinkedHashMap<String, Integer>();
        for (Asked asked : all) {
            if (asked.fact().kind() == Fact.Kind.EVENTS) {
                rows.put(asked.fact().code(), events(asked, typed, add, facts, errors, locale));
                continue;
            }
            String text = typed.getOrDefault(name(asked), "").strip();
            if (text.isEmpty()) continue;
            Val value = FactText.read(asked.fact(), text, "万元", asked.key());
            if (value == null) errors.add(error(name(asked), asked.fact(), label(asked.fact(), asked.year(), locale)));
            else facts.set(asked.fact(), asked.year(), value);
        }
        return new Reading(facts.build(), Form.of(typed).with(errors), rows);
    }

    /** The entries of a list; returns how many rows the form shows. */
    private static int events(
            Asked asked,
            Map<String, String> typed,
            String add,
            Facts.Builder facts,
            List<FieldError> errors,
            Locale locale) {
        Fact fact = asked.fact();
        String base = name(asked);
        int last = 0;
        int shown = 0;
        for (int row = 1; row <= MOST_ROWS; row++) {
            for (Fact field : asked.fields()) {
                String cell = typed.get(base + "." + row + "." + field.code());
                if (cell != null) shown = row;
                if (cell != null && !cell.isBlank()) last = row;
            }
        }
        String choice = typed.getOrDefault(base, "");
        if (choice.equals("none")) {
            facts.set(fact, 0, new Val.Items(List.of()));
            return 0;
        }
        if (!choice.equals("some") && last == 0 && !add.equals(fact.code())) return 0;
        typed.put(base, "some");
        var events = new ArrayList<Val>();
        boolean right = true;
        for (int row = 1; row <= last; row++) {
            var fields = new LinkedHashMap<String, Val>();
            for (Fact field : asked.fields()) {
                String name = base + "." + row + "." + field.code();
                String text = typed.getOrDefault(name, "").strip();
                if (text.isEmpty()) continue;
                Val value = FactText.read(field, text, "万元", fact.name());
                if (value == null) {
                    errors.add(error(name, field, label(field, locale)));
                    right = false;
                } else if (!(value instanceof Val.Absent)) fields.put(field.name(), value);
            }
            String times = typed.getOrDefault(base + "." + row + ".times", "").strip();
            int many = times.matches("[0-9]{1,3}") ? Integer.parseInt(times) : times.isEmpty() ? 1 : 0;
            if (many < 1 || many > MOST_TIMES) {
                errors.add(FieldError.of(base + "." + row + ".times", "library.error.times", MOST_TIMES));
                right = false;
            }
            if (fields.isEmpty()) continue;
            // What is left open is not known yet, unless the policy says what holds without it.
            for (Fact field : asked.fields()) {
                if (!asked.optional().contains(field.name()))
                    fields.putIfAbsent(field.name(), Val.unknown(fact.name()));
            }
            for (int i = 0; right && i < many; i++) events.add(new Val.Event(Map.copyOf(fields)));
        }
        if (right && !events.isEmpty()) facts.set(fact, 0, new Val.Items(List.copyOf(events)));
        return Math.clamp(add.equals(fact.code()) ? shown + 1 : shown, 1, MOST_ROWS);
    }

    /** Fields of entries have no English name in the dictionary; their code says as much. */
    private static String label(Fact field, Locale locale) {
        boolean named = !field.english().isEmpty() && !field.english().equals(field.name());
        return PolicyWords.english(locale) ? named ? field.english() : field.code() : field.name();
    }

    static FieldError error(String name, Fact fact, String label) {
        return switch (fact.kind()) {
            case MONEY -> FieldError.of(name, fact.min() == null ? "library.error.money" : "library.error.sum", label);
            case INTEGER ->
                fact.max() == null
                        ? FieldError.of(name, fact.min() == null ? "policy.error.whole" : "library.error.count", label)
                        : FieldError.of(
                                name,
                                "library.error.between",
                                label,
                                String.valueOf(fact.min()),
                                fact.max().toString());
            case DECIMAL, RATIO -> FieldError.of(name, "policy.error.number", label);
            case DATE -> FieldError.of(name, "policy.error.date", label);
            case BOOLEAN -> FieldError.of(name, "policy.error.choice", label, "是、否");
            case ENUM, TEXT, EVENTS ->
                FieldError.of(name, "policy.error.choice", label, String.join("、", fact.values()));
        };
    }

    /** @param open facts the decision waits for */
    static CalculatorForm of(List<Asked> all, Reading reading, List<Asked> open, PolicyWords words, Locale locale) {
        var groups = new LinkedHashMap<String, List<Field>>();
        var shown = new java.util.HashSet<String>();
        for (Asked asked : all) {
            var field = field(asked, reading, open.contains(asked), words, locale);
            groups.computeIfAbsent(asked.fact().group(), group -> new ArrayList<>())
                    .add(field);
            shown.add(field.name());
            field.rows().forEach(row -> row.forEach(cell -> shown.add(cell.name())));
        }
        var kept = new LinkedHashMap<String, String>();
        reading.form().values().forEach((name, text) -> {
            if (!shown.contains(name) && !text.isBlank()) kept.put(name, text);
        });
        var list = groups.entrySet().stream()
                .map(group -> new Group(words.group(locale, group.getKey()), List.copyOf(group.getValue())))
                .toList();
        return new CalculatorForm(reading.form(), list, kept);
    }

    static Field field(Asked asked, Reading reading, boolean missing, PolicyWords words, Locale locale) {
        Fact fact = asked.fact();
        boolean events = fact.kind() == Fact.Kind.EVENTS;
        var rows = new ArrayList<List<Field>>();
        int count = events ? reading.rows().getOrDefault(fact.code(), 0) : 0;
        for (int row = 1; row <= count; row++) {
            String base = name(asked) + "." + row + ".";
            var cells = new ArrayList<Field>();
            for (Fact part : asked.fields()) {
                cells.add(new Field(
                        base + part.code(),
                        label(part, locale),
                        unit(part, locale),
                        "",
                        false,
                        false,
                        options(part, words, locale),
                        List.of()));
            }
            cells.add(new Field(
                    base + "times", words.text(locale, "library.times"), "", "", false, false, List.of(), List.of()));
            rows.add(cells);
        }
        return new Field(
                name(asked),
                label(fact, asked.year(), locale),
                unit(fact, locale),
                PolicyWords.english(locale) ? "" : fact.note(),
                // Rows come and go without their list; while there are some, the result says what is open.
                missing && rows.isEmpty(),
                events,
                events
                        ? List.of(
                                new Option("none", words.text(locale, "library.events.none")),
                                new Option("some", words.text(locale, "library.events.some")))
                        : options(fact, words, locale),
                rows);
    }

    private static String unit(Fact fact, Locale locale) {
        return switch (fact.kind()) {
            case MONEY -> PolicyWords.english(locale) ? "×10⁴ yuan" : "万元";
            case RATIO -> "%";
            case DATE -> "";
            default -> fact.unit();
        };
    }

    private static List<Option> options(Fact fact, PolicyWords words, Locale locale) {
        return switch (fact.kind()) {
            case BOOLEAN ->
                List.of(
                        new Option("true", words.text(locale, "library.yes")),
                        new Option("false", words.text(locale, "library.no")));
            case ENUM -> fact.values().stream().map(v -> new Option(v, v)).toList();
            default -> List.of();
        };
    }
}
