package dev.kechuang.reader.figure;

import dev.kechuang.reader.text.Fold;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the subject of a sentence when the clause of a number does not name it. */
final class Subjects {
    private static final Pattern PREDICATE = Pattern.compile(
            "经过|通过|按照|依托|围绕|实施后|顺利|成功|正式|大幅|快速|持续|稳步|显著|不断|较快|明显|继续|突破|再创|实现|达到|达|增长|提高|提升|增加|呈|保持|为|是|将|已|有(?!效|机|限|色|关)|得到|取得|位居|名列|占|双双");

    private static final int WINDOW = 240;

    private Subjects() {}

    /** The subject of the clauses before the number's own clause in its sentence; empty when there is none. */
    static String before(Context context) {
        int end = Math.max(context.sentenceStart(), context.clauseStart() - 1);
        String text = context.text().substring(Math.max(context.sentenceStart(), end - WINDOW), end);
        String first = first(context);
        if (!first.isEmpty() && !text.contains(";")) return first;
        String[] clauses = text.split("[,;:]");
        for (int i = clauses.length - 1; i >= 0 && i >= clauses.length - 3; i--) {
            String subject = of(clauses[i]);
            if (subject.length() >= 2) return subject;
        }
        return "";
    }

    private static final Pattern THING =
            Pattern.compile(".*(?:项目|中心|公司|集团|计划|平台|园|基地|研究院|研究所|机构|工程|基金|大会|论坛|广场|专项|联盟|品种|企业|城|”)$");

    /** The thing the sentence opens with, such as a project or a firm; empty when it opens otherwise. */
    static String first(Context context) {
        String text = context.text()
                .substring(
                        context.sentenceStart(),
                        Math.min(
                                context.clauseStart() > context.sentenceStart()
                                        ? context.clauseStart() - 1
                                        : context.sentenceStart(),
                                context.sentenceStart() + 120));
        String clause = text.split("[,;:]", 2)[0];
        String subject = Anaphora.resolve(of(clause), context);
        return THING.matcher(subject).matches() && subject.length() <= 40 ? subject : "";
    }

    /** The subject of a clause without numbers between the last quantity and this one: …数量实现倍增,总量突破1万家. */
    static String between(Context context) {
        if (context.before().isEmpty()) return "";
        int from = context.before().getLast().outerEnd();
        int to = context.clauseStart() - 1;
        if (to - from < 6 || to - from > 60) return "";
        String gap = context.text().substring(from, to);
        int comma = Math.max(gap.indexOf(','), gap.indexOf(';'));
        if (comma < 0 || gap.indexOf('(') >= 0 || gap.contains("其中")) return "";
        String clause = gap.substring(comma + 1);
        if (!PREDICATE.matcher(clause).find()) return "";
        String subject = of(clause).replaceAll("(?:数量|总量|总数)$", "");
        return subject.length() >= 4 && subject.length() <= 20 && !subject.endsWith("的") ? subject : "";
    }

    /** The subject of one clause: what stands before its predicate. */
    static String of(String clause) {
        String s = Phrase.trimLeft(Fold.tidy(clause));
        Matcher predicate = PREDICATE.matcher(s);
        int from = 2;
        while (from < s.length() && predicate.find(from)) {
            String before = s.substring(0, predicate.start());
            Phrase.Parsed parsed = Phrase.parse(before);
            String noun = parsed.object().isEmpty() ? before : parsed.object();
            if (!Phrase.genericSubject(noun) && noun.length() >= 2) return Phrase.trimRight(noun);
            from = predicate.end();
        }
        Phrase.Parsed parsed = Phrase.parse(s);
        String noun = parsed.object();
        return Phrase.genericSubject(noun) || noun.length() > 24 ? "" : noun;
    }
}
