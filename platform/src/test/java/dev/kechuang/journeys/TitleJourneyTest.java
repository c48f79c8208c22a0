package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.decision.NewNotice;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.DrawService;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.internal.title.TitleExpiry;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A title from the application to its expiry: a firm applies to be recognised as a high-tech enterprise, the approval
 * grants the title, people are warned 12, 6 and 3 months before its end, and the job lets it lapse on its day. In the
 * browser: the submission, the leader's confirmation, the approval, and what the firm and the public see of the title. By
 * the services behind the pages: the call, the answers, recommendation, check, review and notice.
 */
class TitleJourneyTest extends GrantJourney {

    private static final String TAICANG = "320585";
    private static final String MARK = UUID.randomUUID().toString().substring(0, 6);

    @Autowired
    private CallService callService;

    @Autowired
    private DrawService draws;

    @Autowired
    private RoundService rounds;

    @Autowired
    private Titles titles;

    @Autowired
    private TitleExpiry expiry;

    private long stock(UUID organisation, LocalDate day) {
        return database()
                .owner()
                .sql("""
                        SELECT coalesce(sum(count), 0) FROM record.published_record
                        WHERE kind = 'registry.title' AND dimensions ->> 'title' = 'hnte'
                          AND business_date <= :day AND organisation = :organisation""")
                .param("day", day)
                .param("organisation", organisation)
                .query(Long.class)
                .single();
    }

    private Title title(Firm firm) {
        return titles.of(firm.id()).stream()
                .filter(one -> one.kind().equals("hnte"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fromTheApplicationToItsLastDay() {
        LocalDate begin = LocalDate.now(clock).minusYears(3).minusMonths(6).withDayOfMonth(3);
        UUID version = version("suzhou-hnte");
        Definition definition = definitions.of(version);
        Viewer officer = city("officer");
        on(begin);
        var draft = must(callService.draft(
                officer,
                Map.of(
                        "version",
                        version.toString(),
                        "title",
                        "高新技术企业认定申报通知" + MARK,
                        "year",
                        String.valueOf(begin.getYear()),
                        "opensOn",
                        begin.plusDays(1).toString(),
                        "workingDays",
                        "12",
                        "grace",
                        "30",
                        "guide",
                        "按认定管理办法申报。",
                        "contact",
                        "高新处 0512-68600000")));
        UUID call =
                must(callService.publish(officer, draft.id(), draft.revision())).id();

        on(begin.plusDays(5));
        Firm firm = firms(call, TAICANG, 1, "title." + MARK).getFirst();
        UUID id = fill(firm, call, definition, "", Map.of(), MARK.hashCode());
        as(firm.login(), applicant -> {
            open(applicant, "/applications/" + id + "/submit");
            send(applicant, "/applications/" + id + "/submit");
            assertThat(text(applicant)).contains("已提交");
        });
        on(begin.plusDays(25));
        recommend(id);
        on(begin.plusDays(30));
        passCheck(officer, id);
        on(begin.plusDays(40));
        var stage = (Stage.Review) definition.stage("pre-review");
        must(draws.publish(officer, call, stage.id(), "2023 07 19 28", "体育彩票排列五", null));
        must(draws.draw(officer, call, stage.id(), ""));
        signAll(call, definition, stage, Map.of(id, 0.9));
        must(rounds.close(officer, call, stage.id()));
        assertThat(application(id).stage()).isEqualTo("decision");

        on(begin.plusDays(50));
        must(decisions.fix(officer, call));
        confirm(call);
        var notice = definition.first(Stage.PublicNotice.class).orElseThrow();
        LocalDate until = notices.earliestEnd(notice);
        must(notices.publish(officer, call, new NewNotice("拟认定名单公示" + MARK, "", "高新处 0512-68600000", until)));
        on(until.plusDays(1));
        notices.endThoseOver();
        assertThat(application(id).stage()).isEqualTo("approval");
        long before = stock(firm.id(), today());

        approve(call, "苏科高〔" + begin.getYear() + "〕" + MARK + "号", "关于认定高新技术企业的公告", "经评审和公示，现予公告。");
        assertThat(application(id).status()).isEqualTo(Status.COMPLETED);
        Title granted = title(firm);
        LocalDate last = java.util.Objects.requireNonNull(granted.validUntil());
        assertThat(stock(firm.id(), today())).isEqualTo(before + 1);
        as(firm.login(), applicant -> {
            open(applicant, "/my/titles");
            assertThat(text(applicant)).contains("高新技术企业", last.toString());
            applicant.accessible().fits().photograph("journey-title");
        });
        assertThat(publicly(firm)).contains(firm.name());

        for (int months : List.of(12, 6, 3)) {
            on(last.minusMonths(months).plusDays(2));
            expiry.run();
            String told = last.toString();
            assertThat(warnings(granted.id())).as(months + " months before").contains(months);
            as(firm.login(), applicant -> {
                open(applicant, "/messages");
                assertThat(text(applicant)).contains(told);
            });
        }
        on(last);
        expiry.run();
        assertThat(title(firm).state()).as("valid on its last day").isEqualTo(granted.state());
        on(last.plusDays(1));
        expiry.run();
        assertThat(title(firm).state()).isNotEqualTo(granted.state());
        assertThat(stock(firm.id(), today())).isEqualTo(before);
        assertThat(stock(firm.id(), last)).as("until then it counted").isEqualTo(before + 1);
        assertThat(publicly(firm)).doesNotContain(firm.name());
        as(firm.login(), applicant -> {
            open(applicant, "/my/titles");
            applicant.accessible().fits().photograph("journey-title-lapsed");
        });
    }

    private static List<Integer> warnings(UUID title) {
        return database()
                .owner()
                .sql("SELECT months FROM registry.title_warning WHERE title = :title")
                .param("title", title)
                .query((rows, n) -> rows.getInt("months"))
                .list();
    }

    /** What anybody may read of the firm in the public list. */
    private String publicly(Firm firm) {
        try (var visitor = dev.kechuang.testing.Browser.telephone()) {
            open(
                    visitor,
                    "/public/titles?kind=hnte&q="
                            + java.net.URLEncoder.encode(firm.name(), java.nio.charset.StandardCharsets.UTF_8));
            return visitor.page()
                    .locator("main table, main .empty")
                    .allInnerTexts()
                    .toString();
        }
    }
}
