package dev.kechuang.programme.internal.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The programmes of this repository's packs are right and say what they should. */
class FirstSetTest {

    @Test
    void everyProgrammeOfThePacksIsRight() {
        assertThat(Programmes.reader().readAll())
                .extracting(programme -> programme.definition().code())
                .containsExactlyInAnyOrder(
                        "suzhou-city-project",
                        "suzhou-leading-talent",
                        "suzhou-science-award",
                        "suzhou-hnte",
                        "suzhou-engineering-centre",
                        "suzhou-rd-subsidy",
                        "suzhou-incubator-evaluation",
                        "suzhou-innovation-contest",
                        "taicang-project");
    }

    @Test
    void everyNameIsThereInEnglishToo() {
        var missing = new HashSet<String>();
        for (var programme : Programmes.reader().readAll()) {
            Definition definition = programme.definition();
            definition.stages().forEach(stage -> english(stage.name(), missing));
            definition.tracks().forEach(track -> english(track.name(), missing));
            definition.conditions().forEach(condition -> english(condition, missing));
            english(definition.name(), missing);
            for (var section : definition.form().sections()) {
                english(section.name(), missing);
                for (var field : section.fields()) {
                    english(field.name(), missing);
                    if (!field.hint().zh().isEmpty()) english(field.hint(), missing);
                }
                section.rules().forEach(rule -> english(rule.message(), missing));
            }
            for (var sheet : definition.sheets()) {
                english(sheet.name(), missing);
                sheet.items().forEach(item -> english(item.name(), missing));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static void english(Words words, HashSet<String> missing) {
        if (words.en().isEmpty()) missing.add(words.zh());
    }

    @Test
    void theCityProjectHasTwoTracksDistrictMatchingAndTwoInstalments() {
        Definition project = Programmes.definition("city-project");
        assertThat(project.region()).isEqualTo("320500");
        assertThat(project.tracks()).extracting(Definition.Track::code).containsExactly("basic", "special");
        Definition.Grant money = Objects.requireNonNull(project.money());
        assertThat(money.mostFen()).isEqualTo(100_000_000);
        assertThat(money.leastFen()).isEqualTo(10_000_000);
        assertThat(money.districtShare()).isEqualByComparingTo("0.5");
        var execution = project.first(Stage.Execution.class).orElseThrow();
        assertThat(execution.instalments().getFirst().share()).isEqualByComparingTo("0.6");
        assertThat(execution.instalments().getLast().after()).isEqualTo("midterm");
        assertThat(project.form().withMeaning(Meaning.TRACK))
                .get()
                .isInstanceOfSatisfying(
                        ChoiceField.class,
                        choice -> assertThat(choice.options())
                                .extracting(Option::code)
                                .containsExactly("basic", "special"));
        assertThat(project.form().withMeaning(Meaning.FIELD))
                .get()
                .isInstanceOfSatisfying(
                        ChoiceField.class,
                        choice -> assertThat(choice.options()).hasSize(8));
        assertThat(project.form().pathOf(Meaning.REQUESTED)).contains("budget.requested");
    }

    @Test
    void theTalentProgrammeHasThreeRoundsThatLeaveSixteenOf110() {
        Definition talent = Programmes.definition("talent");
        var rounds = talent.stages().stream()
                .filter(Stage.Review.class::isInstance)
                .map(Stage.Review.class::cast)
                .toList();
        assertThat(rounds).extracting(Stage::id).containsExactly("technical", "industrial", "interview");
        assertThat(rounds.getFirst().blind()).isTrue();
        assertThat(rounds.getFirst().passes().share()).isEqualByComparingTo("0.5");
        assertThat(rounds.getLast().passes().count()).isEqualTo(16);
        assertThat(Objects.requireNonNull(talent.money()).byTrack())
                .contains(new Definition.Grant.TrackSum("founder", 200_000_000));
    }

    @Test
    void theAwardIsNominatedByInstitutionsAndTakesTwoVotes() {
        Definition award = Programmes.definition("science-award");
        assertThat(award.first(Stage.Recommendation.class).orElseThrow().by())
                .isEqualTo(Stage.Recommendation.By.INSTITUTION);
        var committee = (Stage.Review) award.stage("committee");
        assertThat(committee.votes()).isEqualTo(2);
        var majority = Objects.requireNonNull(committee.majority());
        assertThat(majority.reachedBy(10, 15)).isTrue();
        assertThat(majority.reachedBy(9, 15)).isFalse();
        assertThat(new Stage.Review.Majority(1, 2, true).reachedBy(5, 10)).isFalse();
        assertThat(award.first(Stage.Payment.class)).isPresent();
        assertThat(award.first(Stage.Contract.class)).isEmpty();
    }

    @Test
    void titlesAreGrantedConfirmedAndLost() {
        assertThat(Programmes.definition("hnte").eligibility()).isEqualTo("cn-hnte");
        assertThat(Programmes.definition("hnte").effects())
                .containsExactly(new Definition.Effect.GrantTitle("approval", "hnte", "national", List.of()));
        assertThat(Programmes.definition("engineering-centre").effects())
                .singleElement()
                .isInstanceOfSatisfying(
                        Definition.Effect.GrantTitle.class,
                        grant -> assertThat(grant.states())
                                .contains(new Definition.Effect.Stated("area", "institution.area")));
        assertThat(Programmes.definition("incubator-evaluation").effects())
                .contains(new Definition.Effect.RevokeTitle("approval", "incubator", "city", "得分 < 60"));
    }

    @Test
    void theSubsidyIsComputedByAPolicyAndPaidWithoutContract() {
        Definition subsidy = Programmes.definition("rd-subsidy");
        var money = Objects.requireNonNull(subsidy.money());
        assertThat(money.mode()).isEqualTo(Definition.Grant.Mode.POLICY);
        assertThat(money.benefit()).isEqualTo("cn-jiangsu-suzhou-rd-reward");
        assertThat(subsidy.first(Stage.Review.class)).isEmpty();
        assertThat(subsidy.stages().getLast()).isInstanceOf(Stage.Payment.class);
        assertThat(subsidy.form().withMeaning(Meaning.PROVEN_EXPENSE)).isPresent();
    }

    @Test
    void theContestIsScoredInPublicAndPaysByPlace() {
        Definition contest = Programmes.definition("innovation-contest");
        assertThat(((Stage.Review) contest.stage("final")).mode()).isEqualTo(Stage.Review.Mode.PUBLIC);
        assertThat(Objects.requireNonNull(contest.money()).byRank())
                .contains(new Definition.Grant.RankSum(1, 50_000_000));
    }

    @Test
    void taicangsProgrammeIsItsOwn() {
        Definition taicang = Programmes.definition("taicang-project");
        assertThat(taicang.region()).isEqualTo("320585");
        assertThat(taicang.first(Stage.Execution.class).orElseThrow().instalments())
                .hasSize(3);
    }
}
