package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Language;
import dev.kechuang.policy.internal.library.Amounts;
import dev.kechuang.policy.internal.library.Answer;
import dev.kechuang.policy.internal.library.Finder.Given;
import dev.kechuang.policy.internal.library.Question;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.web.ui.Option;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Questions and answers of the finder in the reader's language. */
@Component
class FinderWords {

    private final PolicyWords words;

    FinderWords(PolicyWords words) {
        this.words = words;
    }

    String label(Question question, Locale locale) {
        return CalculatorForm.label(question.fact(), question.year(), locale);
    }

    String question(Question question, Locale locale) {
        String key = switch (question.kind()) {
            case NUMBER -> "library.ask.number";
            case DAY -> "library.ask.day";
            case TRUTH -> "library.ask.truth";
            case CHOICE -> "library.ask.choice";
            case HELD -> "library.ask.held";
            case EXISTS -> "library.ask.exists";
        };
        return words.text(locale, key, label(question, locale));
    }

    /** Names to tick, and none of them. */
    List<Option> names(Question question, Locale locale) {
        var options = new ArrayList<Option>();
        question.names().forEach(name -> options.add(new Option(name, name)));
        options.add(new Option("none", words.text(locale, "library.answer.noneOf")));
        return options;
    }

    String answer(Given given, Locale locale) {
        Fact fact = given.question().fact();
        return switch (given.answer()) {
            case Answer.Skipped s -> words.text(locale, "library.answer.skipped");
            case Answer.Range range -> range(fact, range, locale);
            case Answer.Days(LocalDate from, LocalDate until) -> days(given.question(), from, until, locale);
            case Answer.Truth(boolean value) -> words.text(locale, value ? "library.yes" : "library.no");
            case Answer.Choice(String value, boolean other) -> other ? other(given.question(), locale) : value;
            case Answer.Holds(Set<String> names) ->
                names.isEmpty()
                        ? words.text(locale, "library.answer.noneOf")
                        : String.join(
                                words.text(locale, "library.comma"),
                                given.question().names().stream()
                                        .filter(names::contains)
                                        .toList());
            case Answer.Exists(boolean some) ->
                words.text(locale, some ? "library.answer.some" : "library.events.none");
        };
    }

    /** Those values that no policy names; all of them when they are few. */
    private String other(Question question, Locale locale) {
        var named = question.answers().stream()
                .filter(answer -> answer instanceof Answer.Choice choice && !choice.other())
                .map(Answer::code)
                .toList();
        var others = question.fact().values().stream()
                .filter(value -> !named.contains(value))
                .toList();
        return others.size() <= 8
                ? String.join(words.text(locale, "library.comma"), others)
                : words.text(locale, "library.answer.other");
    }

    private String range(Fact fact, Answer.Range range, Locale locale) {
        Language language = PolicyWords.english(locale) ? Language.ENGLISH : Language.CHINESE;
        Rational low = range.low();
        Rational high = range.high();
        Rational min = fact.min();
        boolean none = high != null && high.signum() == 0 && min != null && min.signum() == 0;
        if (none) return words.text(locale, "library.answer.zero");
        if (low == null && high != null) return words.text(locale, "library.answer.upTo", say(fact, high, language));
        if (low == null) return "";
        // A band of money or shares begins behind a round figure: “over 50 million” says it better than one fen more.
        boolean counted = fact.kind() == Fact.Kind.INTEGER;
        String over = counted
                ? words.text(locale, "library.answer.from", say(fact, low, language))
                : words.text(locale, "library.answer.over", say(fact, low.subtract(step(fact)), language));
        if (high == null) return over;
        return counted
                ? words.text(locale, "library.answer.between", say(fact, low, language), say(fact, high, language))
                : words.text(locale, "library.answer.both", over, say(fact, high, language));
    }

    private static Rational step(Fact fact) {
        return switch (fact.kind()) {
            case RATIO -> Rational.of(1, 10_000);
            case DECIMAL -> Rational.of(1, 100);
            default -> Rational.ONE;
        };
    }

    private static String say(Fact fact, Rational value, Language language) {
        return Amounts.say(new Val.Num(value), fact.type(), language);
    }

    private String days(Question question, LocalDate from, LocalDate until, Locale locale) {
        var all = question.answers();
        if (all.getFirst() instanceof Answer.Days(LocalDate latest, LocalDate last) && latest.equals(from)) {
            return words.text(locale, "library.answer.since", from.toString());
        }
        if (all.getLast() instanceof Answer.Days(LocalDate first, LocalDate last) && first.equals(from)) {
            return words.text(locale, "library.answer.until", until.toString());
        }
        return words.text(locale, "library.answer.days", from.toString(), until.toString());
    }

    /** A band as the calculator takes it: money in 万元. */
    static String typed(Question question, Answer.Range range) {
        Rational low = range.low();
        Rational high = range.high();
        if (low == null) return high == null ? "" : "≤" + typed(question.fact(), high);
        if (high == null) return "≥" + typed(question.fact(), low);
        return low.equals(high)
                ? typed(question.fact(), low)
                : typed(question.fact(), low) + "~" + typed(question.fact(), high);
    }

    private static String typed(Fact fact, Rational value) {
        Rational shown = fact.kind() == Fact.Kind.MONEY ? value.divide(Rational.of(1_000_000)) : value;
        return shown.toDecimal().toPlainString();
    }

    /** Code of the field in which a name of an entry stands. */
    static String nameField(Question question, String name) {
        return question.fact().fields().stream()
                .filter(field -> field.values().contains(name))
                .map(Fact::code)
                .findFirst()
                .orElse("");
    }
}
