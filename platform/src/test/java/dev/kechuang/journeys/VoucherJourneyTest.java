package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.Source;
import dev.kechuang.pack.Packs;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.ProgrammeReader;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.version.VersionService;
import dev.kechuang.programme.internal.version.VersionStore;
import dev.kechuang.registry.internal.FactService;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The programme of the guide ({@code docs/programmes.md}): its file, taken out of the page and put into a copy of the packs,
 * is read as at a start, released, and goes from the guide through claim, check, decision and public notice to the payment
 * of the sum that the policy computes. Nothing but the file is added.
 */
class VoucherJourneyTest extends GrantJourney {

    private static final String PROGRAMME = "suzhou-innovation-voucher";
    private static final Pattern FILE = Pattern.compile("```yaml\n(# packs/(\\S+)\n.*?)```", Pattern.DOTALL);

    /** Apart from what earlier runs left in the same city. */
    private static final String MARK = UUID.randomUUID().toString().substring(0, 6);

    private static final String TITLE = "高低温交变湿热试验" + MARK;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @Autowired
    private VersionStore versions;

    @Autowired
    private AuditLog audit;

    @Autowired
    private Budgets budgets;

    @Autowired
    private FactService facts;

    @Test
    void aProgrammeOfOneFileGoesFromItsGuideToItsPayment() throws IOException {
        LocalDate begin = LocalDate.now(clock).minusDays(60);
        on(begin);
        release();
        Definition definition = definitions.of(version(PROGRAMME));
        UUID call = publish(begin);

        on(begin.plusDays(3));
        Firm firm = claimant(call);
        state(firm, begin.plusDays(3).getYear());
        UUID id = claim(firm, call, definition);

        on(begin.plusDays(5));
        passCheck(city("officer"), id);
        assertThat(application(id).stage()).isEqualTo("decision");

        on(begin.plusDays(26));
        decide(call, TITLE);
        assertThat(application(id).stage()).isEqualTo("notice");
        LocalDate until = notice(call);
        on(until.plusDays(1));
        notices.endThoseOver();
        approve(call, "苏科计〔" + begin.getYear() + "〕券" + MARK);
        Application approved = application(id);
        assertThat(approved.stage()).isEqualTo("payment");
        assertThat(approved.grantedFen())
                .as("half of a contract over 120,000 yuan, as the policy says")
                .isEqualTo(60_000_00L);

        account(firm, "6222000099990001");
        assertThat(returned(paid(firm, TITLE), "成功", "")).contains("6.00", "SN");
        assertThat(application(id).status()).isEqualTo(Status.COMPLETED);
        as(firm.login(), applicant -> {
            open(applicant, "/my/funds");
            assertThat(text(applicant)).contains(TITLE);
            open(applicant, "/applications/" + id);
            assertThat(text(applicant)).contains(TITLE, "创新券兑付");
            applicant.accessible().fits().photograph("journey-voucher");
        });
    }

