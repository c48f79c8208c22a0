package dev.kechuang.programme.internal.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.programme.internal.definition.Programmes;
import dev.kechuang.shared.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Made-up answers satisfy every form of the packs, whatever the dice say. */
class MadeUpAnswersTest {

    static Map<String, Answer> answers(Map<String, String> values) {
        var answers = new LinkedHashMap<String, Answer>();
        values.forEach((path, value) -> answers.put(path, new Answer(path, value, 1, "王", Instant.EPOCH, List.of())));
        return answers;
    }

    @Test
    void everyProgrammeOfThePacksCanBeFilledInWithoutAProblem() {
        for (var programme : Programmes.reader().readAll()) {
            Definition definition = programme.definition();
            for (int seed = 0; seed < 20; seed++) {
                var values = MadeUpAnswers.of(definition, Map.of(), "", LocalDate.of(2026, 11, 21), new Random(seed));
                var form = new FilledForm(definition.form(), answers(values), Locale.SIMPLIFIED_CHINESE);
                assertThat(FormCheck.problems(form).stream().filter(error -> !isFile(definition, error)))
                        .as(definition.code() + " with seed " + seed + ": " + values)
                        .isEmpty();
            }
        }
    }

    private static boolean isFile(Definition definition, FieldError error) {
        return definition.form().field(error.field()).orElse(null) instanceof FileField;
    }
}
