package dev.kechuang.programme.web.definition;

import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.Region;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Reading;
import dev.kechuang.programme.internal.version.Version;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The editor of a programme's text.
 *
 * @param base version that is edited or copied, null for a new programme
 * @param regions to choose from for a new programme; empty where the region is that of {@code base}
 * @param check what is said about the text as it stands
 */
public record EditPage(@Nullable Version base, Form form, List<Region> regions, Check check) {

    /** @param definition null while something is wrong */
    public record Check(
            String text,
            List<PackProblem> problems,
            @Nullable Definition definition) {

        static Check of(String text, Reading reading) {
            return switch (reading) {
                case Reading.Good(Definition definition) -> new Check(text, List.of(), definition);
                case Reading.Bad(List<PackProblem> problems) -> new Check(text, problems, null);
            };
        }

        public String say(Frame frame, PackProblem problem) {
            return frame.pick(problem.chinese(), problem.english());
        }

        /** The line a problem is about, so that it can be found in the text. */
        public String line(PackProblem problem) {
            if (problem.line() == 0) return "";
            String line = text.lines()
                    .skip(problem.line() - 1L)
                    .findFirst()
                    .orElse("")
                    .strip();
            return line.length() > 90 ? line.substring(0, 90) + "…" : line;
        }

        public List<StagePicture> pictures(Frame frame) {
            return definition == null ? List.of() : StagePicture.all(frame, definition);
        }
    }

    public List<Option> regions(Frame frame) {
        return regions.stream()
                .map(region -> new Option(region.code(), frame.pick(region.name(), region.en())))
                .toList();
    }

    public String title(Frame frame) {
        return base == null
                ? frame.t("definition.new")
                : frame.t("definition.editing", DefinitionTexts.in(frame, base.name()));
    }

    public List<Crumb> crumbs(Frame frame) {
        return List.of(new Crumb(frame.t("definition.list"), "/programmes/definitions"));
    }

    public String back() {
        return base == null ? "/programmes/definitions" : DefinitionListPage.path(base);
    }
}
