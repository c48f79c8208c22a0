package dev.kechuang.programme.internal.review;

import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.registry.Experts;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reminds experts of what they have not signed (催办). */
@Component
public class ReviewReminders {

    private final SheetStore sheets;
    private final Experts experts;
    private final Messages messages;
    private final Clock clock;

    public ReviewReminders(SheetStore sheets, Experts experts, Messages messages, Clock clock) {
        this.sheets = sheets;
        this.experts = experts;
        this.messages = messages;
        this.clock = clock;
    }

    /** Whoever reviews a corrected application hears of it: the sheet is still open, or was signed before. */
    void corrected(Round round, dev.kechuang.programme.internal.lifecycle.Application application) {
        for (Assignment each : sheets.active(round.id(), application.id())) {
            var expert = experts.find(List.of(each.expert())).get(each.expert());
            UUID account = expert == null ? null : expert.account();
            if (account == null) continue;
            messages.send(
                    List.of(account),
                    "programme.reviewCorrected/" + each.id() + "/" + application.moves(),
                    application.number() + " 已补正",
                    each.signed() ? "您在补正前签署的评分保留不变。" : "请按补正后的材料评审。",
                    "/reviews/sheets/" + each.id());
        }
    }

    /** Joins the running transaction. A second time on the same day sends nothing new. */
    int send(Round round, Review review) {
        var open = sheets.assignments(round.id()).stream()
                .filter(each -> each.active() && !each.signed())
                .collect(Collectors.groupingBy(Assignment::expert));
        var people = experts.find(open.keySet());
        int told = 0;
        for (var entry : open.entrySet()) {
            var expert = people.get(entry.getKey());
            UUID account = expert == null ? null : expert.account();
            if (account == null) continue;
            messages.send(
                    List.of(account),
                    "programme.reviewReminder/" + round.id() + "/" + entry.getKey() + "/" + LocalDate.now(clock),
                    "请完成" + review.name().zh() + "：还有 " + entry.getValue().size() + " 份评分表没有签署",
                    round.dueOn() == null ? "" : "请于 " + round.dueOn() + " 前完成。",
                    "/my/reviews");
            told++;
        }
        return told;
    }
}
