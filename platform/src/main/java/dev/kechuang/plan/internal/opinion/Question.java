package dev.kechuang.plan.internal.opinion;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.desk.Typed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question of a collection form (征集表问题).
 *
 * @param code unique in the form, also the field's name
 * @param options what can be chosen, for the two kinds of choice
 */
public record Question(String code, Kind kind, boolean required, String text, List<String> options) {

    public Question {
        options = List.copyOf(options);
    }

    public enum Kind implements Coded {
        /** 单行文字. */
        LINE("单行"),
        /** 多行文字. */
        TEXT("多行"),
        NUMBER("数字"),
        DAY("日期"),
        /** 单选. */
        CHOICE("单选"),
        /** 多选. */
        CHOICES("多选"),
        /** 意见: one opinion a line, each followed up by itself. */
        OPINIONS("意见");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As written in front of a typed question, e.g. {@code [单选]}. */
        public String word() {
            return word;
        }
    }

    private static final int MOST = 40;

    /**
     * Reads questions typed one a line: {@code [单选*] 是否享受过研发费用加计扣除：是；否；不了解}. The word in brackets is the kind, a star
     * makes it required, options stand behind the colon. Errors name the line.
     */
    public static Outcome<List<Question>> read(String typed) {
        var errors = new ArrayList<FieldError>();
        var questions = new ArrayList<Question>();
        var said = new HashSet<String>();
        int number = 0;
        for (String raw : typed.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty()) continue;
            var matcher = java.util.regex.Pattern.compile("[\\[【]\\s*(\\p{IsHan}+)\\s*([*＊]?)\\s*[\\]】]\\s*(.+)")
                    .matcher(line);
            if (!matcher.matches()) {
                errors.add(FieldError.of("questions", "opinion.error.questionForm", number));
                continue;
            }
            Kind kind = kind(matcher.group(1));
            if (kind == null) {
                errors.add(FieldError.of("questions", "opinion.error.questionKind", number, matcher.group(1)));
                continue;
            }
            String text = matcher.group(3).strip();
            List<String> options = List.of();
            if (kind == Kind.CHOICE || kind == Kind.CHOICES) {
                int colon = text.replace(':', '：').indexOf('：');
                if (colon > 0) {
                    options = java.util.Arrays.stream(text.substring(colon + 1).split("[；;]"))
                            .map(String::strip)
                            .filter(option -> !option.isEmpty())
                            .distinct()
                            .toList();
                    text = text.substring(0, colon).strip();
                }
                if (options.size() < 2 || options.stream().anyMatch(o -> o.contains(",") || o.length() > 60)) {
                    errors.add(FieldError.of("questions", "opinion.error.options", number));
                    continue;
                }
            }
            if (text.length() < 2 || text.length() > 200) {
                errors.add(FieldError.of("questions", "opinion.error.questionText", number));
            } else if (!said.add(text)) {
                errors.add(FieldError.of("questions", "opinion.error.questionTwice", number));
            } else {
                questions.add(new Question(
                        "q" + (questions.size() + 1), kind, !matcher.group(2).isEmpty(), text, options));
            }
        }
        if (questions.isEmpty() && errors.isEmpty())
            errors.add(FieldError.of("questions", "opinion.error.noQuestions"));
        if (questions.size() > MOST) errors.add(FieldError.of("questions", "opinion.error.manyQuestions", MOST));
        return errors.isEmpty() ? Outcome.done(List.copyOf(questions)) : Outcome.refused(errors);
    }

    private static @org.jspecify.annotations.Nullable Kind kind(String word) {
        for (Kind kind : Kind.values()) if (kind.word.equals(word)) return kind;
        return null;
    }

    /** As it is typed. */
    public String written() {
        String head = "[" + kind.word + (required ? "*" : "") + "] " + text;
        return options.isEmpty() ? head : head + "：" + String.join("；", options);
    }

    /** Checks the answer to each question; what is kept is what was typed. */
    static Outcome<Map<String, String>> answers(List<Question> questions, Map<String, String> typed) {
        var answers = new LinkedHashMap<String, String>();
        var read = new Typed(typed);
        for (Question question : questions) {
            String raw = typed.getOrDefault(question.code, "").strip();
            if (raw.isEmpty()) {
                read.unless(!question.required, question.code, "opinion.error.required");
                continue;
            }
            switch (question.kind) {
                case LINE -> read.optional(question.code, 200);
                case TEXT -> read.optional(question.code, 2000);
                case NUMBER ->
                    read.optionalDecimal(
                            question.code, new BigDecimal("-999999999999"), new BigDecimal("999999999999"), 6);
                case DAY -> read.optionalDay(question.code);
                case CHOICE -> read.unless(question.options.contains(raw), question.code, "desk.error.choice");
                case CHOICES ->
                    read.unless(
                            question.options.containsAll(List.of(raw.split(","))), question.code, "desk.error.choice");
                case OPINIONS -> {
                    for (String one : lines(raw)) {
                        read.unless(
                                one.length() >= 4 && one.length() <= 2000, question.code, "opinion.error.opinionText");
                    }
                    read.unless(lines(raw).size() <= 20, question.code, "opinion.error.manyOpinions", 20);
                }
            }
            answers.put(question.code, raw);
        }
        if (read.clean() && answers.isEmpty()) read.wrong("", "opinion.error.emptyAnswer");
        return read.clean() ? Outcome.done(answers) : read.refused();
    }

    /** The opinions in an answer: one a line. */
    static List<String> lines(String answer) {
        return answer.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }
}
