package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.DateField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.OrganisationsField;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.definition.FormDefinition.TextField;
import dev.kechuang.programme.internal.definition.FormDefinition.YesNoField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Made-up values of single fields by their type, meaning and label: names, identity numbers, sentences, sums. All of one
 * application speak of the same thing.
 */
final class MadeUpValues {

    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗沈陆顾钱蒋许潘";
    private static final String GIVEN = "伟敏静磊洋艳勇军杰娟涛明超霞平刚桂文辉力建国志强晓东海峰立新";
    private static final List<String> THINGS = List.of(
            "碳化硅功率器件",
            "工业机器人关节",
            "抗体偶联药物",
            "锂电隔膜涂层",
            "车规级激光雷达",
            "高纯电子特气",
            "内窥镜成像模组",
            "氢燃料电池膜电极",
            "半导体晶圆检测",
            "智能网联域控制器",
            "精密光学元件",
            "柔性显示材料",
            "核酸诊断试剂",
            "数控系统伺服驱动",
            "生物可降解塑料",
            "水下特种机器人");
    private static final List<String> METHODS =
            List.of("低温烧结", "高通量筛选", "在线监测", "多源数据融合", "高精度装配", "连续流合成", "深度学习检测", "表面改性", "轻量化设计", "国产化替代");
    private static final List<String> AIMS = List.of("关键技术研究", "工艺开发与应用", "产业化", "研究与示范", "装备研制");
    private static final List<String> SENTENCES = List.of(
            "针对%s性能不稳定、良率偏低的问题，开展%s的机理研究，建立工艺窗口。",
            "拟突破%s中的%s难题，形成自主知识产权，完成样机验证。",
            "项目组已在%s方面积累三年以上，建有%s试验平台，具备开展研究的条件。",
            "预期%s的主要指标达到国内先进水平，%s成本下降百分之二十。",
            "通过与龙头企业联合测试，完善%s的标准和规范，推动%s规模应用。");

    private final LocalDate today;
    private final RandomGenerator random;
    private final String thing;
    private final String method;

    MadeUpValues(LocalDate today, RandomGenerator random) {
        this.today = today;
        this.random = random;
        this.thing = pick(THINGS);
        this.method = pick(METHODS);
    }

    /**
     * Of a field that stands for itself; empty for files and organisations.
     *
     * @param row of a table from 1, 0 outside of one
     */
    String of(Field field, int row) {
        return switch (field) {
            case TextField text -> made(text);
            case NumberField number -> made(number);
            case DateField date -> date(date, row);
            case ChoiceField choice ->
                choice.options().isEmpty() ? "" : pick(choice.options()).code();
            case YesNoField ignored -> random.nextInt(4) == 0 ? "no" : "yes";
            case FileField ignored -> "";
            case OrganisationsField ignored -> "";
            case TableField ignored -> "";
        };
    }

    private String made(TextField field) {
        Meaning meaning = field.meaning();
        String label = field.name().zh();
        if (meaning == Meaning.TITLE) return cut(thing + method + pick(AIMS), field.most());
        if (meaning == Meaning.LEADER || meaning == Meaning.MEMBER_NAME) return person();
        if (meaning == Meaning.LEADER_ID_NUMBER || meaning == Meaning.MEMBER_ID_NUMBER) return idNumber();
        if (!field.pattern().isEmpty()) {
            for (String candidate : List.of(
                    "139" + "%08d".formatted(random.nextInt(100_000_000)),
                    idNumber(),
                    "ZL2023" + "%08d".formatted(random.nextInt(100_000_000)),
                    Integer.toString(1 + random.nextInt(9)),
                    "%04d".formatted(2015 + random.nextInt(10)),
                    "user" + random.nextInt(1000) + "@example.cn",
                    "JZ" + "%06d".formatted(random.nextInt(1_000_000)))) {
                if (candidate.matches(field.pattern()) && candidate.length() <= field.most()) return candidate;
            }
        }
        if (label.contains("姓名") || label.contains("负责人") || label.contains("联系人")) return person();
        if (label.contains("电话") || label.contains("手机")) return "139%08d".formatted(random.nextInt(100_000_000));
        if (label.contains("量单位") || label.equals("单位")) return "项";
        if (label.contains("单位") || label.contains("机构") || label.contains("学校")) {
            return cut(pick(List.of("苏州大学", "中科院苏州纳米所", "苏州医工所", "东南大学", "本单位")), field.most());
        }
        if (label.contains("职称")) return "高级工程师";
        if (field.most() <= 20) return cut(method, field.most());
        if (field.most() <= 120) return cut(thing + method, field.most());
        var text = new StringBuilder();
        int wanted = Math.min(field.most(), 150 + random.nextInt(450));
        while (text.length() < wanted) text.append(pick(SENTENCES).formatted(thing, method));
        return cut(text.toString(), wanted);
    }

    private String made(NumberField field) {
        BigDecimal least = field.least() == null ? BigDecimal.ZERO : field.least();
        BigDecimal most = field.most() == null ? usual(field).max(least.add(BigDecimal.ONE)) : field.most();
        BigDecimal span = most.subtract(least);
        BigDecimal value = least.add(
                span.multiply(BigDecimal.valueOf(random.nextInt(20, 90)).movePointLeft(2)));
        return plain(
                value.setScale(Math.min(field.decimals(), 2), RoundingMode.DOWN).max(least));
    }

    private static BigDecimal usual(NumberField field) {
        return BigDecimal.valueOf(
                switch (field.unit()) {
                    case "万元" -> 200;
                    case "元" -> 2_000_000;
                    case "%" -> 100;
                    case "人" -> 60;
                    case "项", "件", "篇", "个" -> 12;
                    default -> 50;
                });
    }

    private String date(DateField field, int row) {
        Meaning meaning = field.meaning();
        if (meaning == Meaning.STARTS)
            return today.plusMonths(3).withDayOfMonth(1).toString();
        if (meaning == Meaning.ENDS)
            return today.plusMonths(27).withDayOfMonth(1).minusDays(1).toString();
        if (row > 0)
            return today.plusMonths(3 + 5L * row).withDayOfMonth(1).minusDays(1).toString();
        return today.minusMonths(6 + random.nextInt(48))
                .withDayOfMonth(1 + random.nextInt(28))
                .toString();
    }

    private String person() {
        String given = GIVEN;
        int first = random.nextInt(given.length());
        String name = String.valueOf(SURNAMES.charAt(random.nextInt(SURNAMES.length()))) + given.charAt(first);
        return random.nextInt(3) == 0 ? name : name + given.charAt(random.nextInt(given.length()));
    }

    /** Made up, with the check character of GB 11643. */
    private String idNumber() {
        String body = "3205" + "%02d".formatted(random.nextInt(5, 90)) + (1960 + random.nextInt(38))
                + "%02d%02d%03d".formatted(random.nextInt(1, 13), random.nextInt(1, 29), random.nextInt(1, 1000));
        int sum = 0;
        for (int i = 0; i < 17; i++) sum += (body.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        return body + "10X98765432".charAt(sum % 11);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
