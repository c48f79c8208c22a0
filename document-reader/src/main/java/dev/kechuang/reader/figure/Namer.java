package dev.kechuang.reader.figure;

import dev.kechuang.reader.Role;
import dev.kechuang.reader.quantity.Quantity;
import dev.kechuang.reader.quantity.Unit;
import dev.kechuang.reader.text.Fold;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names what a count or amount measures, filling in the subject that earlier clauses gave. */
final class Namer {
    private static final Pattern MADE = Pattern.compile(
            "(?:被|获|获评|入选|荣获|评为).{0,16}?(?:评为|评定为|认定为|确定为|列为|列入|授予|命名为|批准为|授牌为|荣获|获评|入选|获得)(?:首批|首届|为)?[“]?([^,;。”]{3,30}?)[”]?(?:称号|荣誉|名单|行列)?$");
    private static final Pattern WON =
            Pattern.compile("^(?:荣获|获评|入选|入围|跻身)(?:首批|首届)?[“]?([^,;。”]{3,30}?)[”]?(?:称号|荣誉|名单|行列)?$");
    private static final int LONGEST = 46;
    private static final int LONGEST_SUBJECT = 14;

    private Namer() {}

    static String name(Context context, Discourse discourse, Role role) {
        Quantity q = context.q();
        if (q.kind() == Unit.Kind.COUNT || q.kind() == Unit.Kind.TIMES) return count(context, discourse);
        return amount(context, discourse);
    }

    private static String count(Context context, Discourse discourse) {
        String right = context.right();
        String noun = Phrase.nounAfter(right);
        Phrase.Parsed left = Phrase.parse(context.left());
        String predicate = Phrase.predicateAfter(right);
        if (noun.length() >= 2 && !startsNewSubject(noun, left)) {
            String made = made(predicate);
            if (!made.isEmpty()) return entity(discourse, made);
            if (!Phrase.generic(noun)) return entity(discourse, clip(withModifiers(context, noun)));
            return entity(discourse, clip(generic(context, discourse, noun, left, predicate)));
        }
        String made = made(predicate);
        if (!made.isEmpty()) return entity(discourse, made);
        return fromLeft(context, discourse, left);
    }

    private static String entity(Discourse discourse, String name) {
        discourse.entity = name;
        return name;
    }

    /** 16人被授予…称号: what they became is the measure. */
    private static String made(String predicate) {
        Matcher won = WON.matcher(predicate);
        if (won.find()) return won.group(1);
        Matcher made = MADE.matcher(predicate);
        return made.find() ? made.group(1) : "";
    }

    private static boolean startsNewSubject(String noun, Phrase.Parsed left) {
        return !left.object().isEmpty() && noun.length() < 2;
    }

    /** 销售额过亿元的17家: what the left says of the noun belongs to it. */
    private static String withModifiers(Context context, String noun) {
        return noun;
    }

    private static String generic(
            Context context, Discourse discourse, String noun, Phrase.Parsed left, String predicate) {
        if (Phrase.modifierOnly(left.object()) && !discourse.entity.isEmpty())
            return left.object() + Phrase.withoutLevel(head(discourse.entity));
        String said =
                predicate.replaceAll("[,;。:].*", "").replaceAll("[了、]", "").strip();
        if (said.isEmpty() && !context.later().isEmpty()) said = laterPredicate(context);
        if (said.length() > 2) {
            String object = said;
            if (!context.later().isEmpty() && predicateReachesNext(context, predicate)) {
                Quantity next = context.later().getFirst();
                String nextNoun = Phrase.nounAfter(context.text()
                        .substring(next.outerEnd(), Math.min(context.sentenceEnd(), next.outerEnd() + 24)));
                object = said + (next.kind() == Unit.Kind.COUNT ? nextNoun : "");
            }
            return Phrase.trimLead(object) + "的" + noun;
        }
        String own =
                Phrase.trimRight(Phrase.trimLeft(Fold.tidy(context.left()))).replace("了", "");
        if (own.length() >= 2) return (own.length() > 24 ? left.verb() + left.object() : own) + noun;
        if (!discourse.topic.isEmpty())
            return discourse.topic.endsWith(noun) ? discourse.topic : discourse.topic + noun;
        return noun;
    }

