package dev.kechuang.match.internal.grow;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.match.internal.grow.CareStore.MeasureState;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Visits and measures: who notes them, who is reminded, and what the firm itself may do. */
class CareTest {

    private final GrowFixture grow = new GrowFixture();
    private final RegistryFixture city = grow.city;
    private final Organisation firm = grow.firm(1, "NEAR", 10, 0);
    private final UUID entry = grow.entered(city.kunshan, firm);

    @AfterEach
    void close() {
        grow.close();
    }

    private static List<String> keys(Outcome<?> outcome) {
        return refused(outcome).stream().map(FieldError::key).toList();
    }

    private Map<String, String> visit(String day) {
        return Map.of("day", day, "who", "区受理、服务机构", "topic", "研发费用归集辅导", "notes", "建议单独设账。");
    }

    @Test
    void aVisitIsNotedCountedAndSortsTheLists() {
        var other = grow.firm(2, "NEAR", 5, 0);
        grow.entered(city.kunshan, other);
        assertThat(keys(grow.careService.visit(city.kunshan, entry, visit("2026-11-22"))))
                .containsExactly("matchGrow.error.future");
        assertThat(keys(grow.careService.visit(city.kunshan, entry, visit("2026-11-20"))))
                .containsExactly("matchGrow.error.early");
        assertThat(keys(grow.careService.visit(city.taicang, entry, visit("2026-11-21"))))
                .containsExactly("matchGrow.error.gone");
        done(grow.careService.visit(city.kunshan, entry, visit("2026-11-21")));
        assertThat(grow.entry(firm).visited()).isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(city.jdbc
                        .sql("SELECT sum(count) FROM record.published_record WHERE kind = 'match.cultivationVisit'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        var query = new EntryStore.Query(2026, "", "", 0, "", "", "", "", "", "", "visited");
        assertThat(grow.entries
                        .page(city.bureau, grow.hnte, query, grow.desk.today(), KeyPage.At.START, 10)
                        .items())
                .extracting(Entry::name)
                .containsExactly(other.name(), firm.name());
        var never = new EntryStore.Query(2026, "", "", 0, "", "", "", "", "", "never", "");
        assertThat(grow.entries
                        .page(city.bureau, grow.hnte, never, grow.desk.today(), KeyPage.At.START, 10)
                        .items())
                .extracting(Entry::name)
                .containsExactly(other.name());
    }

    private UUID measure(String owner, String due) {
        return done(grow.careService.agree(
                city.kunshan, entry, Map.of("text", "补充科技人员社保清单", "owner", owner, "dueOn", due)));
    }

    @Test
    void theFirmIsToldAndReportsItsOwnMeasures() {
        done(city.accounts.registerApplicant(RegistryFixture.person("chen"), firm.id()));
        UUID own = measure("firm", "2026-12-20");
        UUID ours = measure("counsellor", "2026-12-20");
        assertThat(city.told).contains("新的培育措施");
        var person = RegistryFixture.applicant(firm.id());
        var stranger = RegistryFixture.applicant(UUID.randomUUID());
        var done = Map.of("state", "done", "result", "已补齐并上传");
        assertThat(keys(grow.careService.close(stranger, own, 1, done))).containsExactly("matchGrow.error.gone");
        assertThat(keys(grow.careService.close(person, ours, 1, done)))
                .as("not its own")
                .containsExactly("matchGrow.error.gone");
        assertThat(keys(grow.careService.close(person, own, 1, Map.of("state", "dropped", "result", "不做了"))))
                .containsExactly("desk.error.choice");
        done(grow.careService.close(person, own, 1, done));
        assertThat(keys(grow.careService.close(city.kunshan, own, 1, done))).containsExactly("desk.error.changed");
        assertThat(keys(grow.careService.close(city.kunshan, own, 2, done))).containsExactly("matchGrow.error.closed");
        done(grow.careService.close(city.kunshan, ours, 1, Map.of("state", "dropped", "result", "企业已自行解决")));
        assertThat(grow.care.measures(entry))
                .extracting(CareStore.Measure::state)
                .containsExactlyInAnyOrder(MeasureState.DONE, MeasureState.DROPPED);
        assertThat(grow.entry(firm).openMeasures()).isZero();
    }

    private UUID account(String login, Organisation organisation) {
        return city.database
                .owner()
                .sql("""
                        INSERT INTO identity.account (login, name, organisation, created_at)
                        VALUES (:login, '顾辅导', :organisation, now()) RETURNING id""")
                .param("login", login)
                .param("organisation", organisation.id())
                .query(UUID.class)
                .single();
    }

    private static Viewer staff(UUID account, Organisation organisation) {
        return new Viewer(
                account, "顾辅导", Set.of(Role.APPLICANT), organisation.id(), null, organisation.name(), List.of());
    }

    @Test
    void staffOfAServiceOrganisationCounselTheFirmsGivenToThemAndSeeNoOthers() {
        Organisation agency = city.confirmed(71, "苏州科服咨询有限公司", "kind", "service", "region", RegistryFixture.TAICANG);
        UUID account = account("agency.gu", agency);
        Viewer counsellor = staff(account, agency);
        Viewer colleague = staff(account("agency.he", agency), agency);
        var other = grow.firm(2, "NEAR", 5, 0);
        UUID hidden = grow.entered(city.kunshan, other);
        assertThat(grow.entries.find(counsellor, entry)).isEmpty();
        done(grow.service.assign(city.kunshan, entry, grow.version(entry), Map.of("counsellor", account.toString())));
        assertThat(grow.entry(firm).counsellorName()).isEqualTo("顾辅导（苏州科服咨询有限公司）");

        assertThat(grow.entries.find(counsellor, entry)).isPresent();
        assertThat(grow.entries.find(counsellor, hidden)).isEmpty();
        assertThat(grow.entries.find(colleague, entry))
                .as("not the whole organisation")
                .isEmpty();
        assertThat(new CounselledFirms(grow.city.jdbc).of(counsellor))
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo(entry));
        var query = new EntryStore.Query(2026, "", "", 0, "", "", "", "", "", "", "");
        assertThat(grow.entries
                        .page(counsellor, grow.hnte, query, grow.desk.today(), KeyPage.At.START, 10)
                        .items())
                .extracting(Entry::name)
                .containsExactly(firm.name());
        assertThat(grow.candidates
                        .page(
                                counsellor,
                                grow.hnte,
                                new CandidateStore.Query(2026, "", "", 0, "", "", "", "", ""),
                                grow.desk.today(),
                                KeyPage.At.START,
                                10)
                        .items())
                .isEmpty();

        done(grow.careService.visit(counsellor, entry, visit("2026-11-21")));
        assertThat(keys(grow.careService.visit(counsellor, hidden, visit("2026-11-21"))))
                .containsExactly("matchGrow.error.gone");
        UUID agreed = done(grow.careService.agree(
                counsellor, entry, Map.of("text", "补充科技人员社保清单", "owner", "counsellor", "dueOn", "2026-12-20")));
        assertThat(grow.care.waiting(counsellor, LocalDate.of(2026, 12, 31))).isEqualTo(1);
        done(grow.careService.close(counsellor, agreed, 1, Map.of("state", "dropped", "result", "企业已自行解决")));
        assertThat(keys(grow.service.leave(
                        counsellor, entry, grow.version(entry), Map.of("reason", "closed", "note", "企业停业"))))
                .as("who leaves the store is the officers' business")
                .containsExactly("matchGrow.error.notYours");
        assertThat(keys(grow.service.assign(counsellor, entry, grow.version(entry), Map.of("counsellorName", "别人"))))
                .containsExactly("matchGrow.error.notYours");

        Organisation itself = grow.firm(72, "NEAR", 5, 0, "kind", "service");
        UUID own = grow.entered(city.kunshan, itself);
        assertThat(keys(grow.service.assign(
                        city.kunshan,
                        own,
                        grow.version(own),
                        Map.of("counsellor", account("itself.gu", itself).toString()))))
                .containsExactly("matchGrow.error.counsellorOwn");

        city.database
                .owner()
                .sql("UPDATE identity.account SET organisation = :firm WHERE id = :id")
                .param("firm", other.id())
                .param("id", account)
                .update();
        assertThat(grow.entries.find(counsellor, entry))
                .as("who left the service organisation sees nothing any more")
                .isEmpty();
    }

    @Test
    void peopleAreRemindedBeforeAndAfterTheDay() {
        done(city.accounts.registerApplicant(RegistryFixture.person("li"), firm.id()));
        measure("firm", "2026-12-20");
        measure("counsellor", "2026-12-21");
        assertThat(grow.careService.remind()).isZero();
        city.told.clear();
        grow.on(LocalDate.of(2026, 12, 18));
        assertThat(grow.careService.remind()).isEqualTo(2);
        assertThat(city.told).hasSize(2).allMatch(subject -> subject.startsWith("培育措施即将到期"));
        city.told.clear();
        grow.on(LocalDate.of(2026, 12, 22));
        assertThat(grow.careService.remind()).isEqualTo(2);
        assertThat(city.told).allMatch(subject -> subject.startsWith("培育措施已逾期"));
        done(grow.service.leave(city.kunshan, entry, grow.version(entry), Map.of("reason", "closed", "note", "企业停业")));
        assertThat(grow.careService.remind()).as("who left is left in peace").isZero();
    }

    @Test
    void theDatabaseKeepsWhatHappened() {
        done(grow.careService.visit(city.kunshan, entry, visit("2026-11-21")));
        for (String sql : List.of(
                "UPDATE match.cultivation_visit SET topic = '别的主题'",
                "DELETE FROM match.cultivation_history",
                "UPDATE match.cultivation_stage SET on_day = '2020-01-01'")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> city.database.owner().sql(sql).update()))
                    .as(sql)
                    .isNotNull();
        }
    }
}
