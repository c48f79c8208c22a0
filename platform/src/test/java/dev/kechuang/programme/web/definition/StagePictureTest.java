package dev.kechuang.programme.web.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Programmes;
import dev.kechuang.programme.web.definition.StagePicture.Box;
import dev.kechuang.programme.web.definition.StagePicture.Line;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.PageStage;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StagePictureTest {

    @SuppressWarnings("NullAway.Init")
    private static PageStage stage;

    @BeforeAll
    static void open() {
        stage = new PageStage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static Frame frame(boolean english) {
        return stage.frame(PageStage.OFFICER, english, false, "/programmes/definitions", null);
    }

    @Test
    void everyLineLiesInItsBoxAndNoBoxOnAnother() {
        for (var programme : Programmes.reader().readAll()) {
            for (boolean english : List.of(false, true)) {
                for (StagePicture picture : StagePicture.all(frame(english), programme.definition())) {
                    String which = programme.definition().code() + " in " + picture.columns();
                    assertThat(picture.boxes())
                            .as(which)
                            .hasSameSizeAs(programme.definition().stages())
                            .allSatisfy(box -> assertThat(box.lines())
                                    .allSatisfy(line -> assertThat(fits(box, line))
                                            .as(line.text())
                                            .isTrue()));
                    assertThat(picture.arrows()).hasSize(picture.boxes().size() - 1);
                    for (Box one : picture.boxes()) {
                        assertThat(one.x() + one.width()).isLessThanOrEqualTo(picture.width());
                        assertThat(one.y() + one.height()).isLessThanOrEqualTo(picture.height());
                        for (Box other : picture.boxes()) {
                            assertThat(one != other && overlap(one, other))
                                    .as(which)
                                    .isFalse();
                        }
                    }
                }
            }
        }
    }

    private static boolean fits(Box box, Line line) {
        double size = line.css().equals("title") ? 16 : 13;
        double width = line.text()
                .codePoints()
                .mapToDouble(c -> c >= 0x2E80 ? size : size * 0.56)
                .sum();
        return line.x() > box.x()
                && line.x() + width <= box.x() + box.width()
                && line.y() > box.y()
                && line.y() < box.y() + box.height();
    }

    private static boolean overlap(Box one, Box other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }

    @Test
    void saysWhoActsHowLongAndHowManyGoOn() {
        Definition talent = Programmes.definition("talent");
        var chinese = texts(StagePicture.of(frame(false), talent, 4));
        assertThat(chinese)
                .contains("4  技术评审", "专家 5 人，网上匿名评审", "15 个工作日", "取前 50%", "取前 32 名", "取前 16 名", "投票 1 轮，≥ 2/3 同意");
        var english = texts(StagePicture.of(frame(true), talent, 4));
        assertThat(english).contains("5 experts, online and blind", "15 working days", "The best 16 go on");
    }

    private static List<String> texts(StagePicture picture) {
        return picture.boxes().stream()
                .flatMap(box -> box.lines().stream().map(Line::text))
                .toList();
    }

    @Test
    void theRulesReadInBothLanguages() {
        var labels = new Labels(Programmes.packs(), Programmes.CLOCK);
        for (var programme : Programmes.reader().readAll()) {
            for (boolean english : List.of(false, true)) {
                Frame frame = frame(english);
                assertThat(DefinitionTexts.head(frame, programme.definition(), labels))
                        .isNotEmpty();
                assertThat(DefinitionTexts.stages(frame, programme.definition()).rows())
                        .hasSameSizeAs(programme.definition().stages());
                programme
                        .definition()
                        .form()
                        .sections()
                        .forEach(section -> assertThat(
                                        DefinitionTexts.fields(frame, section).rows())
                                .isNotEmpty());
            }
        }
        var contest = DefinitionTexts.head(frame(false), Programmes.definition("innovation-contest"), labels);
        assertThat(contest).extracting(Detail::value).contains(Cell.text("第 1 名 50 万元、第 2–3 名 30 万元、第 4–6 名 10 万元"));
        var evaluation = DefinitionTexts.head(frame(false), Programmes.definition("incubator-evaluation"), labels);
        assertThat(evaluation).extracting(Detail::value).contains(Cell.text("公布结果通过后，得分 < 60 的撤销市级科技企业孵化器"));
    }
}
