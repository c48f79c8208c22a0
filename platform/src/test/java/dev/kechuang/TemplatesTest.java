package dev.kechuang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the content security policy forbids is not written in the first place, and the guide names what there is. */
class TemplatesTest {

    private static final Path GUIDE = Path.of("../docs/interface.md");
    private static final Pattern PARAMETER = Pattern.compile("(?m)^@param .+? (\\w+)(?: = .*)?$");

    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "a style attribute", Pattern.compile("<[^>]*\\sstyle\\s*="),
            "a style element", Pattern.compile("<style"),
            "an event attribute", Pattern.compile("<[^>]*\\son[a-z]+\\s*="),
            "an inline script", Pattern.compile("<script(?![^>]*(?:\\ssrc=|type=\"application/json\"))"),
            "a javascript address", Pattern.compile("javascript:"),
            "htmx code to evaluate", Pattern.compile("\\shx-on|js:"));

    private final Map<Path, String> templates = SourceFiles.below(SourceFiles.TEMPLATES, ".jte");

    @Test
    void noTemplateHoldsScriptOrStyle() {
        var problems = new TreeSet<String>();
        templates.forEach((file, text) -> FORBIDDEN.forEach((what, pattern) -> {
            if (pattern.matcher(text).find()) problems.add(file + " holds " + what);
        }));
        assertThat(problems).isEmpty();
    }

    @Test
    void onlyJsonThatIsMadeSafeIsWrittenUnescaped() {
        var unsafe = Pattern.compile("\\$unsafe\\{(?!\\w+\\.json\\(\\)})");
        assertThat(templates)
                .allSatisfy((file, text) -> assertThat(unsafe.matcher(text).find())
                        .as("unescaped output in " + file)
                        .isFalse());
    }

    @Test
    void everyFormThatPostsHoldsTheTokenAgainstForgery() {
        var form = Pattern.compile("<form[^>]*method=\"post\".*?</form>", Pattern.DOTALL);
        templates.forEach((file, text) -> form.matcher(text)
                .results()
                .forEach(found ->
                        assertThat(found.group()).as("a form in " + file).contains("@template.shared.csrf(frame)")));
    }

    @Test
    void theGuideNamesEveryComponentWithItsParameters() throws Exception {
        List<String> rows = Files.readAllLines(GUIDE);
        templates.forEach((file, text) -> {
            if (!SourceFiles.TEMPLATES.resolve("shared").equals(file.getParent())) return;
            String name = file.getFileName().toString().replace(".jte", "");
            var row = rows.stream()
                    .filter(line -> line.startsWith("| `" + name + "` |"))
                    .toList();
            assertThat(row).as("row of " + name + " in docs/interface.md").hasSize(1);
            PARAMETER
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .forEach(parameter -> assertThat(row.getFirst())
                            .as("parameter of " + name)
                            .containsPattern("`[^`]*\\b" + parameter + "\\b[^`]*`"));
        });
    }
}
