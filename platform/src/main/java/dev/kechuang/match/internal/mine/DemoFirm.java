package dev.kechuang.match.internal.mine;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The firm that visitors of the demonstration log in for is a high-tech enterprise, so that its policies are of all kinds. */
@Component
class DemoFirm implements DemoFiller {

    private static final String LOGIN = "applicant";
    private static final String KIND = "hnte";

    private final Titles titles;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    DemoFirm(Titles titles, JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.titles = titles;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 225;
    }

    @Override
    public String label() {
        return "matchMine.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var filler = new Viewer(null, "演示数据", Set.of(), null, null, "", List.of());
        LocalDate today = LocalDate.now(clock);
        jdbc.sql("SELECT organisation FROM identity.published_person WHERE login = :login AND organisation IS NOT NULL")
                .param("login", LOGIN)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional()
                .filter(firm -> titles.validOn(firm, today).stream()
                        .noneMatch(title -> title.kind().equals(KIND)))
                .ifPresent(firm -> transactions.executeWithoutResult(status -> {
                    var certificate = new Certificate(
                            "GR" + (today.getYear() - 1) + "32009999",
                            null,
                            "江苏省科学技术厅",
                            LocalDate.of(today.getYear() - 1, 11, 6),
                            null,
                            Map.of());
                    var grant = new Grant(KIND, TitleKind.Level.NATIONAL.code(), firm, "", "", certificate);
                    titles.grant(filler, grant).fold(title -> title, errors -> {
                        throw new IllegalStateException("the demonstration's title was refused: " + errors);
                    });
                }));
        progress.accept(1);
    }
}
