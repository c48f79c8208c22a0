package dev.kechuang.record.web;

import dev.kechuang.pack.Regions;
import dev.kechuang.record.Closings;
import dev.kechuang.record.Evidence;
import dev.kechuang.record.Figures;
import dev.kechuang.record.Figures.Cut;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.record.SmallCells;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records and figures as JSON; the parameters are those of the page. */
@RestController
@RequestMapping("/api/record")
class RecordApi {

    private final Evidence evidence;
    private final Figures figures;
    private final Closings closings;
    private final Regions regions;
    private final ApiProblems problems;

    RecordApi(Evidence evidence, Figures figures, Closings closings, Regions regions, ApiProblems problems) {
        this.evidence = evidence;
        this.figures = figures;
        this.closings = closings;
        this.regions = regions;
        this.problems = problems;
    }

    /**
     * @param groups empty unless {@code by} is given
     * @param hidden groups too small to be told to somebody who is no officer
     */
    record FigureAnswer(Figures.Figure figure, long organisations, List<Figures.Group> groups, int hidden) {}

    record Month(String month) {}

    @Allow(anyRole = true)
    @GetMapping("/records")
    ResponseEntity<?> records(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                map(
                        RecordQuery.parse(parameters, regions),
                        filter -> evidence.records(filter, viewer, KeyPage.At.of(after, before))),
                locale);
    }

    /** @param by month, year, region, zone, or the name of a dimension behind {@code dimension:} */
    @Allow(anyRole = true)
    @GetMapping("/figures")
    ResponseEntity<?> figures(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "") String by,
            Viewer viewer,
            Locale locale) {
        Cut cut = cut(by);
        if (cut == null && !by.isEmpty()) {
            return problems.answer(Outcome.refused(FieldError.of("by", "record.by.wrong", by)), locale);
        }
        return problems.answer(
                map(RecordQuery.parse(parameters, regions), filter -> figure(filter, cut, viewer)), locale);
    }

    private FigureAnswer figure(RecordFilter filter, @Nullable Cut cut, Viewer viewer) {
        List<Figures.Group> groups = cut == null ? List.of() : figures.breakdown(filter, cut);
        var published = viewer.isOfficer() ? new SmallCells.Published(groups, 0) : SmallCells.publish(groups);
        return new FigureAnswer(
                figures.total(filter), figures.organisations(filter), published.shown(), published.hidden());
    }

    private static @Nullable Cut cut(String by) {
        return switch (by) {
            case "month" -> new Cut.Month();
            case "year" -> new Cut.Year();
            case "region" -> new Cut.Region();
            case "zone" -> new Cut.Zone();
            default -> by.startsWith("dimension:") && by.length() > 10 ? new Cut.Dimension(by.substring(10)) : null;
        };
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER})
    @GetMapping("/late")
    KeyPage<Evidence.Item> late(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Viewer viewer) {
        return evidence.late(viewer, KeyPage.At.of(after, before));
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER})
    @GetMapping("/closings")
    List<Closings.Closing> closings() {
        return closings.all();
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/closings")
    ResponseEntity<?> close(@RequestBody Month month, Viewer viewer, Locale locale) {
        YearMonth parsed;
        try {
            parsed = YearMonth.parse(month.month());
        } catch (java.time.DateTimeException e) {
            return problems.answer(Outcome.refused(FieldError.of("month", "record.month.wrong")), locale);
        }
        return problems.answer(closings.close(viewer, parsed), locale);
    }

    private static <A, B> Outcome<B> map(Outcome<A> outcome, java.util.function.Function<A, B> change) {
        return outcome.fold(value -> Outcome.done(change.apply(value)), errors -> Outcome.refused(errors));
    }
}
