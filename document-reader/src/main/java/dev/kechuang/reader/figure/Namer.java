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
    private static final Pattern AMONG = Pattern.compile("(?:^|,)([^,;。]{2,28})中,[^,;。]{0,24}$");
    private static final Pattern GRANTED =
            Pattern.compile("^(?:的)?(?:一次性|资金)?(奖励|补助|补贴|资助|支持|贴息)(?:资金|经费)?(?=[,;。、:)]|$)");
    private static final Pattern PLACE = Pattern.compile("^(?!.*(?:示范|试验|园区|集聚|实验|核心))[一-龥]{1,6}(?:市|县|区|州)$");
    private static final int LONGEST = 46;
    private static final int LONGEST_SUBJECT = 14;

    private Namer() {}

    static String name(Context context, Discourse discourse, Role role) {
        Quantity q = context.q();
        if (q.kind() == Unit.Kind.COUNT || q.kind() == Unit.Kind.TIMES)
            return Events.at(context, discourse, count(context, discourse));
        return amount(context, discourse);
    }

    private static String count(Context context, Discourse discourse) {
        String right = ownRight(context);
        String noun = Phrase.nounAfter(right);
        Phrase.Parsed left = Phrase.parse(ownLeft(context));
        String predicate = Phrase.predicateAfter(right);
        if (noun.isEmpty()
                && left.object().isEmpty()
                && "人名人次".contains(context.q().unit().base())
                && predicate.length() >= 2
                && predicate.length() <= 12) return predicate.replaceAll("[,;。].*|了", "") + "人数";
        if (noun.length() >= 2 || "村县镇市区园站院校药奖".contains(noun) && !noun.isEmpty()) {
            String made = made(predicate);
            if (!made.isEmpty()) return entity(discourse, made);
            if (!Phrase.generic(noun)) return entity(discourse, clip(noun));
            return entity(discourse, clip(generic(context, discourse, noun, left, predicate)));
        }
        String made = made(predicate);
        if (!made.isEmpty()) return entity(discourse, made);
        return fromLeft(context, discourse, left);
    }

    /** The words before the number without the noun of the quantity before: 1182家|中小企业|发放…. */
    private static String ownLeft(Context context) {
        String left = context.left();
        boolean after = !context.before().isEmpty()
                && context.leftStart() == context.before().getLast().outerEnd();
        if (!after || context.before().getLast().kind() != Unit.Kind.COUNT || left.startsWith("、")) return left;
        String noun = Phrase.nounAfter(left);
        String predicate = Phrase.predicateAfter(left);
        if (!noun.isEmpty() && left.matches("[^,;。]{1,14}[、和与及]")) return "";
        return noun.isEmpty() || predicate.isEmpty() ? left : predicate;
    }

    /** The words after the number without the noun of the next quantity: 2900家|、民营科技企业9098家. */
    private static String ownRight(Context context) {
        String right = context.right();
        if (context.later().isEmpty()) return right;
        Quantity next = context.later().getFirst();
        if (context.rightEnd() != next.outerStart()) return right;
        if (right.endsWith("等")) {
            Matcher first = Pattern.compile("以及|[、和与及]").matcher(right);
            int from = Math.max(0, right.lastIndexOf('”', right.length() / 2));
            return first.find(from) ? right.substring(0, first.start()) : right;
        }
        int list = right.lastIndexOf('、');
        boolean nextNamedBefore = next.outerEnd() >= context.sentenceEnd()
                || ",;。、)(".indexOf(context.text().charAt(next.outerEnd())) >= 0;
        if (list >= 0 && nextNamedBefore) return right.substring(0, list);
        int of = right.lastIndexOf('的');
        return of > 1 && nextNamedBefore ? right.substring(0, of) : right;
    }

    /** The subject that opens the clause of several quantities. */
    private static String clauseSubject(Context context) {
        if (context.leftStart() == context.clauseStart() || context.before().isEmpty()) return "";
        if (context.q().outerStart() - context.clauseStart() > 120) return "";
        String opening = context.text()
                .substring(
                        context.clauseStart(),
                        Math.max(
                                context.clauseStart(),
                                context.before().getLast().outerStart()));
        String subject = Phrase.trimRight(Phrase.trimLeft(Fold.tidy(opening))).replaceAll("[“”]", "");
        return subject.length() > 8
                        || subject.length() < 2
                        || Phrase.genericSubject(subject)
                        || Phrase.SPLIT.in(subject)
                ? ""
                : subject;
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

    private static String generic(
            Context context, Discourse discourse, String noun, Phrase.Parsed left, String predicate) {
        Matcher among = AMONG.matcher(context.sentenceLeft());
        if (among.find() && among.group(1).endsWith("”"))
            return Phrase.trimLeft(among.group(1)).replaceAll("^.*的(?=“)", "");
        String base = entityLike(context, discourse, noun);
        if (Phrase.modifierOnly(left.object()) && !base.isEmpty())
            return left.object() + Phrase.withoutLevel(head(base));
        boolean listedAfter = !discourse.said.isEmpty() && context.gap().matches("[^,;。]{0,14}[、和与及]");
        if (listedAfter) return discourse.said + noun;
        String said =
                predicate.replaceAll("[,;。:].*", "").replaceAll("[了、]", "").strip();
        if (said.isEmpty() && !context.later().isEmpty()) said = laterPredicate(context);
        if (said.length() >= 2) {
            String object = said;
            if (!context.later().isEmpty() && predicateReachesNext(context, predicate)) {
                Quantity next = context.later().getFirst();
                String nextNoun = Phrase.nounAfter(context.text()
                        .substring(next.outerEnd(), Math.min(context.sentenceEnd(), next.outerEnd() + 24)));
                object = said + (next.kind() == Unit.Kind.COUNT ? nextNoun : "");
            }
            String done = Phrase.trimLead(object);
            if (!base.isEmpty()) return Phrase.relational(done) ? base + done : done + "的" + base;
            discourse.said = done + "的";
            return done + "的" + noun;
        }
        String own =
                Phrase.trimRight(Phrase.trimLeft(Fold.tidy(context.left()))).replace("了", "");
        boolean verbOnly =
                left.object().isEmpty() || Phrase.trimLead(own).length() < 2 || own.matches("组织|安排|支持|实施|开展|启动");
        if (verbOnly && !discourse.entity.isEmpty()) return discourse.entity + noun;
        if (own.length() >= 2) {
            discourse.said = own.length() > 24 ? left.verb() + left.object() : own;
            return discourse.said + noun;
        }
        if (!discourse.topic.isEmpty())
            return discourse.topic.endsWith(noun) ? discourse.topic : discourse.topic + noun;
        return noun;
    }

    /** The thing already spoken of that a generic noun means again: 项目 → 转化专项资金项目. */
    private static String entityLike(Context context, Discourse discourse, String noun) {
        String entity = discourse.entity.replaceAll("^(?:申报|受理|争取)", "");
        if (entity.endsWith("的" + noun)) return "";
        if (entity.endsWith(noun)) return entity;
        if (context.clauseStart() - context.sentenceStart() > 60) return "";
        String before = context.text()
                .substring(context.sentenceStart(), Math.max(context.sentenceStart(), context.clauseStart() - 1));
        if (!context.before().isEmpty() || before.contains(",")) return "";
        String opening = Phrase.trimLeft(Fold.tidy(before));
        return opening.endsWith(noun) && opening.length() > noun.length() + 1 && !Phrase.SPLIT.in(opening)
                ? opening
                : "";
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
        Phrase.Parsed left = Phrase.parse(ownLeft(context));
        String right = context.right();
        if (context.adjacent()
                && context.before().getLast().kind() == Unit.Kind.COUNT
                && context.q().money()) return discourse.topic + (discourse.topic.endsWith("经费") ? "" : "经费");
        Matcher granted = GRANTED.matcher(right);
        if (granted.find() && !granted.group(1).isEmpty()) {
            String to = Phrase.trimRight(Phrase.trimLeft(Fold.tidy(context.left())))
                    .replaceAll("(?:分别|一次性|每年|再)?(?:给予|予以|可获|获得|提供|享受)(?:最高|一次性|不超过|每家|每个)*$", "");
            return clip(to + granted.group(1));
        }
        boolean verbOnly = left.object().isEmpty() && left.subject().isEmpty() || Phrase.SPLIT.has(left.object());
        if (verbOnly && context.q().money() && right.matches("^[一-龥].*")) {
            String set = Phrase.nounAfter(right);
            if (set.length() >= 4
                    && !Phrase.trimLead(Phrase.trimLeft(Fold.tidy(context.left())))
                            .isEmpty()) return entity(discourse, clip(set));
        }
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
            return inherited(context, discourse);
        }
        if (PLACE.matcher(noun).matches() && !discourse.topic.isEmpty()) return discourse.topic;
        if (noun.matches("^(?:净?增加|净增|增长|减少|同比增加|多)$")) return inherited(context, discourse);
        if (noun.matches("^[特一二三]等奖$") && !discourse.entity.isEmpty()) return clip(discourse.entity + noun);
        if (Phrase.modifierOnly(noun)) {
            Matcher among = AMONG.matcher(context.sentenceLeft());
            if (among.find()) discourse.entity = Phrase.trimLeft(among.group(1));
            String base = discourse.entity.isEmpty() ? discourse.topic : discourse.entity;
            return base.isEmpty() ? noun : clip(noun + Phrase.withoutLevel(head(base)));
        }
        if (noun.matches("^(?:该|此|上述).*")) {
            Matcher that = Pattern.compile("^((?:该|此|上述)(?:项目|计划|工程|平台|中心|专项|基金|活动|企业|园区|行动))(.*)$")
                    .matcher(noun);
            if (that.matches()) {
                discourse.entity = Anaphora.resolve(that.group(1), context);
                return clip(discourse.entity + that.group(2));
            }
        }
        if (Phrase.relational(noun)) {
            String subject = subject(context, discourse, left);
            return subject.endsWith(noun) ? subject : clip(subject + noun);
        }
        if (noun.length() >= 3 && discourse.topic.endsWith(noun)) return discourse.topic;
        if (context.bracketed() && context.q().money()) return part(discourse, noun);
        boolean spent = context.q().money() && noun.matches("^(?:带动|撬动|投入|资助|奖励|补助|拨付).*");
        if (spent && !discourse.entity.isEmpty() && !context.before().isEmpty()) return clip(discourse.entity + noun);
        String named = clauseSubject(context) + framed(discourse, withoutPlaces(noun));

        if (!Phrase.genericSubject(left.subject()) && left.subject().length() <= LONGEST_SUBJECT)
            named = left.subject() + named;
        if (context.q().kind() == Unit.Kind.AMOUNT
                && (!discourse.entity.isEmpty() || !owner(named).isEmpty())) {
            if (discourse.entity.isEmpty() || owner(named).length() >= 3) discourse.entity = owner(named);
            return clip(named);
        }
        return entity(discourse, clip(named));
    }

    /** What an amount belongs to: 水稻新品种|扩大种植面积. */
    private static String owner(String name) {
        for (int i = 2; i < name.length() - 1; i++)
            if (Phrase.relational(name.substring(i))) {
                String owner = name.substring(0, i);
                return owner.matches(".*(?:投入|财政|社会|资金|经费)$") ? "" : owner;
            }
        return "";
    }

    /** 甲区、乙区、丙市财政科技投入: the places go to the region, the measure stays. */
    private static String withoutPlaces(String noun) {
        if (noun.indexOf('、') < 0 && noun.indexOf('各') < 0) return noun;
        String s = noun.replaceFirst("^(?:[^、]{1,8}、)*[^、]{0,8}(?:区|市|县)、(?:[^、]{1,6}、)*", "");
        return s.replaceFirst("^(?:[^、]{1,8}、)?[^、]{0,6}(?:区|市|县|镇)各", "");
    }

    /** (其中省厅出资1亿元, 嵌入式软件220亿元): a part of the amount before the bracket. */
    private static String part(Discourse discourse, String noun) {
        String whole = discourse.topic;
        if (noun.matches(".*(?:出资|投入|配套|拨款|资金|经费|补助|自筹|贷款)$"))
            return clip((discourse.entity.isEmpty() ? whole : discourse.entity) + noun);
        for (int i = 1; i < whole.length() - 1; i++)
            if (Phrase.relational(whole.substring(i))) return clip(noun + whole.substring(i));
        return clip(noun);
    }

    private static String framed(Discourse discourse, String noun) {
        if (discourse.frameLevel.isEmpty()) return noun;
        String s = noun.matches("^(?:国家|省|市|科技部|县|区).*") ? noun : discourse.frameLevel + noun;
        return s.matches(".*(?:项目|专项|资金|基金|计划|工程|经费)$") ? s : s + discourse.frameNoun;
    }

    private static String subject(Context context, Discourse discourse, Phrase.Parsed left) {
        if (!Phrase.genericSubject(left.subject())) {
            String subject = Anaphora.resolve(left.subject(), context);
            discourse.entity = subject;
            return subject;
        }
        boolean sameClause =
                !context.before().isEmpty() && context.before().getLast().outerEnd() > context.clauseStart();
        if (sameClause && !discourse.entity.isEmpty()) return discourse.entity;
        if (!discourse.entity.isEmpty()) return discourse.entity;
        return Subjects.before(context);
    }

    /** 达到, 累计 without a noun: the subject of the clause before. */
    private static String inherited(Context context, Discourse discourse) {
        if (discourse.topic.isEmpty()) return Subjects.before(context);
        String between = Subjects.between(context);
        return between.isEmpty() ? discourse.topic : between;
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
