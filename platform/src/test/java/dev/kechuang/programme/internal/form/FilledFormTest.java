package dev.kechuang.programme.internal.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.Programmes;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Sentences;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a form asks, reads and objects to, on the city project of the packs. */
class FilledFormTest {

    private static final Definition PROJECT = Programmes.definition("city-project");

    private static FilledForm form(Map<String, String> values) {
        return new FilledForm(PROJECT.form(), MadeUpAnswersTest.answers(values), Locale.SIMPLIFIED_CHINESE);
    }

    private static Map<String, String> filled(String track) {
        return new LinkedHashMap<>(
                MadeUpAnswers.of(PROJECT, Map.of(), track, LocalDate.of(2026, 11, 21), new Random(7)));
    }

    private static List<FieldError> at(FilledForm form, String path) {
        return FormCheck.problems(form).stream()
                .filter(error -> error.field().equals(path))
                .toList();
    }

    @Test
    void aSectionIsAskedWhereItsConditionHolds() {
        var values = filled("special");
        assertThat(form(values).sections()).extracting(Section::id).contains("applicant");
        values.put("project.track", "basic");
        FilledForm basic = form(values);
        assertThat(basic.sections()).extracting(Section::id).doesNotContain("applicant");
        assertThat(basic.typed("applicant.revenue"))
                .as("hidden answers are kept")
                .isNotEmpty();
        assertThat(Freezer.freeze(basic, Map.of()).field("applicant.revenue"))
                .as("and not handed in")
                .isEmpty();
    }

    @Test
    void whatCannotBeDecidedYetIsAsked() {
        assertThat(form(Map.of()).sections()).extracting(Section::id).contains("applicant");
    }

    @Test
    void aFieldThatDependsOnAHiddenOneIsNotAskedEither() {
        var values = filled("basic");
        assertThat(at(form(values), "attachments.accounts")).isEmpty();
        assertThat(at(form(values), "attachments.agreement"))
                .as("no co-applicants, no agreement")
                .isEmpty();
        values.put("project.co-applicants.0192", """
                {"id":"00000000-0000-0000-0000-000000000001","name":"苏州大学","creditCode":"x"}""");
        assertThat(at(form(values), "attachments.agreement")).hasSize(1);
    }

    @Test
    void aBudgetThatDoesNotAddUpIsToldWithBothNumbers() {
        var values = filled("special");
        assertThat(at(form(values), "budget.budget")).isEmpty();
        values.put("budget.requested", "60");
        values.put("budget.budget.01.grant", "12.5");
        for (int row = 2; row <= 9; row++) values.put("budget.budget.0" + row + ".grant", "");
        var error = at(form(values), "budget.budget").getFirst();
        assertThat(error.key()).isEqualTo("form.problem.ruleMoney");
        assertThat(Sentences.of(error)).isEqualTo("预算表中资助经费之和应等于申请经费（现在分别是 12.5 万元和 60 万元）");
        assertThat(form(values).answered("budget.budget"))
                .satisfies(answered -> assertThat(
                                ((Answered.Table) answered).totals().get("grant"))
                        .isEqualByComparingTo("12.5"));
    }

    @Test
    void whatIsTypedIsReadAsPeopleWriteItAndKeptWhereItCannotBeRead() {
        var values = filled("special");
        values.put("budget.requested", "１，０００．５万元");
        assertThat(form(values).answered("budget.requested"))
                .isEqualTo(new Answered.Number(new java.math.BigDecimal("1000.5")));
        assertThat(at(form(values), "budget.requested"))
                .extracting(FieldError::key)
                .contains("form.problem.most");
        values.put("budget.requested", "五十万");
        assertThat(at(form(values), "budget.requested"))
                .extracting(FieldError::key)
                .containsExactly("form.problem.number");
        assertThat(form(values).typed("budget.requested")).isEqualTo("五十万");
        values.put("budget.requested", "12.345");
        assertThat(at(form(values), "budget.requested"))
                .extracting(FieldError::key)
                .contains("form.problem.decimals");
        values.put("project.starts", "2027年春天");
        assertThat(at(form(values), "project.starts"))
                .extracting(FieldError::key)
                .containsExactly("form.problem.date");
        values.put("team.leader-id", "12345");
        assertThat(at(form(values), "team.leader-id"))
                .extracting(FieldError::key)
                .containsExactly("form.problem.patternHint");
    }

    @Test
    void whatIsMissingIsNamedFieldByFieldAndCellByCell() {
        var problems = FormCheck.problems(form(Map.of("project.track", "basic")));
        assertThat(problems)
                .extracting(FieldError::field)
                .contains("project.title", "team.people", "budget.budget", "attachments.commitment")
                .doesNotContain("project.co-applicants", "applicant.revenue");
        var values = filled("basic");
        values.put("team.people.r00000000010000.unit", "");
        var error = at(form(values), "team.people.r00000000010000.unit").getFirst();
        assertThat(error.key()).isEqualTo("form.problem.cell");
        assertThat(error.args()).containsExactly("项目组成员", "1", "工作单位");
        values.keySet().removeIf(path -> path.startsWith("content.milestones.r0000000002"));
        values.keySet().removeIf(path -> path.startsWith("content.milestones.r0000000003"));
        assertThat(at(form(values), "content.milestones"))
                .extracting(FieldError::key)
                .containsExactly("form.problem.rowsLeast");
    }

    @Test
    void aSubmissionSaysInWordsWhatWasChosen() {
        var content = Freezer.freeze(form(filled("special")), Map.of());
        assertThat(content.field(Meaning.TRACK).orElseThrow().text().zh()).isEqualTo("重点专项计划");
        assertThat(content.fen(Meaning.REQUESTED)).isPositive();
        assertThat(content.field(Meaning.PEOPLE).orElseThrow().table())
                .isNotNull()
                .satisfies(table -> assertThat(table.column(Meaning.MEMBER_NAME))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .doesNotContain(""));
        assertThat(content.labelled("经费预算表").orElseThrow().table())
                .isNotNull()
                .satisfies(table ->
                        assertThat(table.rows().getFirst().label().zh()).isEqualTo("设备费"));
    }
}
