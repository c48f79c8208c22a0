package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.registry.Experts;
import dev.kechuang.registry.Experts.Timeliness;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How reviewers did in a round, for the pool (专家评审质量): distance to the others, and whether in time. */
@Component
public class ReviewerScores {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Experts experts;
    private final Clock clock;

    public ReviewerScores(Experts experts, Clock clock) {
        this.experts = experts;
        this.clock = clock;
    }

    /** How each expert did goes into the pool: distance to the others, and whether it was in time. */
    void score(
            Viewer officer,
            Round round,
            Review review,
            Sheet sheet,
            List<Assignment> assignments,
            List<Ranking.Result> results) {
        var mean = results.stream().collect(Collectors.toMap(Ranking.Result::application, Ranking.Result::raw));
        Map<UUID, List<Assignment>> byExpert = new HashMap<>();
        for (Assignment assignment : assignments) {
            if (assignment.signed()) {
                byExpert.computeIfAbsent(assignment.expert(), id -> new ArrayList<>())
                        .add(assignment);
            }
        }
        byExpert.forEach((expert, own) -> {
            BigDecimal away = BigDecimal.ZERO;
            boolean late = false;
            for (Assignment assignment : own) {
                BigDecimal total = java.util.Objects.requireNonNull(assignment.total());
                away = away.add(total.subtract(mean.getOrDefault(assignment.application(), total))
                        .abs());
                Instant signed = java.util.Objects.requireNonNull(assignment.signedAt());
                LocalDate due = round.dueOn();
                late |= due != null && signed.atZone(ZONE).toLocalDate().isAfter(due);
            }
            BigDecimal deviation = away.multiply(BigDecimal.valueOf(100))
                    .divide(sheet.most().multiply(BigDecimal.valueOf(own.size())), 2, RoundingMode.HALF_UP);
            experts.score(
                    officer,
                    expert,
                    new Experts.Score(
                            "programme/round/" + round.id(),
                            review.name().zh(),
                            LocalDate.now(clock),
                            own.size(),
                            deviation,
                            late ? Timeliness.LATE : Timeliness.IN_TIME));
        });
    }
}
