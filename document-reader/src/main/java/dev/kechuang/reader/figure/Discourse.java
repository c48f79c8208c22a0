package dev.kechuang.reader.figure;

import dev.kechuang.reader.Role;
import java.util.List;

/** What earlier clauses left open for the next: the subject spoken of, and how it is counted. */
final class Discourse {
    private static final int MEMORY = 24;

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
    /** Where the clause starts that said it. */
    int saidIn = -1;
    /** Role of the last percentage. */
    Role lastRate = Role.LEVEL;
    /** Subjects of 分别 in their order. */
    List<String> respective = List.of();

    /** Whether nouns and numbers stand in rows of the same length, without 分别. */
    boolean row;

    int respectiveAt;
    /** Level that a heading clause gives its list: 获得省级项目是:. */
    String frameLevel = "";

    String frameNoun = "";
    /** Topic before the bracket that is open, to come back to. */
    String outerTopic = "";

    boolean inBracket;
    int sentence = -1;

    /** Roles of the sentence's measures so far. */
    final java.util.Map<String, Role> roles = new java.util.LinkedHashMap<>();
    /** Measures of the paragraph so far, the latest last. */
    final java.util.Deque<String> measures = new java.util.ArrayDeque<>();
    /** What was said of a generic noun, for the next in its list: 备案确认(企业, 项目). */
    String said = "";
    /** Subjects of 分别 as one: what a rank after them refers to. */
    String joined = "";
    /** The thing counted before 其中, to come back to after a semicolon. */
    String whole = "";

    void remember(String measure, Role role) {
        roles.put(measure, role);
        measures.addLast(measure);
        if (measures.size() > MEMORY) measures.removeFirst();
        if (roles.size() > MEMORY) roles.remove(roles.keySet().iterator().next());
    }

    void newSentence(int start, boolean ofWhich) {
        if (sentence == start) return;
        sentence = start;
        if (ofWhich) return;
        roles.clear();
        said = "";
        joined = "";
        whole = "";
        list = Role.LEVEL;
        saidCumulative = false;
        saidIn = -1;
        lastRate = Role.LEVEL;
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