    /** The file of the guide becomes version 1 at the start, and an officer releases it on its page. */
    private void release() throws IOException {
        Path packs = home.resolve("packs");
        Path original = Packs.find("packs");
        try (var paths = Files.walk(original)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, packs.resolve(original.relativize(path).toString()));
            }
        }
        var guide = FILE.matcher(Files.readString(Path.of("../docs/programmes.md")));
        assertThat(guide.find()).as("the guide holds the whole file").isTrue();
        Files.writeString(packs.resolve(guide.group(2)), guide.group(1));
        var start = new VersionService(
                versions, new ProgrammeReader(Packs.load(packs, "320500", clock)), audit, transactions, clock);
        start.importPacks();
        if (calls.released(List.of("320500")).stream()
                .anyMatch(one -> one.programme().equals(PROGRAMME))) return;
        as("officer", officer -> {
            String page = "/programmes/definitions/" + PROGRAMME + "/versions/1";
            open(officer, page);
            assertThat(text(officer)).contains("苏州市科技创新券兑付");
            officer.accessible().fits().photograph("journey-voucher-definition");
            open(officer, page + "/release");
            send(officer, page + "/release");
        });
    }

    private UUID publish(LocalDate begin) {
        var line = must(budgets.open(
                city("officer"),
                "journey/voucher" + MARK,
                new NewBudgetLine(
                        begin.getYear(),
                        PROGRAMME,
                        "创新券" + MARK,
                        Source.CITY,
                        "320500",
                        "",
                        Money.wan(new BigDecimal(50)),
                        "苏财教〔示例〕2号")));
        UUID[] call = new UUID[1];
        as("officer", officer -> {
            open(officer, "/calls/new");
            choose(officer, "version", version(PROGRAMME).toString());
            fill(officer, "title", "创新券兑付通知（全程）" + MARK);
            fill(officer, "year", String.valueOf(begin.getYear()));
            fill(officer, "opensOn", begin.plusDays(1).toString());
            fill(officer, "workingDays", "12");
            fill(officer, "guide", "一、兑付范围\n检验检测、研发设计和大型仪器。");
            fill(officer, "contact", "规划处 0512-68600000");
            fill(officer, "budget", "40");
            choose(officer, "line", line.id().toString());
            send(officer, "/calls/new");
            String path = java.net.URI.create(officer.page().url()).getPath();
            open(officer, path + "/publish");
            send(officer, path + "/publish");
            call[0] = UUID.fromString(path.substring("/calls/".length()));
        });
        assertThat(calls.find(call[0]).orElseThrow().budgetLine())
                .as("chosen before the first save")
                .isEqualTo(line.id());
        return call[0];
    }

    /** An enterprise whose title the policy asks for, with an account of its own. */
    private Firm claimant(UUID call) {
        var candidates = database()
                .owner()
                .sql("""
                        SELECT o.id, o.name, o.region FROM registry.published_organisation o
                        WHERE o.status = 'confirmed' AND o.kind = 'enterprise' AND EXISTS (
                            SELECT FROM registry.published_title t WHERE t.organisation = o.id AND t.kind = 'tech-sme')
                        ORDER BY o.id""")
                .query((rows, n) -> new Firm(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("region"),
                        "voucher." + MARK,
                        Viewer.PUBLIC))
                .list();
        for (Firm one : candidates) {
            var viewer = new Viewer(UUID.randomUUID(), "科技专员", Set.of(Role.APPLICANT), one.id(), null, "", List.of());
            if (!starts.prospect(viewer, call).orElseThrow().reasons().isEmpty()) continue;
            UUID account = java.util.Objects.requireNonNull(transactions.execute(
                    status -> demoAccounts.add(one.login(), "科技专员", "13900000000", Role.APPLICANT, one.id())));
            return new Firm(
                    one.id(),
                    one.name(),
                    one.region(),
                    one.login(),
                    new Viewer(account, "科技专员", Set.of(Role.APPLICANT), one.id(), null, "", List.of()));
        }
        throw new AssertionError("none of " + candidates.size() + " firms may claim");
    }

    /** What the policy asks beside the contract, confirmed by the county. */
    private void state(Firm firm, int year) {
        must(facts.submit(firm.viewer(), firm.id(), year, Map.of("vouchers-taken", "0", "related-provider", "否")));
        var sheet = database()
                .owner()
                .sql("SELECT version FROM registry.fact_sheet WHERE organisation = ? AND year = ?")
                .params(firm.id(), year)
                .query(Integer.class)
                .single();
        must(facts.confirm(officer(Role.COUNTY_OFFICER, firm.region(), 0), firm.id(), year, sheet));
    }

    private UUID claim(Firm firm, UUID call, Definition definition) {
        UUID id = fill(
                firm,
                call,
                definition,
                "",
                Map.of(
                        "service.title",
                        TITLE,
                        "service.purpose",
                        "testing",
                        "service.signed",
                        today().minusDays(30).toString(),
                        "service.done",
                        today().minusDays(5).toString(),
                        "service.price",
                        "120000",
                        "service.paid",
                        "100000"),
                MARK.hashCode());
        as(firm.login(), applicant -> {
            open(applicant, "/applications/" + id + "/submit");
            assertThat(text(applicant)).as("told before it is handed in").contains("6.00 万元");
            send(applicant, "/applications/" + id + "/submit");
        });
        assertThat(application(id).requestedFen()).isEqualTo(60_000_00L);
        return id;
    }

    private LocalDate notice(UUID call) {
        LocalDate[] until = new LocalDate[1];
        as("officer", officer -> {
            String path = "/decisions/" + call + "/notices";
            open(officer, path);
            fill(officer, "title", "拟兑付创新券名单公示" + MARK);
            fill(officer, "contact", "政策法规处 0512-68600000");
            until[0] = LocalDate.parse(
                    officer.page().locator("main [name='until']").inputValue());
            send(officer, path);
        });
        return until[0];
    }
}
