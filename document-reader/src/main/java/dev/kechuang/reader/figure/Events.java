package dev.kechuang.reader.figure;

import dev.kechuang.reader.text.Fold;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who and what took part in an event is named with the event: 举办创新大赛,吸引…: 创新大赛参赛项目. */
final class Events {
    private static final Pattern EVENT = Pattern.compile(
            "(?:举办|承办|协办|主办|召开|举行|开展)了?((?:第[一二三四五六七八九十\\d]+届)?[^,;:。、“《]{3,26}?(?:大会|研讨会|博览会|洽谈会|交流会|推介会|论坛|大赛|展会|科技周|活动周|服务月活动|服务月|活动月|科技节|展览会|年会|峰会|发布会|对接会))(?=,)");
    private static final Pattern TAKES_PART = Pattern.compile("参加|参会|参展|参赛|参与|来自|代表|嘉宾|专题|吸引|展示|签约|观众|服务企业");
    private static final int WINDOW = 40;

    private Events() {}

    static String at(Context context, Discourse discourse, String measure) {
        String before = Fold.tidy(context.sentenceLeft());
        if (before.indexOf(',') < 0) return measure;
        Matcher event = EVENT.matcher(before);
        String name = "";
        while (event.find()) name = event.group(1);
        if (name.isEmpty() || measure.contains(name)) return measure;
        String clause = context.clauseLeft();
        String around = clause.substring(Math.max(0, clause.length() - WINDOW)) + context.right();
        if (!TAKES_PART.matcher(around).find() || measure.length() + name.length() > 2 * WINDOW) return measure;
        if (discourse.entity.equals(measure)) discourse.entity = name + measure;
        return name + measure;
    }
}
