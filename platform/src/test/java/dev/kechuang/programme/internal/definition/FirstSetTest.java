package dev.kechuang.programme.internal.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.Option;
import java.util.HashSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The programmes of this repository's packs are right and say what they should. */
class FirstSetTest {

    @Test
    void everyProgrammeOfThePacksIsRight() {
        assertThat(Programmes.reader().readAll())
                .extracting(programme -> programme.definition().code())
                .contains("suzhou-city-project")
                .doesNotHaveDuplicates();
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
}
