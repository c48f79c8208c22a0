package dev.kechuang.pack.internal;

import dev.kechuang.shared.Invariant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold for stored packs at any time. */
@Configuration(proxyBeanMethods = false)
class PackInvariants {

    @Bean
    Invariant packVersions(JdbcClient jdbc) {
        return new Versions(jdbc);
    }

    @Bean
    Invariant packNumbers(JdbcClient jdbc) {
        return new Numbers(jdbc);
    }

    @Bean
    Invariant packPublished(PackStore store, CityPacks packs) {
        return new PublishedRows(store, packs);
    }

    /** Content, files and versions carry the digests they are found by. */
    record Versions(JdbcClient jdbc) implements Invariant {

        @Override
        public String name() {
            return "pack.versions";
        }

        @Override
        public String claim() {
            return "every stored pack version has the digest of its content";
        }

        @Override
        public Result check() {
            long checked = jdbc.sql("SELECT (SELECT count(*) FROM pack.version) + (SELECT count(*) FROM pack.file)")
                    .query(Long.class)
                    .single();
            List<String> wrong =
                    jdbc.sql("""
                            (SELECT 'version ' || v.number || ' of pack ' || v.pack || ' does not have the digest of its files'
                            FROM pack.version v WHERE v.digest <> pack.digest_of(v.id) ORDER BY v.pack, v.number LIMIT 10)
                            UNION ALL
                            (SELECT 'stored file ' || encode(f.digest, 'hex') || ' has other content'
                            FROM pack.file f WHERE f.digest <> sha256(f.content) LIMIT 10)
                            """).query((row, index) -> row.getString(1)).list();
            return new Result(checked, wrong);
        }
    }

    /** Versions of a pack are numbered from 1 without a gap, and each differs from the one before. */
    record Numbers(JdbcClient jdbc) implements Invariant {

        @Override
        public String name() {
            return "pack.numbers";
        }

        @Override
        public String claim() {
            return "versions of a pack are numbered without a gap, and neighbours differ";
        }

        @Override
        public Result check() {
            long checked = jdbc.sql("SELECT count(*) FROM pack.version")
                    .query(Long.class)
                    .single();
            List<String> wrong =
                    jdbc.sql("""
                            SELECT 'version ' || number || ' of pack ' || pack || ' does not follow the one before'
                            FROM (SELECT v.pack, v.number, v.digest,
                                    lag(v.number, 1, 0) OVER w AS before, lag(v.digest) OVER w AS digest_before
                                FROM pack.version v WINDOW w AS (PARTITION BY v.pack ORDER BY v.number)) n
                            WHERE number <> before + 1 OR digest = digest_before
                            ORDER BY pack, number LIMIT 20
                            """).query((row, index) -> row.getString(1)).list();
            return new Result(checked, wrong);
        }
    }

    /** The rows other modules join are what the loaded packs say. */
    record PublishedRows(PackStore store, CityPacks packs) implements Invariant {

        @Override
        public String name() {
            return "pack.published";
        }

        @Override
        public String claim() {
            return "published regions and industries are those of the loaded packs";
        }

        @Override
        public Result check() {
            Published stored = store.stored();
            Published expected = Published.of(packs);
            long checked = (long) stored.regions().size()
                    + stored.subtrees().size()
                    + stored.industries().size();
            if (stored.digest().equals(expected.digest())) return new Result(checked, List.of());
            var wrong = new java.util.ArrayList<String>();
            difference(wrong, "region", stored.regions(), expected.regions());
            difference(wrong, "subtree", stored.subtrees(), expected.subtrees());
            difference(wrong, "industry", stored.industries(), expected.industries());
            if (wrong.isEmpty()) wrong.add("published rows stand in another order than in the packs");
            return new Result(checked, wrong.stream().limit(20).toList());
        }

        private static <T> void difference(List<String> wrong, String what, List<T> stored, List<T> expected) {
            var there = new java.util.HashSet<>(stored);
            var wanted = new java.util.HashSet<>(expected);
            stored.stream()
                    .filter(row -> !wanted.contains(row))
                    .forEach(row -> wrong.add("published " + what + " is in no pack: " + row));
            expected.stream()
                    .filter(row -> !there.contains(row))
                    .forEach(row -> wrong.add(what + " of the packs is not published: " + row));
        }
    }
}
