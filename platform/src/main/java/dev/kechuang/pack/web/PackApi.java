package dev.kechuang.pack.web;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.Industry;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.pack.internal.HolidayYear;
import dev.kechuang.pack.internal.Item;
import dev.kechuang.pack.internal.Pack;
import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The packs as JSON. Lists are as long as the packs make them, some hundred rows, and are not paged. */
@RestController
@RequestMapping("/api/packs")
@Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.SYSTEM_ADMIN})
class PackApi {

    private final PackCatalogue catalogue;
    private final WorkingDays workingDays;
    private final ApiProblems problems;

    PackApi(PackCatalogue catalogue, WorkingDays workingDays, ApiProblems problems) {
        this.catalogue = catalogue;
        this.workingDays = workingDays;
        this.problems = problems;
    }

    /** @param number version number, from 1 */
    record PackSummary(
            String id,
            String name,
            String en,
            @Nullable String region,
            @Nullable String parent,
            String label,
            int number,
            String digest,
            Instant importedAt,
            boolean inUse) {
        static PackSummary of(PackCatalogue.Summary summary) {
            var pack = summary.pack();
            var stored = summary.stored();
            return new PackSummary(
                    pack.id(),
                    pack.name(),
                    pack.en(),
                    pack.region(),
                    pack.parent(),
                    pack.label(),
                    stored.number(),
                    stored.digest(),
                    stored.importedAt(),
                    summary.inUse());
        }
    }

    record Codes(
            List<Industry> industries,
            List<Pack.Field> fields,
            List<Pack.CodeList> lists,
            List<CodeLists.RoleText> roles,
            List<CodeLists.Unit> units) {}

    record CheckResult(List<PackProblem> problems, List<String> changed) {}

    /** A period of working days with the day on which it ends. */
    record Period(LocalDate start, int days, LocalDate end, boolean provisional) {}

    @GetMapping
    List<PackSummary> all() {
        return catalogue.all().stream().map(PackSummary::of).toList();
    }

    @GetMapping("/check")
    CheckResult check() {
        var check = catalogue.check();
        return new CheckResult(check.problems(), check.changed());
    }

    /** The day a period of working days ends, e.g. five days of public notice. */
    @GetMapping("/working-days")
    ResponseEntity<?> end(@RequestParam LocalDate start, @RequestParam int days, Locale locale) {
        return problems.answer(period(start, days), locale);
    }

    private Outcome<Period> period(LocalDate start, int days) {
        if (days < 0 || days > 250) return Outcome.refused(FieldError.of("days", "pack.days.wrong"));
        try {
            LocalDate end = workingDays.plus(start, days);
            return Outcome.done(new Period(start, days, end, workingDays.isProvisional(end.getYear())));
        } catch (IllegalArgumentException e) {
            return Outcome.refused(FieldError.of("start", "pack.calendar.unknown", String.valueOf(start.getYear())));
        }
    }

    @GetMapping("/{id}")
    PackSummary one(@PathVariable String id) {
        return PackSummary.of(summary(id));
    }

    @GetMapping("/{id}/regions")
    List<PackCatalogue.RegionRow> regions(@PathVariable String id, @RequestParam @Nullable LocalDate day) {
        return catalogue.regions(summary(id).pack(), day);
    }

    @GetMapping("/{id}/codes")
    Codes codes(@PathVariable String id) {
        var content = summary(id).content();
        return new Codes(
                values(content.industries()),
                values(content.fields()),
                values(content.lists()),
                values(content.roles()),
                values(content.units()));
    }

    @GetMapping("/{id}/calendar/{year}")
    HolidayYear year(@PathVariable String id, @PathVariable int year) {
        return catalogue.year(summary(id).pack(), year).orElseThrow(() -> new NotFound("year"));
    }

    @GetMapping("/{id}/facts")
    List<FactDefinition> facts(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String group) {
        return catalogue.facts(summary(id).pack(), q, group);
    }

    @GetMapping("/{id}/titles")
    List<TitleKind> titles(@PathVariable String id) {
        return values(summary(id).content().titles());
    }

    @GetMapping("/{id}/versions")
    List<PackCatalogue.VersionRow> versions(@PathVariable String id) {
        summary(id);
        return catalogue.versions(id);
    }

    @GetMapping("/{id}/versions/{number}")
    List<PackCatalogue.FileDifference> version(@PathVariable String id, @PathVariable int number) {
        return catalogue.differences(id, number).orElseThrow(() -> new NotFound("pack version"));
    }

    private PackCatalogue.Summary summary(String id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("pack"));
    }

    private static <T> List<T> values(List<Item<T>> items) {
        return items.stream().map(Item::value).toList();
    }
}
