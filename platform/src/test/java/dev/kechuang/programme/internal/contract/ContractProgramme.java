package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.SmallProgramme;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Words;
import java.math.BigDecimal;
import java.util.List;

/** The programme whose projects tests sign and carry out, and what its form froze when one was handed in. */
public final class ContractProgramme {

    private ContractProgramme() {}

    public static final String SUBMISSION = """
            {"sections": [
            {"id": "project", "name": {"zh": "基本情况", "en": ""}, "fields": [
              {"path": "project.summary", "name": {"zh": "项目摘要", "en": ""}, "kind": "text", "meaning": "summary", "unit": "", "value": "做一件事", "text": {"zh": "做一件事", "en": ""}, "source": "", "files": [], "organisations": []},
              {"path": "project.starts", "name": {"zh": "开始日期", "en": ""}, "kind": "date", "meaning": "starts", "unit": "", "value": "2026-12-01", "text": {"zh": "2026-12-01", "en": ""}, "source": "", "files": [], "organisations": []},
              {"path": "project.ends", "name": {"zh": "完成日期", "en": ""}, "kind": "date", "meaning": "ends", "unit": "", "value": "2028-11-30", "text": {"zh": "2028-11-30", "en": ""}, "source": "", "files": [], "organisations": []},
              {"path": "budget.self", "name": {"zh": "自筹经费", "en": ""}, "kind": "number", "meaning": "self-funds", "unit": "万元", "value": "30", "text": {"zh": "30万元", "en": ""}, "source": "", "files": [], "organisations": []},
              {"path": "content.milestones", "name": {"zh": "进度安排", "en": ""}, "kind": "table", "meaning": "", "unit": "", "value": "", "text": {"zh": "", "en": ""}, "source": "", "files": [], "organisations": [],
               "table": {"columns": [
                 {"id": "by", "unit": "", "meaning": "", "number": false, "name": {"zh": "截止日期", "en": ""}},
                 {"id": "target", "unit": "", "meaning": "", "number": false, "name": {"zh": "阶段目标", "en": ""}}],
                "rows": [
                 {"label": {"zh": "", "en": ""}, "values": ["2027-11-30", "完成样机"], "texts": [{"zh": "2027-11-30", "en": ""}, {"zh": "完成样机", "en": ""}]},
                 {"label": {"zh": "", "en": ""}, "values": ["2028-10-31", "完成应用"], "texts": [{"zh": "2028-10-31", "en": ""}, {"zh": "完成应用", "en": ""}]}],
                "totals": []}},
              {"path": "content.targets", "name": {"zh": "考核指标", "en": ""}, "kind": "table", "meaning": "", "unit": "", "value": "", "text": {"zh": "", "en": ""}, "source": "", "files": [], "organisations": [],
               "table": {"columns": [
                 {"id": "name", "unit": "", "meaning": "", "number": false, "name": {"zh": "name", "en": ""}},
                 {"id": "value", "unit": "", "meaning": "", "number": true, "name": {"zh": "value", "en": ""}},
                 {"id": "unit", "unit": "", "meaning": "", "number": false, "name": {"zh": "unit", "en": ""}}],
                "rows": [
                 {"label": {"zh": "", "en": ""}, "values": ["发明专利", "3", "项"], "texts": [{"zh": "发明专利", "en": ""}, {"zh": "3", "en": ""}, {"zh": "项", "en": ""}]},
                 {"label": {"zh": "", "en": ""}, "values": ["精度", "0.05", "毫米"], "texts": [{"zh": "精度", "en": ""}, {"zh": "0.05", "en": ""}, {"zh": "毫米", "en": ""}]}],
                "totals": []}},
              {"path": "budget.budget", "name": {"zh": "经费预算表", "en": ""}, "kind": "table", "meaning": "budget", "unit": "", "value": "", "text": {"zh": "", "en": ""}, "source": "", "files": [], "organisations": [],
               "table": {"columns": [
                 {"id": "grant", "unit": "万元", "meaning": "", "number": true, "name": {"zh": "grant", "en": ""}},
                 {"id": "own", "unit": "万元", "meaning": "", "number": true, "name": {"zh": "own", "en": ""}}],
                "rows": [
                 {"label": {"zh": "设备费", "en": ""}, "values": ["45", "20"], "texts": [{"zh": "45", "en": ""}, {"zh": "20", "en": ""}]},
                 {"label": {"zh": "材料费", "en": ""}, "values": ["30", "10"], "texts": [{"zh": "30", "en": ""}, {"zh": "10", "en": ""}]},
                 {"label": {"zh": "差旅费", "en": ""}, "values": ["0", ""], "texts": [{"zh": "0", "en": ""}, {"zh": "", "en": ""}]}],
                "totals": []}}]}]}
            """;

    /** Contract, execution with a mid-term check, acceptance by a panel. */
    static List<Stage> project() {
        return List.of(
                new Stage.Application("apply", words("申报"), 0),
                new Stage.Contract(
                        "contract",
                        words("签订任务书"),
                        15,
                        List.of(
                                words("甲方（{{主管部门}}）委托乙方（{{承担单位}}）承担项目 {{编号}}，资助 {{批准金额}}。"),
                                words("实施期自 {{开始日期}} 至 {{完成日期}}，负责人 {{项目负责人}}，摘要：{{项目摘要}}。"))),
                new Stage.Execution(
                        "execution",
                        words("项目实施"),
                        0,
                        List.of(
                                new Stage.Execution.Instalment("first", words("首期"), new BigDecimal("0.6"), "contract"),
                                new Stage.Execution.Instalment(
                                        "second", words("第二期"), new BigDecimal("0.3"), "midterm"),
                                new Stage.Execution.Instalment(
                                        "last", words("末期"), new BigDecimal("0.1"), "acceptance")),
                        List.of(
                                new Stage.Execution.Report("midterm", words("中期检查"), 12, true),
                                new Stage.Execution.Report("progress", words("年度进展报告"), 18, false))),
                new Stage.Acceptance(
                        "acceptance",
                        words("验收"),
                        30,
                        "panel",
                        List.of(
                                new Stage.Acceptance.Outcome("patents", words("发明专利"), "项"),
                                new Stage.Acceptance.Outcome("revenue", words("新增销售收入"), "元"),
                                new Stage.Acceptance.Outcome("jobs", words("新增就业"), "人")),
                        6));
    }

    static List<Stage> subsidy() {
        return List.of(new Stage.Application("apply", words("申报"), 0), new Stage.Payment("payment", words("拨付"), 20));
    }

    static Definition of(String code, List<Stage> stages) {
        var sheet = new Sheet(
                "panel",
                words("验收评价表"),
                List.of(
                        new Sheet.Item(
                                "tasks",
                                words("任务完成"),
                                words(""),
                                new BigDecimal("60"),
                                BigDecimal.ONE,
                                new BigDecimal("36")),
                        new Sheet.Item(
                                "money",
                                words("经费使用"),
                                words(""),
                                new BigDecimal("40"),
                                BigDecimal.ONE,
                                BigDecimal.ZERO)),
                true);
        return new SmallProgramme(code, words("市级项目"), stages)
                .money(new Definition.Grant(
                        Definition.Grant.Mode.REQUESTED,
                        0,
                        List.of(),
                        List.of(),
                        null,
                        0,
                        0,
                        BigDecimal.ZERO,
                        new BigDecimal("0.5")))
                .sheets(sheet)
                .make();
    }

    static Words words(String zh) {
        return new Words(zh, "");
    }
}
