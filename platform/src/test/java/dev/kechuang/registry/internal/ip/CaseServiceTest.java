package dev.kechuang.registry.internal.ip;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.ip.RightFixture.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.KeyPage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cases of enforcement, filed and closed, and what they count. */
class CaseServiceTest {

    private final RightFixture fixture = new RightFixture();
    private final RegistryFixture city = fixture.city;
    private final CaseStore store = new CaseStore(city.jdbc);
    private final CaseService cases = new CaseService(
            store,
            new OwnerNames(city.jdbc),
            new CaseRecords(new JdbcRecords(city.jdbc), city.jdbc),
            new RegistryFixture.FakeRegions(),
            city.new FakeAudit(),
            city.transactions,
            city.clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Map<String, String> form(String number, String... more) {
        var form = new LinkedHashMap<>(Map.of(
                "number",
                number,
                "kind",
                "infringement",
                "subject",
                "电池隔膜专利侵权纠纷",
                "region",
                RegistryFixture.KUNSHAN,
                "filed",
                "2025-03-03",
                "petitioner",
                "昆山案件电子有限公司",
                "respondent",
                "某外地公司"));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return form;
    }

    @Test
    void aCaseCountsWhenItIsFiledAndWhenItIsClosed() {
        var firm = city.confirmed(1, "昆山案件电子有限公司");
        Right right = fixture.right(1, firm);
        IpCase filed = done(cases.create(city.kunshan, form("苏知法裁〔2025〕1号", "rightNumber", right.number())));
        assertThat(filed.petitionerId()).isEqualTo(firm.id());
        assertThat(filed.respondentId()).isNull();
        assertThat(filed.right()).isEqualTo(right.id());
        assertThat(fixture.counted(CaseRecords.FILED, "2025-03-03", firm)).isOne();
        IpCase closed = done(cases.change(
                city.kunshan, filed.id(), 1, form("苏知法裁〔2025〕1号", "closed", "2025-06-01", "result", "mediated")));
        assertThat(fixture.counted(CaseRecords.CLOSED, "2025-06-01", firm)).isOne();
        assertThat(errors(cases.change(city.kunshan, filed.id(), 1, form("x")))).containsExactly(" ip.error.stale");
        done(cases.change(
                city.kunshan, filed.id(), 2, form("苏知法裁〔2025〕1号", "closed", "2025-07-01", "result", "established")));
        assertThat(fixture.counted(CaseRecords.CLOSED, "2025-06-30", firm)).isZero();
        assertThat(fixture.counted(CaseRecords.CLOSED, "2025-07-01", firm)).isOne();
        assertThat(store.find(city.taicang, closed.id())).isEmpty();
        assertThat(store.find(RegistryFixture.applicant(firm.id()), closed.id()))
                .isPresent();
        done(cases.cancel(city.kunshan, filed.id(), 3, "重复登记"));
        assertThat(fixture.counted(CaseRecords.FILED, "2026-01-01", firm)).isZero();
        assertThat(fixture.counted(CaseRecords.CLOSED, "2026-01-01", firm)).isZero();
        done(cases.create(city.kunshan, form("苏知法裁〔2025〕1号")));
        assertThat(errors(cases.create(city.kunshan, form("苏知法裁〔2025〕1号"))))
                .containsExactly("number ip.error.caseTwice");
        assertThat(store.find(city.bureau, CaseStore.Query.of(Map.of("q", "隔膜")), KeyPage.At.START, 20)
                        .items())
                .hasSize(1);
        var invariant = new RightInvariants().ipCasesCounted(city.jdbc);
        assertThat(invariant.check().violations()).isEmpty();
        city.database
                .owner()
                .sql("UPDATE registry.ip_case SET filed = filed - 1 WHERE NOT cancelled")
                .update();
        assertThat(invariant.check().violations()).isNotEmpty();
    }

    @Test
    void whatCannotBeIsToldAtItsField() {
        assertThat(errors(cases.create(city.kunshan, Map.of())))
                .contains(
                        "number ip.error.required",
                        "kind ip.error.required",
                        "filed ip.error.required",
                        "region ip.error.required",
                        "respondent ip.error.parties");
        assertThat(errors(cases.create(city.kunshan, form("1", "closed", "2025-01-01", "result", "mediated"))))
                .containsExactly("closed ip.error.order");
        assertThat(errors(cases.create(city.kunshan, form("1", "closed", "2025-05-01"))))
                .containsExactly("result ip.error.required");
        assertThat(errors(cases.create(city.taicang, form("1")))).containsExactly("region ip.error.notYourRegion");
        assertThat(errors(cases.create(city.kunshan, form("1", "zone", RegistryFixture.KUNSHAN))))
                .containsExactly("zone ip.error.choice");
    }
}
