package dev.kechuang.programme.benchmark;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What somebody types into the 30 fields of the load test's form; the form's rules hold. */
final class Typing {

    static final List<String> SECTIONS = List.of("project", "content", "team", "money");
    static final List<String> FILES = List.of("commitment", "accounts", "licence", "proofs", "report");

    private static final List<String> THINGS =
            List.of("碳化硅功率器件", "工业机器人关节", "锂电隔膜涂层", "车规级激光雷达", "内窥镜成像模组", "氢燃料电池膜电极", "精密光学元件", "核酸诊断试剂");
    private static final List<String> METHODS =
            List.of("低温烧结", "高通量筛选", "在线监测", "多源数据融合", "高精度装配", "连续流合成", "表面改性", "轻量化设计");
    private static final List<String> SENTENCES = List.of(
            "针对性能不稳定、良率偏低的问题，开展机理研究，建立工艺窗口。",
            "拟突破关键难题，形成自主知识产权，完成样机验证。",
            "项目组已积累三年以上，建有试验平台，具备开展研究的条件。",
            "预期主要指标达到国内先进水平，成本下降百分之二十。",
            "通过与龙头企业联合测试，完善标准和规范，推动规模应用。");

    private Typing() {}

    /** @param field code of the technical field, as the page offers it */
    static Map<String, String> answers(SplittableRandom random, int number, String field) {
        var typed = new LinkedHashMap<String, String>();
        String thing = pick(THINGS, random);
        String method = pick(METHODS, random);
        typed.put("project.title", thing + method + "研究" + number);
        typed.put("project.field", field);
        typed.put(
                "project.starts",
                LocalDate.now(Stage.ZONE).plusMonths(2).withDayOfMonth(1).toString());
        typed.put(
                "project.ends",
                LocalDate.now(Stage.ZONE).plusMonths(26).withDayOfMonth(1).toString());
        typed.put("project.summary", prose(random, 300) + number);
        typed.put("project.keywords", thing + "，" + method);
        typed.put("project.stage", pick(List.of("laboratory", "pilot", "production"), random));
        typed.put("project.first", random.nextBoolean() ? "yes" : "no");
        typed.put("content.purpose", prose(random, 1_200));
        typed.put("content.content", prose(random, 2_000));
        typed.put("content.innovation", prose(random, 500));
        typed.put("content.base", prose(random, 700));
        typed.put("content.market", prose(random, 400));
        typed.put("content.risk", prose(random, 300));
        typed.put("content.result", prose(random, 300));
        typed.put("team.leader", "负责人" + number);
        typed.put("team.leader-id", "32050019800101%03d%d".formatted(number % 1_000, number / 1_000 % 10));
        typed.put("team.phone", "139%08d".formatted(number));
        typed.put("team.contact", "联系人" + number);
        typed.put("team.contact-phone", "138%08d".formatted(number));
        typed.put("team.members", String.valueOf(3 + random.nextInt(20)));
        typed.put("team.months", String.valueOf(20 + random.nextInt(200)));
        typed.put("team.doctors", String.valueOf(random.nextInt(5)));
        int requested = 10 + random.nextInt(90);
        int own = requested + random.nextInt(100);
        typed.put("money.requested", String.valueOf(requested));
        typed.put("money.self-funds", String.valueOf(own));
        typed.put("money.total", String.valueOf(requested + own));
        typed.put("money.patents", String.valueOf(random.nextInt(10)));
        typed.put("money.revenue", String.valueOf(random.nextInt(5_000)));
        typed.put("money.tax", String.valueOf(random.nextInt(500)));
        typed.put("money.jobs", String.valueOf(random.nextInt(60)));
        return typed;
    }

    static <T> T pick(List<T> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String prose(SplittableRandom random, int length) {
        var text = new StringBuilder();
        while (text.length() < length) text.append(pick(SENTENCES, random));
        return text.toString();
    }

    /** A file of its own each, so that none is kept once for all. */
    static byte[] file(SplittableRandom random) {
        var text = new StringBuilder("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% ");
        while (text.length() < 100_000) text.append(Long.toHexString(random.nextLong()));
        return text.append("\ntrailer<</Root 1 0 R>>\n%%EOF\n")
                .toString()
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
