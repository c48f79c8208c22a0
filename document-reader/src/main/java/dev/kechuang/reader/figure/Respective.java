package dev.kechuang.reader.figure;

import dev.kechuang.reader.Role;
import dev.kechuang.reader.text.Fold;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads 分别: A和B分别达到…和…, 分别增长…和…. */
final class Respective {
    private static final Pattern SUBJECTS = Pattern.compile("([^,;:。]{2,40}?)(在[^,;:。]{2,20}的排名)?,?(?:预计|将|已|均|双双)*分别");

    private static final Pattern REACHES = Pattern.compile("(?:达到|达|为|至|超过|超|突破|分为|是)$");

    private Respective() {}

    /** 甲企业、乙企业达6588家、6403家: as many numbers in a row as nouns, without the word 分别. */
    private static void inRow(Context context, Discourse discourse) {
        discourse.row = false;
        String left = Fold.tidy(context.left());
        Matcher reaches = REACHES.matcher(left);
        if (left.contains("分别") || left.indexOf('、') < 0 || !reaches.find()) return;
        int numbers = 1;
        int end = context.q().outerEnd();
        for (dev.kechuang.reader.quantity.Quantity q : context.later()) {
            boolean next = context.text().substring(end, q.outerStart()).matches(" ?[和与及、] ?")
                    && q.unit().base().equals(context.q().unit().base());
            if (!next) break;
            end = q.outerEnd();
            numbers++;
        }
        List<String> named = Conjunction.split(Phrase.trimLeft(left.substring(0, reaches.start())));
        if (numbers < 2 || named.size() != numbers) return;
        discourse.respective = named;
        discourse.respectiveAt = 0;
        discourse.row = true;
    }

    /** …3206亿元、增加值812亿元,分别增长9.8%和10.4%: as many of the last measures as there are rates. */
    private static void lastMeasures(Context context, Discourse discourse) {
        int rates = 1;
        int end = context.q().outerEnd();
        for (dev.kechuang.reader.quantity.Quantity q : context.later()) {
            if (!context.text().substring(end, q.outerStart()).matches("[和与及、,]")) break;
            end = q.outerEnd();
            rates++;
        }
        List<String> measures = List.copyOf(discourse.measures);
        if (rates > 1 && measures.size() >= rates && discourse.respective.size() != rates)
            discourse.respective = measures.subList(measures.size() - rates, measures.size());
    }

    /** The subject this number belongs to, or null when no 分别 is at work. */
    static @Nullable String name(Context context, Discourse discourse, Role role) {
        if (discourse.respectiveAt == 0 || discourse.respectiveAt >= discourse.respective.size())
            inRow(context, discourse);
        String clause = Fold.tidy(context.clauseLeft());
        boolean row = discourse.row && discourse.respectiveAt == 0;
        if (row) return discourse.respective.get(discourse.respectiveAt++);
        boolean here = Fold.tidy(context.left()).contains("分别");
        if (here) {
            discourse.respectiveAt = 0;
            Matcher m = SUBJECTS.matcher(Fold.tidy(context.sentenceLeft()));
            String subjects = "";
            int end = -1;
            String ranking = "";
            while (m.find()) {
                subjects = m.group(1);
                ranking = m.group(2) == null ? "" : m.group(2);
                end = m.end();
            }
            subjects = Phrase.trimLeft(subjects);
            if (end >= 0 && subjects.chars().noneMatch(Character::isDigit)) {
                List<String> named = Conjunction.split(Phrase.trimLeft(subjects));
                String suffix = ranking;
                if (named.size() > 1) {
                    discourse.respective = named.stream()
                            .map(n -> n.replaceFirst("的(?=.{2,4}$)", "") + suffix)
                            .toList();
                    discourse.joined = Phrase.trimRight(Phrase.trimLeft(subjects));
                }
            }
        } else if (!clause.contains("分别") && discourse.respectiveAt == 0
                || !Fold.tidy(context.left()).matches("[和与及、,]?")) {
            return null;
        }
        if (here
                && Fold.tidy(context.left()).matches(".{0,3}分别.*")
                && (role == Role.GROWTH || role == Role.CHANGE || role == Role.SHARE)) lastMeasures(context, discourse);
        if (discourse.respectiveAt >= discourse.respective.size()) return null;
        return discourse.respective.get(discourse.respectiveAt++);
    }
}
