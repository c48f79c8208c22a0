package dev.kechuang.match.internal.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.Decisions;
import dev.kechuang.testing.WebTest;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A sheet is its organisation's facts, whatever they are. */
class SheetsTest extends WebTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final Sheets sheets;
    private final Layouts layouts;
    private final Words words;
    private final TransactionOperations transactions;

    SheetsTest(
            @Autowired JdbcClient jdbc,
            @Autowired Decisions decisions,
            @Autowired Sheets sheets,
            @Autowired Layouts layouts,
            @Autowired Words words,
            @Autowired TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.sheets = sheets;
        this.layouts = layouts;
        this.words = words;
        this.transactions = transactions;
    }

    @Test
    void theCitysSheetsHoldItsFactsInAFewHundredBytes() {
        List<UUID> all = jdbc.sql("SELECT id FROM registry.published_organisation")
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
        var packed = Objects.requireNonNull(transactions.execute(status -> {
            status.setRollbackOnly();
            return sheets.pack(all, DAY);
        }));
        assertThat(packed).hasSameSizeAs(all);
        var known = decisions.facts(all, DAY);
        int counting = 0;
        long bytes = 0;
        for (Sheet sheet : packed) {
            byte[] facts = sheet.facts();
            if (facts == null) continue;
            counting++;
            bytes += facts.length;
            same(
                    sheets.facts(facts),
                    Objects.requireNonNull(known.get(sheet.organisation())).facts());
        }
        assertThat(counting).isGreaterThan(50);
        assertThat(bytes / counting).isLessThan(1_500);
    }

    @Test
    void everyKindOfValueComesBackExactly() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var builder = Facts.builder();
            for (Fact fact : decisions.dictionary().facts()) {
                if (random.nextInt(3) == 0) continue;
                if (fact.kind() == Fact.Kind.EVENTS) {
                    if (random.nextInt(8) == 0) {
                        builder.set(fact.name(), Val.ABSENT);
                        continue;
                    }
                    var events = new java.util.ArrayList<Map<String, Val>>();
                    for (int i = random.nextInt(5); i > 0; i--) {
                        var event = new HashMap<String, Val>();
                        for (Fact field : fact.fields()) {
                            if (random.nextInt(4) > 0) event.put(field.name(), value(field, random));
                        }
                        events.add(event);
                    }
                    builder.events(fact.name(), events);
                } else if (fact.period() == Fact.Period.YEAR) {
                    for (int year = 2020; year < 2027; year++) {
                        if (random.nextBoolean()) builder.set(fact.name(), year, maybe(fact, random));
                    }
                } else {
                    builder.set(fact.name(), maybe(fact, random));
                }
            }
            Facts facts = builder.build();
            var texts = new HashSet<String>();
            SheetCodec.words(facts, layouts.current(), texts);
            words.know(texts);
            var codec = new SheetCodec(layouts.current(), words);
            same(codec.unpack(codec.pack(facts)), facts);
        }
    }

    private static Val maybe(Fact fact, Random random) {
        return random.nextInt(10) == 0 ? Val.ABSENT : value(fact, random);
    }

    private static Val value(Fact fact, Random random) {
        return switch (fact.kind()) {
            case BOOLEAN -> Val.of(random.nextBoolean());
            case DATE -> new Val.Day(LocalDate.of(1950, 1, 1).plusDays(random.nextInt(60_000)));
            case ENUM ->
                new Val.Text(fact.values().get(random.nextInt(fact.values().size())));
            case TEXT ->
                new Val.Text(List.of("甲", "320500", "", "一段很长的话".repeat(30)).get(random.nextInt(4)));
            case MONEY, INTEGER ->
                switch (random.nextInt(6)) {
                    case 0 -> Val.of(-random.nextLong(1L << 40));
                    case 1 -> new Val.Num(Rational.of(BigInteger.TWO.pow(80), BigInteger.valueOf(7)));
                    case 2 -> Val.of(Long.MAX_VALUE);
                    case 3 -> Val.of(0);
                    default -> Val.of(random.nextLong(1L << 40));
                };
            case DECIMAL, RATIO ->
                random.nextInt(4) == 0
                        ? new Val.Num(Rational.of(1, 3))
                        : new Val.Num(Rational.of(random.nextInt(2_000_000) - 1_000_000, 1_000_000));
            case EVENTS -> throw new IllegalArgumentException();
        };
    }

    private static void same(Facts read, Facts facts) {
        assertThat(read.asOf()).isEqualTo(facts.asOf());
        assertThat(read.yearly()).isEqualTo(facts.yearly());
    }
}
