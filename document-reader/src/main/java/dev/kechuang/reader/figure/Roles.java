package dev.kechuang.reader.figure;

import dev.kechuang.reader.Role;
import dev.kechuang.reader.quantity.Quantity;
import dev.kechuang.reader.quantity.Unit;
import java.util.regex.Pattern;

/** Decides what a figure says about its measure: level, new, cumulative, growth, share … */
final class Roles {
    private static final Pattern GROWTH = Pattern.compile("增长|增幅|增速|上升|提高|增加(?!值)|下降|减少|降低|回落|同比|翻|递增|环比|涨");
    private static final Pattern SHARE = Pattern.compile("占(?!地|用|有量)|比重|比例|份额");
    static final Pattern NEW = Pattern.compile(
            "(?:新增|新认定|新建|新引进|新引入|新组建|新成立|新设|新启动|新培育|新招引|新获|新收|新编|新签|新入库|新备案|新挂牌|新落户|新注册|新组织|新上|新投入使用|新孵化|新发展|新晋|净增|引进|引育|招引)(?!的)");
    private static final Pattern CUMULATIVE = Pattern.compile("累计|总数|总量(?!指标)|累积");
    private static final Pattern REACH = Pattern.compile("(?:已达|达到|达|增至|增加到|发展到|壮大到|扩大到)(?:了|约)?$");
    private static final Pattern FLOW = Pattern.compile(
            "申报|受理|举办|召开|培训|开展|服务|组织|参加|参与|征集|发放|走访|下达|立项|支持|争取|实施|完成|签约|登记|转化|带动|惠及|规模|人数|人次|量|额|数$|审结|结案|申请|资助|接待|入园");
    private static final Pattern RECOGNISED = Pattern.compile("认定|评定|获批|备案|批准|组建|建成|成立");
    private static final Pattern INCREASE =
            Pattern.compile("(?:比|较|同比)(?:上年|去年|上年度|年初|上年同期|去年同期)?(?:同期)?(?:净)?(?:增加|增长|多)了?$");
    /** 引进 holds for its own object and what 、 joins to it; 新增 for the whole list. */
    private static final Pattern BROUGHT = Pattern.compile("(?:引进|引育|招引)[^新]*$");

    private static final Pattern THIS_YEAR = Pattern.compile("今年|当年|全年|本年");
    /** 贡献了17%的地区生产总值: a share of what follows. */
    static final Pattern OF_THE = Pattern.compile("^(?:以上|左右)?的([一-龥]{2,14}?)(?=[,;。、和与及]|贡献|实现|创造|$)");

    private static final Pattern THEN_TOTAL = Pattern.compile("^[,、;](?:全市|全省|全区|全县)?(?:目前)?(?:已)?(?:累计|总数|总量)");
    private static final Pattern DEDUCTION = Pattern.compile("^(?:的比例)?(?:税前)?(?:加计|抵扣|扣除|摊销)");

    private Roles() {}

    static Role of(Context context, Discourse discourse) {
        Quantity q = context.q();
        String left = context.left();
        return switch (q.kind()) {
            case RANK -> Role.RANK;
            case RATIO -> Role.RATIO;
            case POINTS -> Role.CHANGE;
            case MULTIPLE -> multiple(context);
            case PERCENT -> {
                Role role = percent(context, left, discourse);
                discourse.lastRate = role;
                yield role;
            }
            case COUNT, TIMES, AMOUNT, NONE -> quantity(context, discourse, left);
        };
    }

    private static Role multiple(Context context) {
        if (context.q().unit().base().equals("番")) return Role.GROWTH;
        String left = context.left();
        if (left.matches(".*(?:增长|增加|提高|提升|扩大|上升|翻)(?:了|近|超过|超|约|到)?$")) return Role.GROWTH;
        return left.contains("增长") && !left.contains("的") ? Role.GROWTH : Role.RATIO;
    }

    private static Role percent(Context context, String left, Discourse discourse) {
        String own = left.isBlank() || left.matches("\\s*[和与及、]\\s*") ? context.clauseLeft() : left;
        boolean joins = !context.before().isEmpty()
                && context.before().getLast().kind() == Unit.Kind.PERCENT
                && context.gap().matches("\\s*[和与及、]\\s*");
        if (joins) return discourse.lastRate;
        if (DEDUCTION.matcher(context.after()).find()
                || RateNamer.SUBSIDY.matcher(context.after()).find()) return Role.RATIO;
        boolean share =
                SHARE.matcher(own).find() || context.after().matches("^(?:以上|左右)?(?:的.{0,12})?(?:用于|来自|投向|集中在|由).*");
        if (OF_THE.matcher(context.after()).find() && !GROWTH.matcher(own).find() && !share) return Role.SHARE;
        boolean growth = GROWTH.matcher(own).find();
        if (growth
                && (!share
                        || lastMatch(GROWTH, own) > lastMatch(SHARE, own)
                                && !own.matches(".*(?:提高|上升|增加|下降|降低|回落)[到至]?$"))) return Role.GROWTH;
        if (own.matches(".*(?:比重|占比|比例)(?:由|从).*")) return Role.SHARE;
        boolean continues = !share
                && discourse.lastRate == Role.SHARE
                && Phrase.trimLead(Phrase.trimRight(Phrase.trimLeft(own))).isEmpty();
        if (continues) return Role.SHARE;
        if (share)
            return own.contains("占")
                            || context.after().contains("用于")
                            || own.matches(".*(?:比重|份额|占比)[^率]*")
                            || !own.contains("率") && own.contains("比例")
                    ? Role.SHARE
                    : Role.LEVEL;
        return Role.LEVEL;
    }

