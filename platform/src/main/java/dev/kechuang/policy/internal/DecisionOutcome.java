package dev.kechuang.policy.internal;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.eval.Val;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What of a decision has to be the same when it is decided again: verdicts, amounts, points; no words. */
final class DecisionOutcome {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DecisionOutcome() {}

    static String of(Decision decision) {
        var conditions = new TreeMap<String, String>();
        decision.conditions()
                .forEach(result ->
                        conditions.put(result.condition().id(), result.met().name()));
        var benefits = new TreeMap<String, String>();
        decision.benefits().forEach(result -> benefits.put(result.benefit().name(), text(result.amount())));
        var scores = new TreeMap<String, String>();
        decision.scores().forEach(result -> scores.put(result.score().name(), text(result.points())));
        var all = new LinkedHashMap<String, Object>();
        all.put("verdict", decision.verdict().name());
        all.put("conditions", conditions);
        all.put("benefits", benefits);
        all.put("scores", scores);
        return JSON.writeValueAsString(all);
    }

    private static String text(Val value) {
        return switch (value) {
            case Val.Num(var number) -> number.toString();
            case Val.Interval interval -> interval.low() + ".." + interval.high();
            case Val.Absent absent -> "absent";
            default -> "unknown";
        };
    }
}
