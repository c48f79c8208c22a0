package dev.kechuang.fund.internal;

import dev.kechuang.shared.access.Viewer;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Moves money between accounts: the only way balances change. The database locks the accounts of a posting in one fixed
 * order, those of a whole line last, refuses what would overdraw one, and posts a key once.
 */
@Repository
public class Ledger {

    private final JdbcClient jdbc;

    public Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why money is moved (业务类型). Names stand under {@code fund.posting.} in the messages. */
    public enum Kind {
        /** 预算下达、追加、核减. */
        BUDGET,
        /** 结转. */
        CARRY,
        /** 预留. */
        RESERVE,
        /** 签约. */
        COMMIT,
        /** 变更. */
        AMEND,
        /** 释放. */
        RELEASE,
        /** 拨款. */
        ORDER,
        /** 支付. */
        SETTLE,
        /** 退票、撤销. */
        RETURN,
        /** 配套、自筹到位. */
        CONTRIBUTE,
        /** 追回. */
        RECOVER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param fen positive where the money goes to, negative where it comes from */
    public record Leg(long account, long fen) {}

    /**
     * Something to be posted (记账).
     *
     * @param key what is posted once
     * @param content what was asked for: the key stands for this and nothing else
     * @param reference the thing behind it, e.g. {@code programme/application/<id>}
     * @param legs sum to zero in every line; those of nothing are left out
     */
    public record Entry(
            String key, String content, Kind kind, LocalDate day, String reference, String memo, List<Leg> legs) {}

    /** What became of a posting. */
    public sealed interface Result {}

    public record Posted(UUID posting) implements Result {}

    /** The same was posted before. */
    public record There(UUID posting) implements Result {}

    /** The key stands for something else. */
    public record OtherContent(UUID posting) implements Result {}

    /** @param balance what the account holds */
    public record Short(long account, long balance) implements Result {}

    /** Posts in the running transaction, or one of its own. Only {@link Posted} has written anything. */
    public Result post(@Nullable UUID actor, String actorName, Entry entry) {
        Leg[] legs = entry.legs().stream().filter(leg -> leg.fen() != 0).toArray(Leg[]::new);
        return jdbc.sql("""
                SELECT outcome, posting, short_account, short_balance
                FROM fund.post(:key, :content, :kind, :day, :reference, :memo, :actor, :name, :accounts, :amounts)""")
                .param("key", entry.key())
                .param("content", entry.content())
                .param("kind", entry.kind().code())
                .param("day", entry.day())
                .param("reference", entry.reference())
                .param("memo", entry.memo())
                .param("actor", actor, Types.OTHER)
                .param("name", actorName)
                .param("accounts", Arrays.stream(legs).map(Leg::account).toArray(Long[]::new))
                .param("amounts", Arrays.stream(legs).map(Leg::fen).toArray(Long[]::new))
                .query((rows, number) -> {
                    UUID posting = rows.getObject("posting", UUID.class);
                    return switch (rows.getString("outcome")) {
                        case "posted" -> new Posted(posting);
                        case "there" -> new There(posting);
                        case "other" -> new OtherContent(posting);
                        default -> (Result) new Short(rows.getLong("short_account"), rows.getLong("short_balance"));
                    };
                })
                .single();
    }

    Result post(Viewer actor, Entry entry) {
        return post(actor.account(), actor.name(), entry);
    }

    /** Before several postings of one transaction, so that nobody waits for somebody who waits for us. */
    void lock(List<Long> accounts) {
        jdbc.sql("SELECT fund.lock_accounts(:accounts)")
                .param("accounts", accounts.toArray(Long[]::new))
                .query((rows, number) -> 0)
                .single();
    }

    /** Whether the key was posted, and for this content; empty when not. */
    @Nullable Boolean seen(String key, String content) {
        return jdbc.sql("SELECT content FROM fund.posting WHERE key = :key")
                .param("key", key)
                .query((rows, number) ->
                        Arrays.equals(rows.getBytes(1), Digests.bytes(content.getBytes(StandardCharsets.UTF_8))))
                .optional()
                .orElse(null);
    }

    /** Accounts of a line, or of one of its allocations, by what they hold. */
    Book accounts(UUID line, @Nullable UUID allocation) {
        var found = new EnumMap<AccountKind, Book.Account>(AccountKind.class);
        jdbc.sql("""
                SELECT id, kind, balance FROM fund.account
                WHERE line = :line AND allocation IS NOT DISTINCT FROM :allocation""")
                .param("line", line)
                .param("allocation", allocation, Types.OTHER)
                .query(rows -> {
                    found.put(
                            AccountKind.of(rows.getString("kind")),
                            new Book.Account(rows.getLong("id"), rows.getLong("balance")));
                });
        return new Book(found);
    }

    /** Opens those that are not open yet; answers all of the line or allocation. */
    Book open(UUID line, @Nullable UUID allocation, AccountKind... kinds) {
        jdbc.sql("""
                INSERT INTO fund.account (line, allocation, kind)
                SELECT :line, :allocation, kind FROM unnest(:kinds) AS k (kind)
                ON CONFLICT DO NOTHING""")
                .param("line", line)
                .param("allocation", allocation, Types.OTHER)
                .param("kinds", Arrays.stream(kinds).map(AccountKind::code).toArray(String[]::new))
                .update();
        return accounts(line, allocation);
    }
}
