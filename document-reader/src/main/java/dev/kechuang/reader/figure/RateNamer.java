package dev.kechuang.reader.figure;

import dev.kechuang.reader.Role;
import dev.kechuang.reader.text.Fold;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names what a percentage, a change, a multiple, a ratio or a rank refers to. */
final class RateNamer {
    private static final Pattern OF = Pattern.compile(
            "占(?:到)?(?!地|用)(?<whole>.*?)(?<word>的?(?:比重|比例|份额|比))?(?:已|将|可|约|预计|力争|确保|提高|提升|上升|下降|增加)*(?:达到|达|为|至|到|是|超过|超|突破|了)*$");
    private static final Pattern GROWTH = Pattern.compile(
            "(?:(?:同比|环比|比上年|较上年|比去年|较去年|比上年度|与上年相比|与去年相比|与上年同期相比|比上年同期|较上年同期|比去年同期|比\\S{2,8}年|较\\S{2,8}年)?(?:实现|净|平均|年均|均|分别|同口径|可比口径|按可比价|又|再|再次|持续|预计)*(?:增长|增幅|增速|上升|提高|增加(?!值)|下降|减少|降低|回落|递增|翻|高出|高于|低于|领先|提升|超(?=全|.{0,8}(?:均值|平均|预期))).*)$");
    private static final Pattern COMPARED =
            Pattern.compile("(?:,|^|比|较|与|同)(?:上年|去年|前年|上一年|往年|同期|\\d{4}年|20[*×X]+年|201\\*年|[\\d*]{4}年).{0,6}$");
    private static final Pattern PLACE = Pattern.compile(
            "(?:连续.{1,6}[年月季])?(?:在.{0,12})?(?:同样|继续|稳|已|均|双双|分别|首次|预计|跃|跻|位)*(?:名列|位列|位居|居于|位于|位次|排名|排在|排|列|居|保持|处于|进入|升至|跃居|跃升至).{0,16}$|(?:连续.{1,6}[年月季])?(?:在)?(?:全国|全省|全市|国内|全球|世界|省辖市|同类城市|.{2,6}(?:城市|地区|区域))?(?:中)?$");

    /** 按增量的10%给予补助. */
    static final Pattern SUBSIDY = Pattern.compile(
            "^(?:的(?:比例|标准|额度))?,?(?:分别|一次性|再)?(?:给予|予以|进行|实行|享受)[^,;。]{0,6}?(补助|补贴|奖励|资助|贴息|奖补|后补助|补偿)");

    private static final Pattern WITHIN = Pattern.compile("(在[^,;。]{2,20}(?:行业|领域))中?(?:位居|位列|名列|排名|居|列|排)");

    private RateNamer() {}

    static String name(Context context, Discourse discourse, Role role) {
        String left = Fold.tidy(context.left());
        if (left.isEmpty() && !context.before().isEmpty()) left = Fold.tidy(context.clauseLeft());
        return switch (role) {
            case SHARE -> share(context, discourse, left);
            case GROWTH -> growth(context, discourse, left);
            case CHANGE -> change(context, discourse, left);
            case RANK -> rank(context, discourse, left);
            default -> other(context, discourse, left);
        };
    }

    private static String share(Context context, Discourse discourse, String left) {
        Matcher of = OF.matcher(left);
        String measure;
        if (of.find()) {
            String subject = noun(left.substring(0, of.start()));
            String whole = of.group("whole").replaceAll("的$", "");
            if (subject.isEmpty()) subject = discourse.topic.isEmpty() ? Subjects.before(context) : discourse.topic;
            String word = of.group("word") == null ? "的比重" : of.group("word");
            measure = whole.isEmpty()
                    ? ofWhole(subject, discourse)
                    : subject + "占" + whole + (word.equals("比") ? "的比重" : word);
        } else {
            Matcher whole = Roles.OF_THE.matcher(context.after());
            if (whole.find()) {
                String part = noun(left).replaceAll("^以|[了和与及、]$", "");
                discourse.share = Namer.clip(part + whole.group(1) + "的比重");
                return discourse.share;
            }
            String use = context.after().replaceAll("[,;。].*", "");
            String subject = noun(left);
            measure = use.startsWith("用于") ? subject.replaceAll("的$", "") + use + "的比重" : subject;
            if (measure.isEmpty()) measure = discourse.share.isEmpty() ? discourse.topic : discourse.share;
            else if (Phrase.relational(measure))
                measure = (discourse.topic.isEmpty() ? Subjects.before(context) : discourse.topic) + measure;
        }
        discourse.share = measure;
        return Namer.clip(measure);
    }

