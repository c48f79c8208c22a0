package dev.kechuang.policy.internal;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.PolicyException;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.policy.PolicyVersion;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every version of a policy that was ever in force here or decided by, with its text. */
@Component
public class PolicyVersionStore {

    private final JdbcClient jdbc;
    /** Read once; versions never change. */
    private final Map<String, Kept> read = new ConcurrentHashMap<>();

    public PolicyVersionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A version as it can be decided by. */
    public record Kept(PolicyVersion version, FactDictionary dictionary, String text) {}

    /** @param seenAt when it was first in force here */
    public record Seen(String digest, Instant seenAt) {}

    /** Keeps a version and its texts; what is kept already stays as it is. */
    public void keep(PolicyBook.Entry entry, Instant now) {
        List<String> sources =
                entry.sources().stream().map(PackDocument::digest).toList();
        for (PackDocument source : entry.sources()) {
            jdbc.sql("INSERT INTO policy.text (digest, content) VALUES (:digest, :content) ON CONFLICT DO NOTHING")
                    .param("digest", source.digest())
                    .param("content", source.text())
                    .update();
        }
        jdbc.sql("""
                INSERT INTO policy.version (digest, policy, sources, seen_at)
                VALUES (:digest, :policy, :sources, :now) ON CONFLICT DO NOTHING""")
                .param("digest", entry.version().digest())
                .param("policy", entry.version().id())
                .param("sources", sources.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Newest first. */
    public List<Seen> versions(String policy) {
        return jdbc.sql("""
                SELECT digest, seen_at FROM policy.version WHERE policy = :policy ORDER BY seen_at DESC, digest""")
                .param("policy", policy)
                .query((rows, number) -> new Seen(
                        rows.getString("digest"), rows.getTimestamp("seen_at").toInstant()))
                .list();
    }

    /** The texts of a version, its own first, which is the one given. */
    List<PackDocument> sources(String digest, PackDocument own) {
        var sources = new ArrayList<>(List.of(own));
        jdbc.sql("""
                SELECT t.digest, t.content FROM policy.version v
                CROSS JOIN unnest(v.sources[2:]) WITH ORDINALITY s(digest, place)
                JOIN policy.text t ON t.digest = s.digest
                WHERE v.digest = :digest ORDER BY s.place""")
                .param("digest", digest)
                .query((rows, number) ->
                        new PackDocument("", "", "facts.yaml", rows.getString("digest"), rows.getString("content")))
                .list()
                .forEach(sources::add);
        return List.copyOf(sources);
    }

    /** The version as it was; empty when it was never kept. */
    public Optional<Kept> find(String digest) {
        Kept known = read.get(digest);
        if (known != null) return Optional.of(known);
        List<String> texts = jdbc.sql("""
                SELECT t.content FROM policy.version v
                CROSS JOIN unnest(v.sources) WITH ORDINALITY s(digest, place)
                JOIN policy.text t ON t.digest = s.digest
                WHERE v.digest = :digest ORDER BY s.place""")
                .param("digest", digest)
                .query((rows, number) -> rows.getString(1))
                .list();
        if (texts.isEmpty()) return Optional.empty();
        var problems = new ArrayList<Problem>();
        var facts = new ArrayList<Fact>();
        for (String text : texts.subList(1, texts.size())) {
            facts.addAll(Documents.facts("policy.text", text, problems));
        }
        var dictionary = new FactDictionary(facts);
        Policy policy = Documents.policy("policy.text", texts.getFirst(), dictionary, problems);
        if (policy == null) throw new PolicyException(problems);
        var kept = new Kept(new PolicyVersion(digest, "", policy), dictionary, texts.getFirst());
        read.put(digest, kept);
        return Optional.of(kept);
    }
}
