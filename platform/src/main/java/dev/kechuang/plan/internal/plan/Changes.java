package dev.kechuang.plan.internal.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A target with some of it replaced. */
public final class Changes {

    private final Target before;
    private UUID item;
    private int place;
    private BigDecimal value;
    private @Nullable BigDecimal valueTo;
    private String region;
    private @Nullable BigDecimal baseline;
    private LocalDate fromOn;
    private LocalDate dueOn;
    private @Nullable UUID task;
    private @Nullable TextSpan span;
    private int edits;
    private List<Duty> duties;
    private List<Target.Part> parts;

    private Changes(Target before) {
        this.before = before;
        item = before.item();
        place = before.place();
        value = before.value();
        valueTo = before.valueTo();
        region = before.region();
        baseline = before.baseline();
        fromOn = before.fromOn();
        dueOn = before.dueOn();
        task = before.task();
        span = before.span();
        edits = before.edits();
        duties = before.duties();
        parts = before.parts();
    }

    public static Changes target(Target before) {
        return new Changes(before);
    }

    public Changes item(UUID other) {
        item = other;
        return this;
    }

    public Changes place(int other) {
        place = other;
        return this;
    }

    public Changes value(BigDecimal other, @Nullable BigDecimal to) {
        value = other;
        valueTo = to;
        return this;
    }

    public Changes region(String other) {
        region = other;
        return this;
    }

    public Changes days(LocalDate from, LocalDate due) {
        fromOn = from;
        dueOn = due;
        return this;
    }

    public Changes task(@Nullable UUID other) {
        task = other;
        return this;
    }

    public Changes span(@Nullable TextSpan other) {
        span = other;
        return this;
    }

    public Changes edits(int other) {
        edits = other;
        return this;
    }

    public Changes duties(List<Duty> others) {
        duties = others;
        return this;
    }

    public Changes parts(List<Target.Part> others) {
        parts = others;
        return this;
    }

    /** A county's part as a target of its own, without the whole's baseline, range and parts. */
    public Changes part(Target.Part part) {
        baseline = null;
        return value(part.value(), null).region(part.key()).parts(List.of());
    }

    public Target make() {
        return new Target(
                item,
                place,
                before.name(),
                before.indicator(),
                before.bound(),
                value,
                valueTo,
                before.unit(),
                before.flow(),
                before.additive(),
                baseline,
                region,
                fromOn,
                dueOn,
                task,
                before.gapReason(),
                span,
                edits,
                duties,
                parts);
    }
}
