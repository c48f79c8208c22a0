package dev.kechuang.plan.internal.desk;

import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Tells units what of theirs is due soon or late; each date is told once before and once after. */
@Component
public class Deadlines {

    private final Units units;
    private final Desk desk;

    public Deadlines(Units units, Desk desk) {
        this.units = units;
        this.desk = desk;
    }

    /**
     * @param page id of the thing whose page is opened
     * @param thing what is due: the thing itself or a part of it
     */
    public record Deadline(UUID page, String number, String title, UUID unit, String thing, LocalDate due) {}

    /**
     * @param before days ahead of which is told
     * @param due what is due up to a day
     * @param key beginning of the messages' keys, e.g. {@code plan.schemeDue}
     * @param text beginning of the texts' keys, with a point at its end: {@code due.} and {@code late.} stand below
     * @param path where the pages are, with a slash at its end
     */
    public int remind(int before, Function<LocalDate, List<Deadline>> due, String key, String text, String path) {
        LocalDate today = desk.today();
        return desk.run(() -> {
                    var found = due.apply(today.plusDays(before));
                    for (var one : found) {
                        boolean late = one.due().isBefore(today);
                        desk.tell(
                                units.people(one.unit()),
                                key + "/" + one.thing() + "/" + one.due() + (late ? "/late" : ""),
                                text + (late ? "late." : "due."),
                                path + one.page(),
                                one.number(),
                                one.title(),
                                one.due().toString());
                    }
                    return Outcome.done(found.size());
                })
                .fold(count -> count, errors -> 0);
    }
}
