package dev.kechuang.engine.render;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A decision, with or without the nearest way, as text, HTML fragment or JSON. */
public final class Render {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Type POINTS = new Type.Number(Unit.of("分"), false);
    private static final Type MONEY = new Type.Number(Unit.YUAN, false);

    private Render() {}

    public static String text(Decision decision, NearestWay.@Nullable Result way, Language language) {
        return outline(decision, way, language).text();
    }

    /** A list that a page may embed; it carries no style and everything is escaped. */
    public static String html(Decision decision, NearestWay.@Nullable Result way, Language language) {
        return outline(decision, way, language).html();
    }

    private static Outline outline(Decision d, NearestWay.@Nullable Result way, Language l) {
        Outline out = new Outline();
        Policy policy = d.policy();
        out.add(
                0,
                mark(d.verdict()),
                l.of(policy.name(), policy.english()) + l.of("：", ": ") + Words.verdict(d.verdict(), l) + " (" + d.on()
                        + ")");
        d.conditions().forEach(c -> condition(out, c, l));
        d.scores().forEach(s -> score(out, s, 1, l));
        for (Decision.BenefitResult b : d.benefits()) {
            benefit(out, b, l);
        }
        if (d.askNext() != null) {
            out.add(1, "detail", l.of("下一步请先填：", "ask next: ") + Words.missing(Set.of(d.askNext()), l));
        }
        if (way != null) {
            way(out, way, l);
        }
        return out;
    }

