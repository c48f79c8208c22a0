package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.CallInfo;
import dev.kechuang.programme.internal.decision.DecisionListStore;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.decision.ObjectionKind;
import dev.kechuang.programme.internal.effect.Elimination.Verdict;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How places, states and sums of the decision are called, and what people type as sums and days. */
@Component
public class DecisionWords {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Texts texts;

    DecisionWords(Texts texts) {
        this.texts = texts;
    }

    public String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    public static String minute(@Nullable Instant at) {
        return at == null ? "" : MINUTE.format(at);
    }

    /** In 10,000 yuan. */
    public static String wan(long fen) {
        return Figures.wan(new Money(fen));
    }

    /** As it is typed into a field of 万元. */
    static String typed(long fen) {
        String plain = BigDecimal.valueOf(fen, 6).stripTrailingZeros().toPlainString();
        return plain;
    }

    Tag state(Locale locale, String state) {
        String text = text(locale, "decision.state." + state);
        return new Tag(
                text,
                switch (state) {
                    case "proposed", "prepared", "open" -> Tone.IN_PROGRESS;
                    case "published" -> Tone.PUBLISHED;
                    case "confirmed", "issued", "dismissed", "closed" -> Tone.PASSED;
                    case "upheld" -> Tone.FAILED;
                    default -> Tone.DRAFT;
                });
    }

    /** Of an objection or, in other words, of an anonymous lead. */
    Tag state(Locale locale, String state, ObjectionKind kind) {
        Tag tag = state(locale, state);
        return kind == ObjectionKind.ANONYMOUS ? new Tag(text(locale, "decision.lead." + state), tag.tone()) : tag;
    }

    /** What a list says of an application, and whether it was withdrawn since. */
    Tag listed(Locale locale, DecisionListStore.Entry entry) {
        if (entry.withdrawn())
            return new Tag(
                    text(locale, entry.approve() ? "decision.choice.withdrawn" : "decision.choice.noWithdrawn"),
                    Tone.RETURNED);
        return new Tag(
                text(locale, entry.approve() ? "decision.choice.yes" : "decision.choice.no"),
                entry.approve() ? Tone.PASSED : Tone.DRAFT);
    }

    /** Why what a notice shows is not on the list any more; empty for what is. */
    String left(Locale locale, NoticeStore.Entry entry) {
        return entry.left().isEmpty() ? "" : text(locale, "decision.left." + entry.left());
    }

    Tag verdict(Locale locale, Verdict verdict) {
        return switch (verdict) {
            case LOST -> new Tag(text(locale, "decision.evaluated.lost"), Tone.FAILED);
            case CONFIRMED -> new Tag(text(locale, "decision.evaluated.kept"), Tone.PASSED);
        };
    }

    List<Tab> tabs(Locale locale, CallInfo call, String current) {
        return List.of("board", "lists", "notices", "objections", "approvals").stream()
                .map(tab -> Tab.of(
                        text(locale, "decision.tab." + tab),
                        "/decisions/" + call.id() + (tab.equals("board") ? "" : "/" + tab),
                        tab.equals(current)))
                .toList();
    }

    /** Empty text is null; what is no sum becomes an error of the field. */
    static @Nullable Long fen(String text, String field, List<FieldError> errors) {
        String plain = text.strip().replace(",", "").replace("，", "");
        if (plain.isEmpty()) return null;
        try {
            if (plain.length() > 15) throw new NumberFormatException(plain);
            var wan = new BigDecimal(plain);
            if (wan.scale() > 6 || wan.signum() < 0) throw new NumberFormatException(plain);
            return Money.wan(wan).fen();
        } catch (ArithmeticException | NumberFormatException e) {
            errors.add(FieldError.of(field, "decision.error.number"));
            return null;
        }
    }

    static @Nullable LocalDate day(String text, String field, List<FieldError> errors) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            errors.add(FieldError.of(field, "decision.error.day"));
            return null;
        }
    }
}
