package dev.kechuang.match.internal.sheet;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.policy.Decisions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The layout of today's dictionary; a sheet with another one is packed anew by the next run. */
@Component
public class Layouts {

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final CodeLists codes;
    private final TitleKinds titles;
    private final TransactionTemplate own;
    private @Nullable Layout current;

    public Layouts(
            JdbcClient jdbc,
            Decisions decisions,
            CodeLists codes,
            TitleKinds titles,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.codes = codes;
        this.titles = titles;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Number of the layout that sheets have to have. */
    public int id() {
        return current().id();
    }

    synchronized Layout current() {
        FactDictionary dictionary = decisions.dictionary();
        if (current == null || current.dictionary() != dictionary) {
            current = own.execute(status -> read(dictionary));
        }
        return current;
    }

    private Layout read(FactDictionary dictionary) {
        var shapes = new StringJoiner("\n");
        var numbers = new HashMap<String, Integer>();
        for (Fact fact : dictionary.facts()) {
            String shape = Layout.shape(fact);
            shapes.add(fact.code() + " " + fact.name() + " " + shape + " " + fact.values());
            jdbc.sql("INSERT INTO match.coded (code, shape) VALUES (:code, :shape) ON CONFLICT DO NOTHING")
                    .param("code", fact.code())
                    .param("shape", shape)
                    .update();
            numbers.put(
                    fact.name(),
                    jdbc.sql("SELECT id FROM match.coded WHERE code = :code AND shape = :shape")
                            .param("code", fact.code())
                            .param("shape", shape)
                            .query(Integer.class)
                            .single());
        }
        // What facts are made of besides: the names of titles, sections of industries, technical fields.
        titles.all().forEach(kind -> shapes.add(kind.code() + " " + kind.fact() + " " + kind.factName()));
        codes.industries().stream()
                .filter(industry -> industry.code().length() == 1)
                .forEach(industry -> shapes.add(industry.code() + " " + industry.name()));
        codes.technicalFields().forEach(field -> shapes.add(field.code() + " " + field.name()));
        String digest = digest(shapes.toString());
        jdbc.sql("INSERT INTO match.layout (digest) VALUES (:digest) ON CONFLICT DO NOTHING")
                .param("digest", digest)
                .update();
        int id = jdbc.sql("SELECT id FROM match.layout WHERE digest = :digest")
                .param("digest", digest)
                .query(Integer.class)
                .single();
        return new Layout(id, dictionary, numbers);
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