    private static String mark(Decision.Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> "met";
            case NOT_ELIGIBLE -> "not-met";
            case UNKNOWN -> "open";
        };
    }

    private static String mark(Decision.Met met) {
        return switch (met) {
            case MET -> "met";
            case NOT_MET -> "not-met";
            case UNKNOWN -> "open";
        };
    }

    private static void condition(Outline out, Decision.ConditionResult c, Language l) {
        out.add(
                1,
                mark(c.met()),
                l.of(c.condition().name(), c.condition().english())
                        + l.of("：", ": ")
                        + Words.met(c.met(), l)
                        + (c.absent() ? l.of("（无此项）", " (absent)") : "")
                        + l.of(
                                "〔" + c.condition().clause() + "〕",
                                " [" + c.condition().clause() + "]"));
        for (Decision.Test t : c.tests()) {
            String margin = t.margin() == null
                    ? ""
                    : l.of("，差额 ", ", margin ") + Words.value(new Val.Num(t.margin()), t.type(), l);
            out.add(
                    2,
                    "detail",
                    Words.value(t.value(), t.type(), l) + " " + Words.operator(t.operator()) + " "
                            + Words.value(t.threshold(), t.type(), l) + margin);
        }
        for (Decision.Used u : c.uses()) {
            out.add(
                    2,
                    "detail",
                    Words.fact(u.fact(), u.year(), l) + " = "
                            + Words.value(u.value(), u.fact().type(), l));
        }
        if (!c.missing().isEmpty()) {
            out.add(2, "open", l.of("缺少：", "missing: ") + Words.missing(c.missing(), l));
        }
    }

    private static void score(Outline out, Decision.ScoreResult s, int level, Language l) {
        Policy.Score score = s.score();
        out.add(
                level,
                "detail",
                l.of(score.name(), score.english())
                        + l.of("：", ": ")
                        + Words.value(s.points(), POINTS, l)
                        + (s.band().isEmpty() ? "" : " (" + s.band() + ")"));
        s.parts().forEach(p -> score(out, p, level + 1, l));
    }

    private static void benefit(Outline out, Decision.BenefitResult b, Language l) {
        String amount = b.benefit().amount() == null ? "" : l.of("：", ": ") + Words.value(b.amount(), MONEY, l);
        String capped = b.capped() == null ? "" : l.of("（按“" + b.capped() + "”封顶）", " (capped: " + b.capped() + ")");
        out.add(
                1,
                "benefit",
                l.of("优惠 " + b.benefit().name(), "benefit " + b.benefit().english())
                        + amount
                        + capped
                        + l.of(
                                "〔" + b.benefit().clause() + "〕",
                                " [" + b.benefit().clause() + "]"));
        for (Decision.Step step : b.steps()) {
            out.add(
                    2,
                    "detail",
                    l.of(step.definition().name(), step.definition().english()) + " = "
                            + Words.value(step.value(), step.definition().expr().type(), l));
        }
    }

    private static void way(Outline out, NearestWay.Result way, Language l) {
        for (NearestWay.Gap gap : way.gaps()) {
            out.add(
                    1,
                    "way",
                    l.of(
                            "如何满足“" + gap.condition().name() + "”",
                            "to meet '" + gap.condition().english() + "'"));
            gap.options().forEach(o -> out.add(2, "detail", change(o, l)));
            if (gap.holdsFrom() != null) {
                out.add(
                        2,
                        "detail",
                        l.of("自 " + gap.holdsFrom() + " 起自然满足", "holds by itself from " + gap.holdsFrom()));
            }
            if (gap.hopeless()) {
                out.add(2, "detail", l.of("改变任何一项可改变的事实都不能满足", "no changeable fact alone meets it"));
            }
        }
        NearestWay.Joint joint = way.joint();
        if (joint != null) {
            out.add(
                    1,
                    "way",
                    l.of("合起来代价最小的改变，改后：", "cheapest joint change found, after it: ")
                            + Words.verdict(joint.decision().verdict(), l));
            joint.changes().forEach(c -> out.add(2, "detail", change(c, l)));
        } else if (!way.gaps().isEmpty()) {
            out.add(1, "way", l.of("没有可行的改变能满足全部条件", "no change within reach meets all conditions"));
        }
    }

    private static String change(NearestWay.Change c, Language l) {
        return Words.fact(c.fact(), c.year(), l) + l.of("：", ": ")
                + Words.value(c.from(), c.fact().type(), l) + " → "
                + Words.value(c.to(), c.fact().type(), l);
    }

    /** Everything in the decision, with texts in both languages; values as shown in Chinese. */
    public static String json(Decision d, NearestWay.@Nullable Result way) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("policy", d.policy().id());
        root.put("name", d.policy().name());
        root.put("en", d.policy().english());
        root.put("on", d.on().toString());
        root.put("verdict", d.verdict().name());
        root.put("missing", List.copyOf(d.missing()));
        root.put("askNext", d.askNext());
        root.put("conditions", d.conditions().stream().map(Render::json).toList());
        root.put("scores", d.scores().stream().map(Render::json).toList());
        root.put("benefits", d.benefits().stream().map(Render::json).toList());
        if (way != null) {
            root.put("nearestWay", json(way));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static Map<String, @Nullable Object> json(Decision.ConditionResult c) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", c.condition().id());
        map.put("name", c.condition().name());
        map.put("en", c.condition().english());
        map.put("clause", c.condition().clause());
        map.put("met", c.met().name());
        map.put("absent", c.absent());
        map.put("missing", List.copyOf(c.missing()));
        map.put("tests", c.tests().stream().map(Render::json).toList());
        map.put("facts", c.uses().stream().map(Render::json).toList());
        return map;
    }

    private static Map<String, @Nullable Object> json(Decision.Test t) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("met", t.met().name());
        map.put("value", Words.value(t.value(), t.type(), Language.CHINESE));
        map.put("operator", t.operator().text());
        map.put("threshold", Words.value(t.threshold(), t.type(), Language.CHINESE));
        map.put("margin", t.margin() == null ? null : Words.value(new Val.Num(t.margin()), t.type(), Language.CHINESE));
        return map;
    }

    private static Map<String, @Nullable Object> json(Decision.Used u) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("fact", u.fact().name());
        map.put("year", u.year() == 0 ? null : u.year());
        map.put("value", Words.value(u.value(), u.fact().type(), Language.CHINESE));
        return map;
    }

    private static Map<String, @Nullable Object> json(Decision.ScoreResult s) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", s.score().name());
        map.put("en", s.score().english());
        map.put("points", Words.value(s.points(), POINTS, Language.CHINESE));
        map.put("band", s.band());
        map.put("parts", s.parts().stream().map(Render::json).toList());
        return map;
    }

    private static Map<String, @Nullable Object> json(Decision.BenefitResult b) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", b.benefit().name());
        map.put("en", b.benefit().english());
        map.put("clause", b.benefit().clause());
        map.put("amountFen", b.amount() instanceof Val.Num n ? n.value().numerator() : null);
        map.put("amount", b.benefit().amount() == null ? null : Words.value(b.amount(), MONEY, Language.CHINESE));
        map.put("capped", b.capped());
        map.put(
                "steps",
                b.steps().stream()
                        .map(s -> Map.of(
                                "name", s.definition().name(),
                                "value",
                                        Words.value(
                                                s.value(), s.definition().expr().type(), Language.CHINESE)))
                        .toList());
        return map;
    }

    private static Map<String, @Nullable Object> json(NearestWay.Result way) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("gaps", way.gaps().stream().map(Render::json).toList());
        NearestWay.Joint joint = way.joint();
        map.put(
                "joint",
                joint == null
                        ? null
                        : Map.of(
                                "verdict", joint.decision().verdict().name(),
                                "changes",
                                        joint.changes().stream()
                                                .map(Render::json)
                                                .toList()));
        return map;
    }

    private static Map<String, @Nullable Object> json(NearestWay.Gap gap) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("condition", gap.condition().id());
        map.put("options", gap.options().stream().map(Render::json).toList());
        map.put("holdsFrom", gap.holdsFrom() == null ? null : gap.holdsFrom().toString());
        return map;
    }

    private static Map<String, @Nullable Object> json(NearestWay.Change c) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("fact", c.fact().name());
        map.put("year", c.year() == 0 ? null : c.year());
        map.put("from", Words.value(c.from(), c.fact().type(), Language.CHINESE));
        map.put("to", Words.value(c.to(), c.fact().type(), Language.CHINESE));
        return map;
    }
}
