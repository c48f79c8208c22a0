package dev.kechuang.plan.internal.track;

import dev.kechuang.shared.web.ui.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The rule (亮灯规则): a light from a target's value against elapsed time and trend, or from a task's progress. */
public final class LightRule {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private LightRule() {}

    /**
     * @param expected what should be reached by now, null where that is not known
     * @param projected where the trend leads by the end, null without a trend
     * @param elapsed percent of the time that is over
     * @param reason in Chinese
     */
    public record Ruling(
            Colour colour,
            @Nullable BigDecimal expected,
            @Nullable BigDecimal projected,
            int elapsed,
            String reason) {}

    public static Ruling judge(Basis basis) {
        return switch (basis) {
            case Basis.OfTarget target -> target(target);
            case Basis.OfTask task -> task(task);
        };
    }

    private static Ruling target(Basis.OfTarget b) {
        int elapsed = elapsed(b.from(), b.due(), b.today());
        BigDecimal value = b.value();
        if (value == null) return new Ruling(Colour.NONE, null, null, elapsed, "尚无数据");
        return b.bound().equals("atMost") ? most(b, value, elapsed) : least(b, value, elapsed);
    }

    private static Ruling least(Basis.OfTarget b, BigDecimal value, int elapsed) {
        BigDecimal need = b.bound().equals("about") ? b.target().multiply(new BigDecimal("0.95")) : b.target();
        int compared = value.compareTo(need);
        boolean reached = b.bound().equals("more") ? compared > 0 : compared >= 0;
        if (reached) return new Ruling(Colour.GREEN, need, null, elapsed, "已达到目标");
        if (b.today().isAfter(b.due())) return new Ruling(Colour.RED, need, null, elapsed, "到期未达到目标");
        BigDecimal projected = projected(b, value);
        BigDecimal start = b.flow() ? BigDecimal.ZERO : b.baseline();
        BigDecimal expected = b.planned() != null
                ? b.planned()
                : start == null ? null : start.add(part(need.subtract(start), b.from(), b.due(), b.today()));
        int green = b.thresholds().green();
        int amber = b.thresholds().amber();
        if (expected == null) {
            int share = percent(value, need);
            Colour colour = share >= green ? Colour.GREEN : share >= amber || elapsed < 50 ? Colour.AMBER : Colour.RED;
            return new Ruling(colour, null, projected, elapsed, "为目标的 " + share + "%，时间已过 " + elapsed + "%");
        }
        BigDecimal base = start == null ? BigDecimal.ZERO : start;
        BigDecimal way = expected.subtract(base);
        int share = way.signum() <= 0
                ? value.compareTo(expected) >= 0 ? 100 : percent(value, expected)
                : percent(value.subtract(base), way);
        Colour colour = share >= green ? Colour.GREEN : share >= amber ? Colour.AMBER : Colour.RED;
        String reason = "应达 " + plain(expected) + "，实际为其 " + share + "%";
        if (projected != null) {
            boolean enough = projected.compareTo(need) >= 0;
            if (colour == Colour.RED && enough) {
                colour = Colour.AMBER;
                reason += "；按近期进度到期可达 " + plain(projected);
            } else if (colour == Colour.GREEN && elapsed > 30 && percent(projected, need) < amber) {
                colour = Colour.AMBER;
                reason += "；按近期进度到期只有 " + plain(projected);
            }
        }
        return new Ruling(colour, expected, projected, elapsed, reason);
    }

    private static Ruling most(Basis.OfTarget b, BigDecimal value, int elapsed) {
        if (value.compareTo(b.target()) > 0) {
            boolean over = b.flow() || b.today().isAfter(b.due());
            return new Ruling(over ? Colour.RED : Colour.AMBER, b.target(), null, elapsed, "超过上限 " + plain(b.target()));
        }
        if (!b.flow()) return new Ruling(Colour.GREEN, b.target(), null, elapsed, "在上限以内");
        BigDecimal expected = part(b.target(), b.from(), b.due(), b.today());
        return value.compareTo(expected) <= 0
                ? new Ruling(Colour.GREEN, expected, null, elapsed, "不超过时间进度")
                : new Ruling(Colour.AMBER, expected, null, elapsed, "快于时间进度 " + plain(expected));
    }

    /** Where the pace since the earlier look leads until the end. */
    private static @Nullable BigDecimal projected(Basis.OfTarget b, BigDecimal value) {
        if (b.earlier() == null || b.earlierOn() == null) return null;
        long days = ChronoUnit.DAYS.between(b.earlierOn(), b.today());
        long left = ChronoUnit.DAYS.between(b.today(), b.due());
        if (days < 28 || left < 0) return null;
        return value.add(value.subtract(b.earlier())
                .multiply(BigDecimal.valueOf(left))
                .divide(BigDecimal.valueOf(days), 6, RoundingMode.HALF_UP));
    }

    private static Ruling task(Basis.OfTask b) {
        int elapsed = elapsed(b.from(), b.due(), b.today());
        if (b.done()) return new Ruling(Colour.GREEN, null, null, elapsed, "已完成");
        if (b.today().isAfter(b.due())) return new Ruling(Colour.RED, null, null, elapsed, "到期未完成");
        Integer percent = b.percent();
        if (percent == null)
            return b.late()
                    ? new Ruling(Colour.AMBER, null, null, elapsed, "应报未报")
                    : new Ruling(Colour.NONE, null, null, elapsed, "尚未报告");
        int lag = elapsed - percent;
        Colour colour = lag <= b.thresholds().taskGreen()
                ? Colour.GREEN
                : lag <= b.thresholds().taskAmber() ? Colour.AMBER : Colour.RED;
        String reason = "进度 " + percent + "%，时间已过 " + elapsed + "%";
        if (b.blocked()) {
            colour = colour.atBest(Colour.AMBER);
            reason += "；有困难问题";
        }
        if (b.late()) {
            colour = colour.atBest(Colour.AMBER);
            reason += "；应报未报";
        }
        return new Ruling(colour, null, null, elapsed, reason);
    }

    /** Percent of the time that is over, the day itself included; 0 to 100. */
    static int elapsed(LocalDate from, LocalDate due, LocalDate today) {
        long all = ChronoUnit.DAYS.between(from, due) + 1;
        long over = Math.clamp(ChronoUnit.DAYS.between(from, today) + 1, 0, all);
        return (int) (over * 100 / all);
    }

    private static BigDecimal part(BigDecimal whole, LocalDate from, LocalDate due, LocalDate today) {
        long all = ChronoUnit.DAYS.between(from, due) + 1;
        long over = Math.clamp(ChronoUnit.DAYS.between(from, today) + 1, 0, all);
        return whole.multiply(BigDecimal.valueOf(over)).divide(BigDecimal.valueOf(all), 6, RoundingMode.HALF_UP);
    }

    private static int percent(BigDecimal part, BigDecimal whole) {
        if (whole.signum() == 0) return part.signum() >= 0 ? 100 : 0;
        BigDecimal percent = part.multiply(HUNDRED).divide(whole, MathContext.DECIMAL64);
        return percent.setScale(0, RoundingMode.FLOOR)
                .max(BigDecimal.valueOf(-999))
                .min(BigDecimal.valueOf(999))
                .intValue();
    }

    private static String plain(BigDecimal value) {
        return Figures.exact(value.setScale(2, RoundingMode.HALF_UP));
    }
}
