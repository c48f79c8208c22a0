package dev.kechuang.programme.web.contract;

import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.Source;
import dev.kechuang.programme.internal.contract.ContractProgramme;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A city project with a grant that begins at its contract, without review and decision. */
final class ProjectFromContract {

    static final long GRANT = 50_0000_00L;

    private static final Viewer OFFICER = Viewers.bureauOfficer();

    private final JdbcClient jdbc;
    final UUID id;
    final Viewer firm;

    ProjectFromContract(ApplicationContext context) throws IOException {
        jdbc = context.getBean(JdbcClient.class);
        var definitions = context.getBean(Definitions.class);
        var transactions = context.getBean(TransactionTemplate.class);
        String code = "web-contract-" + UUID.randomUUID().toString().substring(0, 8);
        String text = Files.readString(Path.of("../packs/cn-jiangsu-suzhou/programmes/city-project.yaml"));
        UUID version = jdbc.sql("""
                        INSERT INTO programme.version (programme, number, name, gives, place, text, digest, state,
                            drafted_name, drafted_at, released_by, released_name, released_at)
                        VALUES (:code, 1, '市级项目', 'project', 'test', :text, sha256(convert_to(:text, 'UTF8')), 'released',
                            'pack', now(), :by, 'officer', now()) RETURNING id""")
                .param("code", code)
                .param("text", text)
                .param("by", UUID.randomUUID())
                .query(UUID.class)
                .single();
        List<Stage> stages = definitions.of(version).stages();
        for (int i = 0; i < stages.size(); i++) {
            jdbc.sql("INSERT INTO programme.version_stage (version, position, stage, kind) VALUES (?, ?, ?, ?)")
                    .params(
                            version,
                            i + 1,
                            stages.get(i).id(),
                            stages.get(i).kind().code())
                    .update();
        }
        UUID line = done(context.getBean(Budgets.class)
                        .open(
                                OFFICER,
                                "open/" + code,
                                new NewBudgetLine(
                                        2026, code, "城市计划", Source.CITY, "320500", "", new Money(GRANT * 2), "测试")))
                .id();
        UUID call = jdbc.sql("""
                        INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at,
                            budget_line, created_at, published_at)
                        VALUES (:version, :number, '二〇二六年市级项目', 2026, '320500', 'published', now() - interval '9 days',
                            now() - interval '1 day', :line, now(), now()) RETURNING id""")
                .param("version", version)
                .param("number", code.toUpperCase(java.util.Locale.ROOT))
                .param("line", line)
                .query(UUID.class)
                .single();
        UUID organisation = jdbc.sql("""
                        SELECT id FROM registry.published_organisation
                        WHERE status = 'confirmed' AND kind = 'enterprise' AND region = '320585' AND zone IS NULL
                        ORDER BY id LIMIT 1""").query(UUID.class).single();
        firm = Viewers.applicant(organisation);
        id = Objects.requireNonNull(transactions.execute(status -> {
            UUID made = jdbc.sql("""
                            INSERT INTO programme.application (call, version, organisation, region, created_at, updated_at,
                                title, leader)
                            SELECT :call, :version, :organisation, '320585', now(), now(), '精密轴承寿命试验', '周明'
                            RETURNING id""")
                    .param("call", call)
                    .param("version", version)
                    .param("organisation", organisation)
                    .query(UUID.class)
                    .single();
            jdbc.sql("UPDATE programme.application SET number = :number, submitted_at = now(), granted_fen = :fen,"
                            + " search_text = lower(:number) || ' 精密轴承寿命试验 周明' WHERE id = :id")
                    .param("number", code.toUpperCase(java.util.Locale.ROOT) + "-001")
                    .param("fen", GRANT)
                    .param("id", made)
                    .update();
            for (int i = 0; i < stages.size() && stages.get(i).kind() != Stage.Kind.CONTRACT; i++) {
                if (i == 0) event(made, 1, "created");
                event(made, i + 2, "passed");
            }
            jdbc.sql("""
                            INSERT INTO programme.submission (application, number, event, answers, digest, submitted_at,
                                actor)
                            SELECT :id, 1, e.id, CAST(:answers AS jsonb),
                                sha256(convert_to(CAST(:answers AS jsonb)::text, 'UTF8')), now(), 'applicant'
                            FROM programme.event e WHERE e.application = :id AND e.move = 2""")
                    .param("id", made)
                    .param("answers", ContractProgramme.SUBMISSION)
                    .update();
            return made;
        }));
        done(context.getBean(Allocations.class)
                .reserve(
                        OFFICER,
                        "reserve/" + id,
                        new NewAllocation(
                                line,
                                "programme/application/" + id,
                                "轴承",
                                organisation,
                                "320585",
                                null,
                                new Money(GRANT))));
        var application = context.getBean(ApplicationStore.class).find(id).orElseThrow();
        transactions.executeWithoutResult(status -> {
            for (StageHandler handler :
                    context.getBeansOfType(StageHandler.class).values()) {
                if (handler.kind() != Stage.Kind.CONTRACT) continue;
                var definition = definitions.of(application.version());
                handler.entered(new Passage(OFFICER, application, definition, definition.stage(application.stage())));
            }
        });
    }

    private void event(UUID application, int move, String kind) {
        jdbc.sql("""
                        INSERT INTO programme.event (application, move, kind, actor, at, number, stage, status, to_stage,
                            to_status)
                        VALUES (:id, :move, :kind, 'test', now(), 1, '', '', '', '')""")
                .param("id", application)
                .param("move", move)
                .param("kind", kind)
                .update();
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError("refused: " + errors);
        });
    }
}
