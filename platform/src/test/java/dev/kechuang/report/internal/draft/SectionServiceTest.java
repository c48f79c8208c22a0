package dev.kechuang.report.internal.draft;

import static dev.kechuang.report.internal.ReportDesk.done;
import static dev.kechuang.report.internal.ReportDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.report.internal.ReportDesk;
import dev.kechuang.report.internal.freeze.ReportChecks;
import dev.kechuang.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sections of a draft are added, moved, taken out and put back. */
class SectionServiceTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static int year = 1990;

    private final ReportDesk desk = new ReportDesk(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private UUID draft() {
        return done(desk.service.create(desk.officer, "annual", "320500", Integer.toString(year++)));
    }

    private List<String> order(UUID id) {
        return desk.store.sections(id).stream().map(Report.Section::id).toList();
    }

    @Test
    void aSectionIsAddedWhereItBelongsAndReadsLikeAnyOther() {
        UUID id = draft();
        assertThat(refused(desk.sections.add(desk.officer, id, "overview", "", "全市{{hnte.neu}}")))
                .containsExactly("heading:report.error.heading", "text:report.error.token");
        assertThat(refused(desk.sections.add(desk.officer, id, "none", "二、展望", "")))
                .containsExactly("after:report.error.after");
        String last = done(desk.sections.add(desk.officer, id, "overview", "二、展望", "明年{{hnte.new}}。"));
        String first = done(desk.sections.add(desk.officer, id, "", "概要", "一句话。"));
        assertThat(order(id)).containsExactly(first, "overview", last);
        assertThat(desk.store.sections(id)).extracting(Report.Section::place).containsExactly(1, 2, 3);
        var section = desk.store.section(id, last).orElseThrow();
        done(desk.service.save(desk.colleague, id, last, section.revision(), "二、明年", section.text()));
        assertThat(desk.store.section(id, last).orElseThrow().heading()).isEqualTo("二、明年");
        assertThat(new ReportChecks(DATABASE.owner()).sections().violations()).isEmpty();
    }

    @Test
    void sectionsAreMovedOneByOneOrAllAtOnce() {
        UUID id = draft();
        String two = done(desk.sections.add(desk.officer, id, "overview", "二、展望", ""));
        String three = done(desk.sections.add(desk.officer, id, two, "三、建议", ""));
        done(desk.sections.move(desk.officer, id, three, 3, false));
        assertThat(order(id)).containsExactly("overview", three, two);
        // Whoever pressed on an older page is told, and nothing moves.
        assertThat(refused(desk.sections.move(desk.officer, id, three, 3, false)))
                .containsExactly(":report.error.arranged");
        assertThat(refused(desk.sections.move(desk.officer, id, "overview", 1, false)))
                .containsExactly(":report.error.edge");
        done(desk.sections.reorder(desk.officer, id, List.of(two, three, "overview")));
        assertThat(order(id)).containsExactly(two, three, "overview");
        for (var wrong : List.of(List.of(two, three), List.of(two, two, three), List.of(two, three, "x")))
            assertThat(refused(desk.sections.reorder(desk.officer, id, wrong)))
                    .containsExactly("order:report.error.order");
        assertThat(order(id)).containsExactly(two, three, "overview");
    }

    @Test
    void whatIsTakenOutKeepsItsTextAndCanBePutBack() {
        UUID id = draft();
        assertThat(refused(desk.sections.remove(desk.officer, id, "overview")))
                .containsExactly(":report.error.lastSection");
        String two = done(desk.sections.add(desk.officer, id, "overview", "二、展望", "文字"));
        done(desk.sections.remove(desk.officer, id, "overview"));
        assertThat(order(id)).containsExactly(two);
        assertThat(desk.service
                        .live(desk.officer, desk.store.find(desk.officer, id).orElseThrow(), desk.store.sections(id))
                        .sections())
                .hasSize(1);
        assertThat(refused(desk.service.save(desk.officer, id, "overview", 1, "一、总体", "x")))
                .containsExactly(":report.error.gone");
        assertThat(desk.sectionStore.removed(id))
                .extracting(Report.Section::heading)
                .containsExactly("一、总体情况");
        done(desk.sections.restore(desk.officer, id, "overview"));
        assertThat(order(id)).containsExactly(two, "overview");
        assertThat(refused(desk.sections.restore(desk.officer, id, "overview"))).containsExactly(":report.error.gone");
        assertThat(desk.store.events(id)).extracting(Report.Event::kind).contains("sectionRemoved", "sectionRestored");
        // A further one never takes the name of one that was there.
        assertThat(done(desk.sections.add(desk.officer, id, "", "三、其他", ""))).isNotEqualTo(two);
    }

    @Test
    void onlyADraftIsArranged() {
        UUID id = draft();
        done(desk.service.submit(desk.officer, id));
        assertThat(refused(desk.sections.add(desk.officer, id, "", "二、展望", "")))
                .containsExactly(":report.error.notDraft");
        // The database refuses it too.
        assertThatThrownBy(() -> DATABASE.jdbc()
                        .sql("UPDATE report.section SET place = 9 WHERE report = :id")
                        .param("id", id)
                        .update())
                .hasStackTraceContaining("is no draft");
        assertThat(refused(desk.sections.remove(desk.county, id, "overview"))).containsExactly(":report.error.gone");
    }
}
