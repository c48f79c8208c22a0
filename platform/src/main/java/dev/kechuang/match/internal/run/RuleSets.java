package dev.kechuang.match.internal.run;

import dev.kechuang.match.internal.run.RuleSet.Rule;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The rules of a day, numbered. */
@Component
public class RuleSets {

    private final Decisions decisions;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private @Nullable RuleSet last;

    public RuleSets(Decisions decisions, Regions regions, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.decisions = decisions;
        this.regions = regions;
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    public synchronized RuleSet on(LocalDate day) {
        List<PolicyVersion> versions = decisions.rules(day).inForce().stream()
                .sorted(Comparator.comparing(PolicyVersion::id))
                .toList();
        String digest = digest(versions.stream().map(PolicyVersion::digest).collect(Collectors.joining("\n")));
        if (last != null && last.digest().equals(digest) && last.day().equals(day)) return last;
        Map<String, Short> codes = own.execute(status -> codes(versions));
        var rules = new ArrayList<Rule>();
        for (PolicyVersion version : versions) {
            Set<String> holds = version.region().isEmpty() ? null : Set.copyOf(regions.subtree(version.region()));
            rules.add(new Rule(Objects.requireNonNull(codes.get(version.digest())), version, holds));
        }
        last = new RuleSet(digest, day, List.copyOf(rules));
        return last;
    }

    private Map<String, Short> codes(List<PolicyVersion> versions) {
        var policies = versions.stream().map(PolicyVersion::id).toArray(String[]::new);
        var digests = versions.stream().map(PolicyVersion::digest).toArray(String[]::new);
        jdbc.sql("""
                        INSERT INTO match.rule (policy, version)
                        SELECT policy, version FROM unnest(:policies::text[], :versions::text[]) u (policy, version)
                        WHERE NOT EXISTS (SELECT FROM match.rule r WHERE (r.policy, r.version) = (u.policy, u.version))
                        ON CONFLICT DO NOTHING
                        """).param("policies", policies).param("versions", digests).update();
        var codes = new HashMap<String, Short>();
        jdbc.sql("SELECT code, version FROM match.rule WHERE version = ANY(:versions)")
                .param("versions", digests)
                .query(rows -> {
                    codes.put(rows.getString(2), rows.getShort(1));
                });
        return codes;
    }

    static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
