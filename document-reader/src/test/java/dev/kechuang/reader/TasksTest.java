package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TasksTest {
    private static List<Task> tasks(String body) {
        return DocumentReader.read("t", "2020年全市科技工作要点\n" + body).tasks();
    }

    @Test
    void bracketAfterTheLastSentenceNamesTheOwners() {
        Task task = tasks("1.孵化体系建设行动。一是提升绩效。二是新建孵化器5家以上。(高新处,各县区、园区)\n").getFirst();
        assertThat(task.heading()).isEqualTo("孵化体系建设行动");
        assertThat(task.owners()).containsExactly("高新处", "各县区", "园区");
        assertThat(task.targets()).extracting(Figure::text).containsExactly("5家");
    }

    @Test
    void labelledClauseInsideTheParagraph() {
        List<Task> tasks = tasks("""
                二、重点任务
                1.培育创新型企业。每年新增高新技术企业60家以上。责任单位：科技局、经信委、有关各镇、区（街道）。
                2.集聚创新资源。引进大院大所10家。（责任单位：科技局、发改委、财政局）
                """);
        assertThat(tasks).extracting(Task::heading).containsExactly("培育创新型企业", "集聚创新资源");
        assertThat(tasks.get(0).owners()).containsExactly("科技局", "经信委", "有关各镇、区(街道)");
        assertThat(tasks.get(1).owners()).containsExactly("科技局", "发改委", "财政局");
    }

    @Test
    void leadAndSupportAreToldApart() {
        List<Task> tasks = tasks("""
                （一）加大财政投入。6月底前出台办法。（牵头单位：市财政局；配合单位：市科技局、市税务局）
                （二）优化服务。（市科技局牵头，市教育局、各县（市、区）政府配合）
                """);
        assertThat(tasks.get(0).lead()).containsExactly("市财政局");
        assertThat(tasks.get(0).support()).containsExactly("市科技局", "市税务局");
        assertThat(tasks.get(0).deadline()).isEqualTo(LocalDate.of(2020, 6, 30));
        assertThat(tasks.get(1).lead()).containsExactly("市科技局");
        assertThat(tasks.get(1).support()).containsExactly("市教育局", "各县(市、区)政府");
        assertThat(tasks.get(1).owners()).hasSize(3);
    }

    @Test
    void clauseOnALineOfItsOwnClosesTheItemAboveItsList() {
        Task task = tasks("""
                三、推进科技金融
                1.设立基金
                （1）组建基金管理公司。
                （2）首期规模5亿元。
                责任单位：金融办、科技局
                """).getFirst();
        assertThat(task.heading()).isEqualTo("设立基金");
        assertThat(task.owners()).containsExactly("金融办", "科技局");
    }

    @Test
    void eachOfSeveralPointsMayHaveOwnersOfItsOwn() {
        List<Task> tasks = tasks("1.优化环境。一是加强宣传。（责任单位：办公室）二是兑现政策。（责任单位：法规处、计财处）\n");
        assertThat(tasks).extracting(Task::owners).containsExactly(List.of("办公室"), List.of("法规处", "计财处"));
        assertThat(tasks.get(1).heading()).isEqualTo("兑现政策");
    }

    @Test
    void otherBracketsNameNobody() {
        assertThat(tasks("1.推进创业园（企业孵化器）建设，落实《管理办法（试行）》，新建众创空间（含星创天地）5家。\n")).isEmpty();
        assertThat(tasks("2.总结经验。（根据录音整理）\n")).isEmpty();
    }
}
