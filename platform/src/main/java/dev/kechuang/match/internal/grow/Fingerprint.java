package dev.kechuang.match.internal.grow;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.eval.Val;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether two decisions come to the same for the same reasons, whatever day they were made for: verdicts, values and
 * thresholds of every condition, points, and what is missing. Days are left out, since they move by themselves.
 */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Decision decision) {
        var text = new StringBuilder(decision.policy().id());
        text.append('\n').append(decision.verdict()).append(decision.missing());
        for (var condition : decision.conditions()) {
            text.append('\n')
                    .append(condition.condition().id())
                    .append(condition.met())
                    .append(condition.absent());
            for (var test : condition.tests()) {
                text.append(' ').append(test.met());
                if (test.value() instanceof Val.Day || test.threshold() instanceof Val.Day) continue;
                text.append(test.value()).append(test.operator()).append(test.threshold());
            }
        }
        decision.scores().forEach(score -> score(text, score));
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void score(StringBuilder text, Decision.ScoreResult score) {
        text.append('\n').append(score.score().name()).append(score.points()).append(score.band());
        score.parts().forEach(part -> score(text, part));
    }
}