    /** 发明专利申请…,占比: the whole is the measure named before that the subject narrows (专利申请量). */
    private static String ofWhole(String subject, Discourse discourse) {
        String bare = subject.replaceAll("[量数额]$", "");
        for (String earlier : discourse.measures.reversed()) {
            String whole = earlier.replaceAll("[量数额]$", "");
            if (whole.length() >= 2 && bare.length() > whole.length() && bare.endsWith(whole))
                return subject + "占" + earlier + "的比重";
        }
        return subject + "占比";
    }

    private static String growth(Context context, Discourse discourse, String left) {
        String subject = noun(strip(GROWTH, left));
        subject = COMPARED.matcher(subject).replaceFirst("");
        if (subject.length() < 2) return topic(context, discourse);
        if (Phrase.modifierOnly(subject)) return subject + Phrase.withoutLevel(topic(context, discourse));
        if (Phrase.relational(subject) && !discourse.topic.endsWith(subject))
            return (discourse.entity.isEmpty() ? Subjects.before(context) : discourse.entity) + subject;
        discourse.topic = subject;
        return Namer.clip(subject);
    }

    private static String change(Context context, Discourse discourse, String left) {
        String subject = noun(strip(GROWTH, left));
        subject = COMPARED.matcher(subject).replaceFirst("");
        if (subject.length() >= 2 && !subject.matches("^(?:比|较|与|由|从|超|高于|低于|高出).*")) {
            discourse.share = subject;
            return Namer.clip(subject);
        }
        return discourse.share.isEmpty() ? topic(context, discourse) : discourse.share;
    }

    private static String rank(Context context, Discourse discourse, String left) {
        Matcher within = WITHIN.matcher(left);
        if (within.find()) return Subjects.first(context) + within.group(1) + "排名";
        if (!discourse.joined.isEmpty() && noun(strip(PLACE, left)).length() < 2) return discourse.joined;
        String subject = noun(strip(PLACE, left));
        if (subject.length() < 2 || Phrase.genericSubject(subject)) return topic(context, discourse);
        if (Phrase.relational(subject) || subject.equals("人数") || subject.equals("排名")) {
            String base = topic(context, discourse);
            return base.endsWith(subject) ? base : base + subject;
        }
        return Namer.clip(subject);
    }

    /** Rates and levels in percent, leverage: the noun before, else the topic. */
    private static String other(Context context, Discourse discourse, String left) {
        if (context.after().matches("^(?:的比例)?(?:税前)?(?:加计|抵扣|扣除|摊销).*"))
            return context.after().replaceAll("[,;。].*", "").replaceAll("政策.*", "") + "比例";
        Matcher subsidy = SUBSIDY.matcher(context.after());
        if (subsidy.find()) {
            String measure = noun(left).replaceAll("^(?:按照|按|以)|的$", "") + subsidy.group(1);
            discourse.topic = measure;
            return Namer.clip(measure);
        }
        if (left.matches(".*完成(?:年度|全年|年初)?(?:目标|计划|任务)+的?$")) return topic(context, discourse) + "完成年度目标";
        Phrase.Parsed parsed = Phrase.parse(left);
        String noun = noun(left);
        if (noun.isEmpty()) return topic(context, discourse);
        if (Phrase.relational(noun)) {
            String base = discourse.entity.isEmpty() ? Subjects.before(context) : discourse.entity;
            discourse.share = Namer.clip(base + noun);
            return discourse.share;
        }
        if (!parsed.object().isEmpty() && !parsed.verb().isEmpty() && !noun.contains("占")) noun = parsed.object();
        discourse.topic = noun;
        discourse.share = Namer.clip(noun);
        return discourse.share;
    }

    private static String topic(Context context, Discourse discourse) {
        if (!discourse.topic.isEmpty()) return discourse.topic;
        return discourse.share.isEmpty() ? Subjects.before(context) : discourse.share;
    }

    private static String noun(String left) {
        String noun = Phrase.trimLead(Phrase.trimRight(Phrase.trimLeft(left)));
        return noun.equals("的") ? "" : noun;
    }

    private static String strip(Pattern pattern, String left) {
        Matcher m = pattern.matcher(left);
        return m.find() ? left.substring(0, m.start()) : left;
    }
}
