package dev.kechuang.reader.figure;

import dev.kechuang.reader.Role;
import java.util.List;

/** What earlier clauses left open for the next: the subject spoken of, and how it is counted. */
final class Discourse {
    /** Measure of the last amount or count: 同比增长 and 占 refer to it. */
    String topic = "";
    /** Role of that measure. */
    Role topicRole = Role.LEVEL;
    /** The last thing counted, which 孵化面积 and 销售收入 belong to. */
    String entity = "";
    /** Measure of the last share: 提高一个百分点 refers to it. */
    String share = "";
    /** Role of the list that is running: 新增A 27家、B 93家. */
    Role list = Role.LEVEL;
    /** Whether 累计 was said outright for the topic. */
    boolean saidCumulative;
    /** Subjects of 分别 in their order. */
    List<String> respective = List.of();

    int respectiveAt;
    /** Level that a heading clause gives its list: 获得省级项目是:. */
    String frameLevel = "";

    String frameNoun = "";
    /** Topic before the bracket that is open, to come back to. */
    String outerTopic = "";

    boolean inBracket;
    int sentence = -1;

    void newSentence(int start) {
        if (sentence == start) return;
        sentence = start;
        list = Role.LEVEL;
        saidCumulative = false;
        respective = List.of();
        respectiveAt = 0;
        frameLevel = "";
        frameNoun = "";
        inBracket = false;
        topic = "";
        topicRole = Role.LEVEL;
        entity = "";
        share = "";
    }
}
