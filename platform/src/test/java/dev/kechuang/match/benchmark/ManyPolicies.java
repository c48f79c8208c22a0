package dev.kechuang.match.benchmark;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Relaxation;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.Rules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The policies of the packs, and variants of them with other thresholds, up to so many. */
final class ManyPolicies {

    private final Decisions real;
    private final int count;

    ManyPolicies(Decisions real, int count) {
        this.real = real;
        this.count = count;
    }

    /** Everything else is as in the packs. */
    Decisions decisions() {
        return (Decisions) Proxy.newProxyInstance(
                Decisions.class.getClassLoader(), new Class<?>[] {Decisions.class}, (proxy, method, arguments) -> {
                    try {
                        return switch (method.getName()) {
                            case "rules" -> rules((LocalDate) arguments[0]);
                            case "version" ->
                                rules(LocalDate.now()).versions().stream()
                                        .filter(one -> one.digest().equals(arguments[0]))
                                        .findFirst()
                                        .or(() -> real.version((String) arguments[0]));
                            default -> method.invoke(real, arguments);
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private Optional<Rules> made = Optional.empty();
    private int released;

    /** The last policy has other thresholds from now on. */
    synchronized void release() {
        released++;
        made = Optional.empty();
    }

    synchronized Rules rules(LocalDate day) {
        if (made.isPresent() && made.get().day().equals(day)) return made.get();
        var base = real.rules(day).inForce();
        var all = new ArrayList<PolicyVersion>();
        for (int i = 0; i < count; i++) {
            PolicyVersion version = base.get(i % base.size());
            int variant = i / base.size();
            all.add(variant == 0 ? version : variant(version, variant, i == count - 1 ? released : 0));
        }
        var digests = new StringBuilder();
        all.forEach(one -> digests.append(one.digest()));
        var rules = new Rules(day, digest(digests.toString()), all);
        made = Optional.of(rules);
        return rules;
    }

    /** Thresholds eased by 4 per cent, 8 per cent and so on: other numbers in the same shape. */
    private static PolicyVersion variant(PolicyVersion version, int number, int more) {
        Policy eased = Relaxation.of(version.policy(), Rational.of(4L * number + more, 100));
        String id = version.id() + "-" + number;
        Policy policy = new Policy(
                id,
                eased.name() + number,
                eased.english() + " " + number,
                eased.issuer(),
                eased.region(),
                eased.grants(),
                eased.validFrom(),
                eased.validUntil(),
                eased.currentYear(),
                eased.sources(),
                eased.dictionary(),
                eased.parameters(),
                eased.definitions(),
                eased.scores(),
                eased.conditions(),
                eased.benefits(),
                List.of(),
                eased.file());
        return new PolicyVersion(
                digest(version.digest() + number + (more == 0 ? "" : "+" + more)), version.region(), policy);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