    private static boolean predicateReachesNext(Context context, String predicate) {
        return context.right().endsWith(predicate.isEmpty() ? "\0" : predicate.substring(predicate.length() - 1))
                && context.rightEnd() == context.later().getFirst().outerStart();
    }

    /** 301家企业、453个项目拟进行备案: the predicate after the last of the list holds for all. */
    private static String laterPredicate(Context context) {
        Quantity next = context.later().getFirst();
        String gap = context.text().substring(context.q().outerEnd(), next.outerStart());
        if (!gap.matches("[^,;。:]{0,12}[、和与]")) return "";
        int end = next.outerEnd();
        int stop = Math.min(context.sentenceEnd(), end + 40);
        String rest = context.text().substring(end, stop);
        return Phrase.predicateAfter(rest).replaceAll("[,;。:].*", "");
    }

    private static String amount(Context context, Discourse discourse) {
        Phrase.Parsed left = Phrase.parse(context.left());
        String right = context.right();
        if (context.adjacent()
                && context.before().getLast().kind() == Unit.Kind.COUNT
                && context.q().money()) return discourse.topic + (discourse.topic.endsWith("经费") ? "" : "经费");
        if (right.startsWith("的")) {
            String noun = Phrase.nounAfter(right);
            if (noun.length() >= 2) {
                String attribute = Phrase.relational(left.object()) ? left.object() : "";
                return entity(discourse, clip(noun + attribute));
            }
        }
        return fromLeft(context, discourse, left);
    }

    private static String fromLeft(Context context, Discourse discourse, Phrase.Parsed left) {
        String noun = left.object().replaceAll("(?<=.)[(][^)]*$", "");
        if (noun.isEmpty()) {
            if (!left.verb().isEmpty() || discourse.topic.isEmpty()) return inherited(context, discourse);
            return discourse.topic;
        }
        if (Phrase.modifierOnly(noun)) {
            String base = discourse.entity.isEmpty() ? discourse.topic : discourse.entity;
            return base.isEmpty() ? noun : clip(noun + Phrase.withoutLevel(head(base)));
        }
        if (Phrase.relational(noun)) {
            String subject = subject(context, discourse, left);
            return subject.endsWith(noun) ? subject : clip(subject + noun);
        }
        String named = framed(discourse, noun);
        if (!Phrase.genericSubject(left.subject()) && left.subject().length() <= LONGEST_SUBJECT)
            named = left.subject() + named;
        return entity(discourse, clip(named));
    }

    private static String framed(Discourse discourse, String noun) {
        if (discourse.frameLevel.isEmpty()) return noun;
        String s = noun.matches("^(?:国家|省|市|科技部|县|区).*") ? noun : discourse.frameLevel + noun;
        return s.matches(".*(?:项目|专项|资金|基金|计划|工程|经费)$") ? s : s + discourse.frameNoun;
    }

    private static String subject(Context context, Discourse discourse, Phrase.Parsed left) {
        if (!Phrase.genericSubject(left.subject())) return left.subject();
        boolean sameClause =
                !context.before().isEmpty() && context.before().getLast().outerEnd() > context.clauseStart();
        if (sameClause && !discourse.entity.isEmpty()) return discourse.entity;
        if (!discourse.entity.isEmpty()) return discourse.entity;
        return Subjects.before(context);
    }

    /** 达到, 累计 without a noun: the subject of the clause before. */
    private static String inherited(Context context, Discourse discourse) {
        if (!discourse.topic.isEmpty()) return discourse.topic;
        return Subjects.before(context);
    }

    static String head(String measure) {
        int of = measure.lastIndexOf('的');
        return of > 0 && of < measure.length() - 2 ? measure.substring(of + 1) : measure;
    }

    static String clip(String name) {
        String s = name.strip();
        return s.length() <= LONGEST ? s : s.substring(s.length() - LONGEST);
    }
}
