package dev.kechuang.engine.render;

import dev.kechuang.engine.Policy;

/** A policy in words, with its sources: what an official reads to check it against the document. */
public final class Explain {
    private Explain() {}

    public static String text(Policy policy, Language language) {
        return outline(policy, language).text();
    }

    public static String html(Policy policy, Language language) {
        return outline(policy, language).html();
    }

    private static Outline outline(Policy p, Language l) {
        Outline out = new Outline();
        out.add(0, "policy", l.of(p.name(), p.english()) + " (" + p.id() + ")");
        out.add(
                1,
                "detail",
                l.of("发布：", "issued by ") + p.issuer() + l.of("；有效：", "; in force ") + p.validFrom() + " – "
                        + (p.validUntil() == null ? l.of("现在", "now") : p.validUntil()));
        for (Policy.Source s : p.sources()) {
            out.add(
                    1,
                    "source",
                    l.of("依据：", "source: ") + s.number() + "《" + s.title() + "》" + s.date() + " "
                            + status(s.status(), l) + (s.note().isEmpty() ? "" : l.of("，", ", ") + s.note()));
        }
        out.add(1, "heading", l.of("条件（须全部满足）", "conditions (all must hold)"));
        for (Policy.Condition c : p.conditions()) {
            out.add(
                    2,
                    "condition",
                    l.of(c.name(), c.english()) + l.of("〔" + c.clause() + "〕", " [" + c.clause() + "]"));
            out.add(3, "detail", readable(c.text()));
        }
        if (!p.definitions().isEmpty()) {
            out.add(1, "heading", l.of("其中", "where"));
            p.definitions()
                    .forEach(d -> out.add(
                            2,
                            "detail",
                            l.of(d.name(), d.name() + " (" + d.english() + ")") + " = " + readable(d.text())));
        }
        if (!p.parameters().isEmpty()) {
            out.add(1, "heading", l.of("参数", "parameters"));
            for (Policy.Parameter parameter : p.parameters()) {
                out.add(
                        2,
                        "parameter",
                        l.of(parameter.name(), parameter.name() + " (" + parameter.english() + ")")
                                + l.of("〔" + parameter.clause() + "〕", " [" + parameter.clause() + "]"));
                parameter
                        .values()
                        .forEach(v -> out.add(
                                3,
                                "detail",
                                v.from() + " – "
                                        + (v.until() == null ? "" : v.until()) + l.of("：", ": ") + v.text()
                                        + (v.clause().isEmpty()
                                                ? ""
                                                : l.of("〔" + v.clause() + "〕", " [" + v.clause() + "]"))));
            }
        }
        scores(p, out, l);
        for (Policy.Benefit b : p.benefits()) {
            out.add(
                    1,
                    "benefit",
                    l.of("优惠：" + b.name(), "benefit: " + b.english())
                            + (b.text().isEmpty() ? "" : " = " + readable(b.text()))
                            + l.of("〔" + b.clause() + "〕", " [" + b.clause() + "]"));
            b.caps()
                    .forEach(c ->
                            out.add(2, "detail", l.of("不超过 ", "at most ") + c.name() + " = " + readable(c.text())));
        }
        return out;
    }

    private static void scores(Policy p, Outline out, Language l) {
        for (Policy.Score s : p.scores()) {
            boolean top = p.scores().stream()
                    .noneMatch(o -> o.parts().contains(p.scores().indexOf(s)));
            if (top) {
                score(p, s, 1, out, l);
            }
        }
    }

    private static void score(Policy p, Policy.Score s, int level, Outline out, Language l) {
        String kind = switch (s.kind()) {
            case SUM -> l.of("各项之和", "sum of");
            case BEST -> l.of("取高者", "the better of");
            default -> "";
        };
        out.add(
                level,
                "score",
                l.of("评分 " + s.name(), "score " + s.english())
                        + l.of("，最高", ", at most ")
                        + s.max()
                        + l.of("分 ", " points ")
                        + kind);
        for (Policy.Band b : s.bands()) {
            String points = b.low().equals(b.high()) ? b.low().toString() : b.low() + "–" + b.high();
            out.add(level + 1, "detail", readable(b.text()) + l.of("：", ": ") + points + l.of("分", " points"));
        }
        s.parts().forEach(i -> score(p, p.scores().get(i), level + 1, out, l));
    }

    private static String status(Policy.Status status, Language l) {
        return switch (status) {
            case TAKEN -> l.of("（数据取自原文）", "(figures taken from the document)");
            case RECALLED -> l.of("（据公开规定整理，待与原文核对）", "(from public regulations, to be compared with the document)");
            case EXAMPLE -> l.of("（示例数据，由本地替换）", "(example figures, to be replaced by the city)");
        };
    }

    private static String readable(String expression) {
        return expression
                .strip()
                .replaceAll("\\s+", " ")
                .replace(">=", "≥")
                .replace("<=", "≤")
                .replace("!=", "≠");
    }
}
