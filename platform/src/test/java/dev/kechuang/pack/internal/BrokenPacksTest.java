package dev.kechuang.pack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Packs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to break a pack is told at its place, in both languages, and with what would be right. */
class BrokenPacksTest {

    private static final String HEAD = """
            id: cn
            name: 国家
            en: National
            version: "1"
            """;

    private static final String CITY = """
            id: cn-city
            name: 某市
            en: City
            region: 320500
            parent: cn
            version: "1"
            """;

    @TempDir
    Path directory;

    /** A small sound set of packs: the real national lists and roles, two regions, one year. */
    private void sound() throws IOException {
        write("cn/pack.yaml", HEAD);
        write("cn-city/pack.yaml", CITY);
        for (String file : List.of("roles.yaml", "lists.yaml")) {
            write(
                    "cn/" + file,
                    Files.readString(Packs.find("packs").resolve("cn").resolve(file)));
        }
        write("cn/regions.yaml", regions(""));
        write("cn/holidays.yaml", year("{ name: 节, en: Day, off: [2026-01-01] }"));
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve("packs").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String regions(String more) {
        return """
                since: 2002-01-01
                regions:
                  - { code: 320000, name: 江苏省, en: Jiangsu, kind: province }
                  - { code: 320500, name: 苏州市, en: Suzhou, kind: city, parent: 320000 }
                """ + more;
    }

    private static String year(String holidays) {
        return """
                years:
                  - year: 2026
                    statutory: 1
                    source: 国办发明电
                    holidays:
                      - %s
                """.formatted(holidays);
    }

    /** A {@code §} in the text stands before what the problem points at. */
    static Stream<Arguments> broken() {
        return Stream.of(
                // how it is written
                broken("cn/pack.yaml", HEAD + "§nmae: x", "未知的键“nmae”，是否应为“name”", "did you mean \"name\""),
                broken("cn/pack.yaml", HEAD + "§name: 又", "写了两次", "stands twice"),
                broken("cn/pack.yaml", HEAD.replace("id: cn", "id: §[a]"), "应为一个值", "one value"),
                broken("cn/pack.yaml", HEAD.replace("name: 国家", "name:§"), "不能为空", "is empty"),
                broken("cn/pack.yaml", "§" + HEAD.replace("name: 国家\n", ""), "缺少“name”", "\"name\" is missing"),
                broken("cn/pack.yaml", "§- a", "文件应为“键: 值”", "key: value"),
                broken("cn/pack.yaml", "id: cn\n  name§: [", "不是正确的 YAML", "not well-formed YAML"),
                broken("cn/pack.yaml", HEAD.replace("id: cn", "id: §other"), "id 应与文件夹同名", "folder's name"),
                elsewhere("cn/region.yaml", "x: 1", "cn/region.yaml", "是否应为 regions.yaml", "did you mean regions.yaml"),
                broken("cn/regions.yaml", "regions: §3", "应为列表", "has to be a list"),
                broken("cn/regions.yaml", "regions: [§3]", "应为“键: 值”", "key: value"),
                broken("cn/regions.yaml", "since: §2002-02-30\nregions: []", "不是日期", "is no date"),
                // regions
                region("{ code: §32, name: 甲, en: A, kind: county, parent: 320500 }", "六位数字", "six digits"),
                region(
                        "{ code: 320581, name: 甲, en: A, kind: §town, parent: 320500 }",
                        "应为其一：province",
                        "one of: province"),
                region(
                        "§{ code: 320581, name: 甲, en: A, kind: county, parent: 320501 }",
                        "没有区划 320501，是否应为 320500",
                        "did you mean 320500"),
                region("§{ code: 320581, name: 甲, en: A, kind: county }", "缺少“parent”", "\"parent\" is missing"),
                region(
                        "{ code: 330000, name: 甲, en: A, kind: province, parent: §320000 }",
                        "省级没有上级",
                        "province has no parent"),
                region("§{ code: 320600, name: 甲, en: A, kind: city, parent: 320500 }", "级次不符", "wrong level"),
                region(
                        "§{ code: 320500, name: 甲, en: A, kind: city, parent: 320000, from: 2010-01-01 }",
                        "有效期重叠",
                        "overlaps in time"),
                region("§{ code: 320500, name: 甲, en: A, kind: city, parent: 320000 }", "重复", "defined twice"),
                region(
                        "{ code: 320581, name: 甲, en: A, kind: county, parent: 320500, until: §2001-01-01 }",
                        "应晚于“from”",
                        "has to be after"),
                region(
                        "§{ code: 320581, name: 甲, en: A, kind: county, parent: 320500, until: 2012-01-01, successors: [320599] }",
                        "没有区划 320599",
                        "no region 320599"),
                region(
                        "{ code: 320581, name: 甲, en: A, kind: county, parent: 320500, successors: §[320500] }",
                        "应补“until”",
                        "give \"until\""),
                region("§{ code: 320571, name: 甲, en: A, kind: zone, parent: 320500 }", "所在的行政区", "lies in"),
                region(
                        "§{ code: 320571, name: 甲, en: A, kind: zone, parent: 320500, overlaps: [320571] }",
                        "是功能区",
                        "is a zone"),
                region(
                        "{ code: 320571, name: 甲, en: A, kind: zone, parent: 320500, overlaps: [320500], own: §true }",
                        "第五位为 9",
                        "9 as the fifth digit"),
                region(
                        "§{ code: 320571, name: 甲, en: A, kind: zone, parent: 320571, overlaps: [320500] }",
                        "是自己的上级",
                        "above itself"),
                // calendar
                holiday("{ name: 节, en: Day, off: [2026-01-01], work: §[2026-01-05] }", "不是周末", "no weekend day"),
                holiday("{ name: 节, en: Day, off: §[2025-01-01] }", "不在 2026 年", "is not in 2026"),
                holiday("{ name: 节, en: Day, off: [§2026-01-05/2026-01-01] }", "应先早后晚", "run forward"),
                broken(
                        "cn/holidays.yaml",
                        year("{ name: 节, en: Day, off: [2026-01-01/2026-01-02] }")
                                .replace("      -", "      §-"),
                        "法定为 1 天",
                        "the law 1"),
                // other kinds
                broken("cn/industries.yaml", "industries: [{ code: §Z1, name: 甲, en: A }]", "门类字母", "letter A-T"),
                broken(
                        "cn/industries.yaml",
                        "industries: [§{ code: C39, name: 甲, en: A }]",
                        "缺少门类 C",
                        "section C is missing"),
                broken("cn/fields.yaml", "fields: [{ code: §A B, name: 甲, en: A }]", "小写字母", "small letters"),
                broken("cn/fields.yaml", "fields: [§{ code: a, name: 甲, en: A, parent: b }]", "没有上级领域", "no field"),
                broken(
                        "cn/scales.yaml",
                        "scales: [§{ code: a, name: 甲, en: A, industries: [C], measures: [] }]",
                        "没有行业 C",
                        "no industry C"),
                broken(
                        "cn/scales.yaml",
                        "scales: [{ code: a, name: 甲, en: A, industries: [C], measures: [{ measure: staff, large: 1, medium: §5, small: 2 }] }]",
                        "大型 ≥ 中型",
                        "have to fall"),
                broken(
                        "cn/scales.yaml",
                        "scales: [{ code: a, name: 甲, en: A, industries: [C], measures: [{ measure: staff, large: 9, medium: 5, small: §two }] }]",
                        "整数",
                        "whole number"),
                broken(
                        "cn/units.yaml",
                        "units: [§{ code: a, name: 甲, en: A, kind: divison, region: 320500 }]",
                        "应为其一：bureau",
                        "one of: bureau"),
                broken(
                        "cn/units.yaml",
                        "units: [§{ code: a, name: 甲, en: A, kind: division, region: 320999 }]",
                        "没有区划 320999",
                        "no region 320999"),
                elsewhere("cn/roles.yaml", "roles: []", "cn/pack.yaml:1:1", "缺少角色“applicant”", "lacks the role"),
                elsewhere("cn/lists.yaml", "lists: []", "cn/pack.yaml:1:1", "缺少列表“unit-kind”", "lacks the list"),
                fact(
                        "§{ name: 甲, code: a, en: A, group: 组, type: enum, period: year }",
                        "“values”在且仅在",
                        "go with type enum"),
                fact(
                        "{ name: 甲, code: a, en: A, group: 组, type: §number, period: year }",
                        "应为其一：money",
                        "one of: money"),
                fact(
                        "{ name: 甲, code: a, en: A, group: 组, type: text, period: §events }",
                        "同为 events",
                        "events together"),
                fact(
                        "{ name: 甲, code: a, en: A, group: 组, type: integer, period: year, min: 3, max: §1 }",
                        "不能小于“min”",
                        "less than"),
                fact(
                        "{ name: 甲, code: a, en: A, group: 组, type: integer, period: year, min: §low }",
                        "应为数",
                        "has to be a number"),
                fact(
                        "{ name: 甲, code: a, en: A, group: 组, type: integer, period: year, changeable: §ja }",
                        "true 或 false",
                        "true or false"),
                fact(
                        "{ name: 甲, code: a, en: A, group: 组, type: text, period: year }, §{ name: 甲, code: b, en: B, group: 组, type: text, period: year }",
                        "事实名称“甲”重复",
                        "stands twice"),
                // inheritance
                broken(
                        "cn-city/pack.yaml",
                        "§" + CITY.replace("parent: cn", "parent: cnn"),
                        "没有上级定义包“cnn”，是否应为“cn”",
                        "did you mean \"cn\""),
                broken("cn-city/pack.yaml", "§" + CITY.replace("parent: cn", "parent: cn-city"), "继承成环", "in a circle"),
                broken("cn-city/pack.yaml", "§" + CITY.replace("320500", "320999"), "没有区划 320999", "no region 320999"),
                broken(
                        "cn-city/lists.yaml",
                        "lists: [§{ code: unit-kind, name: 甲, en: A, entries: [] }]",
                        "未标 local: true，不能替换",
                        "cannot be replaced"),
                title(
                        "{ code: a, name: 甲, en: A, group: firm, holder: §institution, levels: [city] }",
                        "应为 organisation",
                        "is organisation"),
                title(
                        "{ code: a, name: 甲, en: A, group: firm, holder: organisation, levels: §[city, town] }",
                        "级别“town”",
                        "level \"town\""),
                title(
                        "{ code: a, name: 甲, en: A, group: firm, holder: organisation, levels: [city], expires: §03-31 }",
                        "须与“years”一同给出",
                        "goes with \"years\""),
                title(
                        "§{ code: a, name: 甲, en: A, group: firm, holder: organisation, levels: [city], fact: titels }",
                        "没有清单“titels”",
                        "no list of events \"titels\""),
                title(
                        "{ code: a, name: 甲, en: A, group: firm, holder: organisation, §level: [city], levels: [city] }",
                        "是否应为“levels”",
                        "did you mean \"levels\""),
                broken(
                        "cn-two/pack.yaml",
                        "§" + CITY.replace("cn-city", "cn-two"),
                        "已有定义包 cn-city",
                        "has a pack already"));
    }

    private static Arguments broken(String file, String marked, String chinese, String english) {
        int mark = marked.indexOf('§');
        String before = marked.substring(0, mark);
        long line = before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
        int column = mark - before.lastIndexOf('\n');
        return elsewhere(file, marked.replace("§", ""), file + ":" + line + ":" + column, chinese, english);
    }

    private static Arguments elsewhere(String file, String text, String place, String chinese, String english) {
        return Arguments.of(file, text, place, chinese, english);
    }

    private static Arguments region(String row, String chinese, String english) {
        return broken("cn/regions.yaml", regions("  - " + row + "\n"), chinese, english);
    }

    private static Arguments holiday(String row, String chinese, String english) {
        return broken("cn/holidays.yaml", year(row), chinese, english);
    }

    private static Arguments title(String row, String chinese, String english) {
        return broken("cn/titles.yaml", "titles: [" + row + "]", chinese, english);
    }

    private static Arguments fact(String rows, String chinese, String english) {
        return broken("cn/facts.yaml", "facts: [" + rows + "]", chinese, english);
    }

    @ParameterizedTest(name = "{2} {4}")
    @MethodSource("broken")
    void isToldAtItsPlaceInBothLanguages(String file, String text, String place, String chinese, String english)
            throws IOException {
        sound();
        assertThat(PackLoader.check(directory.resolve("packs"))).as("before").isEmpty();
        write(file, text);
        assertThat(PackLoader.check(directory.resolve("packs"))).anySatisfy(problem -> {
            assertThat(problem.place()).isEqualTo("packs/" + place);
            assertThat(problem.chinese()).contains(chinese);
            assertThat(problem.english()).contains(english);
        });
    }

    @Test
    void allProblemsAreToldAtOnceAndInOrder() throws IOException {
        sound();
        write("cn/pack.yaml", HEAD + "nmae: x");
        write("cn/fields.yaml", "fields: [{ code: a, name: 甲, en: A, parent: b }, { code: c, en: C }]");
        assertThatThrownBy(() -> PackLoader.load(directory.resolve("packs")))
                .isInstanceOfSatisfying(PackProblems.class, broken -> {
                    assertThat(broken.problems())
                            .extracting(PackProblem::place)
                            .containsExactly(
                                    "packs/cn/fields.yaml:1:10", "packs/cn/fields.yaml:1:50", "packs/cn/pack.yaml:5:1");
                    assertThat(broken).hasMessageContaining("packs/cn/pack.yaml:5:1: 未知的键");
                    assertThat(PackProblems.in(new IllegalStateException("start", broken)))
                            .contains(broken);
                });
    }

    @Test
    void aFileThatIsNotUtf8IsNamed() throws IOException {
        sound();
        Files.write(directory.resolve("packs/cn/regions.yaml"), "# 苏州".getBytes("GB18030"));
        assertThat(PackLoader.check(directory.resolve("packs"))).anySatisfy(problem -> {
            assertThat(problem.place()).isEqualTo("packs/cn/regions.yaml");
            assertThat(problem.chinese()).contains("UTF-8");
        });
    }

    @Test
    void aMissingOrEmptyDirectoryIsNamed() throws IOException {
        assertThat(PackLoader.check(directory.resolve("nowhere")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.english()).contains("kc.packs"));
        Files.createDirectories(directory.resolve("packs"));
        assertThat(PackLoader.check(directory.resolve("packs"))).isNotEmpty();
    }

    @Test
    void aLowerPackReplacesWhatTheUpperMarksAsLocalAndAddsTheRest() throws IOException {
        sound();
        write("cn/fields.yaml", "fields: [{ code: a, name: 甲, en: A, local: true }, { code: b, name: 乙, en: B }]");
        write("cn-city/fields.yaml", "fields: [{ code: a, name: 本市甲, en: Ours }, { code: c, name: 丙, en: C }]");
        var packs = PackLoader.load(directory.resolve("packs"));
        assertThat(packs.effective("cn").fields())
                .extracting(item -> item.value().name())
                .containsExactly("甲", "乙");
        assertThat(packs.effective("cn-city").fields())
                .extracting(item -> item.value().name())
                .containsExactly("本市甲", "乙", "丙");
        assertThat(packs.path("cn-city")).extracting(Pack::id).containsExactly("cn", "cn-city");
    }

    @Test
    void theDirectoryIsFoundFromBelow() throws IOException {
        sound();
        Path below = Files.createDirectories(directory.resolve("platform/src"));
        assertThat(PackLoader.find(below, "packs")).isEqualTo(directory.resolve("packs"));
        assertThat(PackLoader.find(below, "/elsewhere")).isEqualTo(Path.of("/elsewhere"));
    }
}
