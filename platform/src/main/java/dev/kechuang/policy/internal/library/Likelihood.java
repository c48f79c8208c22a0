package dev.kechuang.policy.internal.library;

import java.util.List;
import java.util.Map;

/**
 * How likely an answer is before it is given. All are alike, but for two things that everybody knows: few firms stand on
 * a list of offences, and few run an incubator or have just sold a technology, so that such questions seldom help.
 */
final class Likelihood {

    /** Share of the firms that a question of a group makes sense to. */
    private static final Map<String, Double> CONCERNED = Map.of("载体", 0.05, "技术合同", 0.2, "金融", 0.5);

    private static final double OFFENDERS = 0.05;

    private Likelihood() {}

    /** The rest skips it. */
    static double concerned(Question question) {
        return CONCERNED.getOrDefault(question.fact().group(), 1.0);
    }

    /** Of the answers of those whom it concerns; together 1. */
    static List<Double> of(Question question) {
        int answers = question.answers().size();
        if (!question.fact().group().equals("合规") || answers != 2) {
            return question.answers().stream().map(answer -> 1.0 / answers).toList();
        }
        return question.answers().stream()
                .map(answer -> answer.code().equals("true") || answer.code().equals("some") ? OFFENDERS : 1 - OFFENDERS)
                .toList();
    }
}
