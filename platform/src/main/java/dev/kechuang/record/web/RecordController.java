package dev.kechuang.record.web;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.Closings;
import dev.kechuang.record.Evidence;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.record.internal.Kinds;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The records behind a figure (依据), late bookings (补记) and the closing of months (关账). */
@Controller
class RecordController {

    private final Evidence evidence;
    private final Closings closings;
    private final Kinds kinds;
    private final Regions regions;
    private final RecordNames names;
    private final Clock clock;

    RecordController(
            Evidence evidence, Closings closings, Kinds kinds, Regions regions, RecordNames names, Clock clock) {
        this.evidence = evidence;
        this.closings = closings;
        this.kinds = kinds;
        this.regions = regions;
        this.names = names;
        this.clock = clock;
    }

    @Allow(anyRole = true)
    @GetMapping("/records")
    String records(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        Form form = RecordQuery.form(parameters);
        Evidence.Page found = null;
        if (!form.value("kind").isEmpty()) {
            switch (RecordQuery.parse(parameters, regions)) {
                case Outcome.Done<RecordFilter>(var filter) ->
                    found = evidence.records(filter, viewer, KeyPage.At.of(after, before));
                case Outcome.Refused<RecordFilter>(var errors) -> {
                    form = form.with(errors);
                    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                }
            }
        }
        model.addAttribute(
                "page", new RecordPages.Found(form, kindChoices(locale), regionChoices(locale), found, names));
        return "record/records";
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER})
    @GetMapping("/records/late")
    String late(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Viewer viewer,
            Model model) {
        model.addAttribute("page", new RecordPages.Late(evidence.late(viewer, KeyPage.At.of(after, before)), names));
        return "record/late";
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER})
    @GetMapping("/records/closings")
    String closings(Viewer viewer, Model model) {
        model.addAttribute("page", closed(viewer, Form.of(Map.of("month", latest()))));
        return "record/closings";
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/records/closings")
    String close(
            @RequestParam(defaultValue = "") String month,
            Viewer viewer,
            HttpServletResponse response,
            RedirectAttributes redirect,
            Model model) {
        List<FieldError> errors;
        try {
            var outcome = closings.close(viewer, YearMonth.parse(month));
            if (outcome instanceof Outcome.Done<Closings.Closing>(var closing)) {
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done("record.closing.done", closing.month().toString()));
                return "redirect:/records/closings";
            }
            errors = outcome.fold(done -> List.of(), refused -> refused);
        } catch (DateTimeException e) {
            errors = List.of(FieldError.of("month", "record.month.wrong"));
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute(
                "page", closed(viewer, Form.of(Map.of("month", month)).with(errors)));
        return "record/closings";
    }

    private RecordPages.Closed closed(Viewer viewer, Form form) {
        return new RecordPages.Closed(closings.all(), form, viewer.is(Role.BUREAU_OFFICER), latest());
    }

    /** The last month that is over. */
    private String latest() {
        return YearMonth.now(clock).minusMonths(1).toString();
    }

    private List<Option> kindChoices(Locale locale) {
        return kinds.all().stream()
                .map(kind -> new Option(kind, names.kind(kind, locale)))
                .toList();
    }

    private List<Option> regionChoices(Locale locale) {
        Region city = regions.city();
        return Stream.concat(Stream.of(city), regions.children(city.code(), LocalDate.now(clock)).stream())
                .map(region -> new Option(region.code(), names.region(region.code(), locale)))
                .toList();
    }
}