    private static int lastMatch(Pattern pattern, String text) {
        var m = pattern.matcher(text);
        int last = -1;
        while (m.find()) last = m.start();
        return last;
    }

    private static Role quantity(Context context, Discourse discourse, String left) {
        boolean countable = context.q().kind() == Unit.Kind.COUNT;
        String own = left;
        int lastNew = lastMatch(NEW, own);
        int lastTotal = lastMatch(CUMULATIVE, own);
        if (lastNew >= 0 || lastTotal >= 0) {
            Role role = lastTotal > lastNew ? Role.CUMULATIVE : Role.NEW;
            if (role == Role.NEW && own.matches(".*新增(?:产值|销售|税收|利税|利润|就业).*")) role = Role.NEW;
            discourse.list = role == Role.NEW && BROUGHT.matcher(own).find() ? Role.LEVEL : role;
            discourse.saidCumulative = role == Role.CUMULATIVE;
            discourse.saidIn = context.clauseStart();
            return role;
        }
        if (INCREASE.matcher(own).find()) return Role.NEW;
        if (own.matches(".*(?:总计|合计).*")) return Role.LEVEL;
        Phrase.Parsed parsed = Phrase.parse(own);
        boolean verb = !parsed.verb().isEmpty();
        boolean reaches = REACH.matcher(own.strip()).find();
        boolean named = !Phrase.nounAfter(context.right()).isEmpty();
        boolean waits = parsed.object().isEmpty() && !named || Phrase.modifierOnly(parsed.object());
        boolean ofWhich = context.clauseLeft().contains("其中") || context.bracketed() || own.contains("其中");
        if (countable
                && THEN_TOTAL.matcher(context.after()).find()
                && RECOGNISED.matcher(own).find()) {
            discourse.list = Role.NEW;
            return Role.NEW;
        }
        if (THIS_YEAR.matcher(own).find()) discourse.saidCumulative = false;
        if (sameClause(context)
                && discourse.saidCumulative
                && discourse.saidIn == context.clauseStart()
                && !own.isBlank()) return Role.CUMULATIVE;
        if (!verb && ofWhich && countable && !reaches) {
            Role whole =
                    wholeOf(parsed.object().isEmpty() ? Phrase.nounAfter(context.right()) : parsed.object(), discourse);
            if (whole == Role.NEW || whole == Role.CUMULATIVE && waits) return whole;
        }
        boolean inList = !context.before().isEmpty()
                && context.q().outerStart() > context.before().getLast().outerEnd()
                && context.text().charAt(context.before().getLast().outerEnd()) == '、'
                && context.before()
                        .getLast()
                        .unit()
                        .base()
                        .equals(context.q().unit().base());
        if (inList && !verb && countable && discourse.topicRole == Role.NEW && !Phrase.relational(parsed.object()))
            return Role.NEW;
        if (inList && !verb && countable && discourse.topicRole == Role.CUMULATIVE && discourse.saidCumulative)
            return Role.CUMULATIVE;
        if (!verb || waits) {
            if ((waits || ofWhich) && discourse.list == Role.CUMULATIVE && !(own.contains("今年") || own.contains("当年")))
                return Role.CUMULATIVE;
            if (discourse.list == Role.NEW
                    && countable
                    && !reaches
                    && listed(context)
                    && !Phrase.relational(parsed.object())) return Role.NEW;
            if (discourse.saidCumulative
                    && Phrase.relational(parsed.object())
                    && parsed.object().startsWith("投")) return Role.CUMULATIVE;
        }
        if (countable && reaches && stock(context, parsed.object().isEmpty() ? discourse.topic : own)) {
            discourse.list = Role.CUMULATIVE;
            discourse.saidCumulative = false;
            return Role.CUMULATIVE;
        }
        if (verb || !listed(context) || discourse.list == Role.CUMULATIVE && !ofWhich) {
            discourse.list = Role.LEVEL;
            discourse.saidCumulative = false;
        }
        return Role.LEVEL;
    }

    /** The role of the measure that a part belongs to: the last with the same head noun, else the last of all. */
    private static Role wholeOf(String part, Discourse discourse) {
        Role last = Role.LEVEL;
        Role alike = null;
        String head = part.length() >= 2 ? part.substring(part.length() - 2) : "\0";
        for (java.util.Map.Entry<String, Role> entry : discourse.roles.entrySet()) {
            last = entry.getValue();
            if (entry.getKey().endsWith(head)) alike = last;
        }
        return alike == null ? last : alike;
    }

    private static boolean sameClause(Context context) {
        return !context.before().isEmpty() && context.before().getLast().outerEnd() > context.clauseStart()
                || !context.before().isEmpty()
                        && context.text()
                                .substring(
                                        context.before().getLast().outerEnd(),
                                        context.q().outerStart())
                                .matches("[^,;:]*");
    }

    /** Whether the quantity continues the list of the one before: 27家、…, 27家,…. */
    private static boolean listed(Context context) {
        if (context.before().isEmpty()) return false;
        String gap = context.text()
                .substring(context.before().getLast().outerEnd(), context.q().outerStart());
        if (gap.length() > 60 || gap.contains(";")) return false;
        String clauses = gap.replaceAll("[(][^)]*[)]", "");
        return clauses.chars().filter(c -> c == ',').count() <= 1;
    }

    private static boolean stock(Context context, String noun) {
        String unit = context.q().unit().base();
        if ("项件次场份篇条起期种款".contains(unit) && !unit.isEmpty()) return false;
        return !FLOW.matcher(noun).find();
    }
}
