package dev.kechuang.programme.web.recommend;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.recommend.RecommendationService;
import dev.kechuang.programme.internal.recommend.RecommendationService.Decide;
import dev.kechuang.programme.internal.recommend.RecommendationService.Filter;
import dev.kechuang.programme.internal.recommend.RecommendationService.Verdict;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What waits for a recommendation, one by one or several at once. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.APPLICANT})
public class RecommendationController {

    private static final int ROWS = 50;

    private final RecommendationService service;
    private final Definitions definitions;
    private final ApplicationLabels labels;
    private final Sheets sheets;

    RecommendationController(
            RecommendationService service, Definitions definitions, ApplicationLabels labels, Sheets sheets) {
        this.service = service;
        this.definitions = definitions;
        this.labels = labels;
        this.sheets = sheets;
    }

    /** @param calls with something that waits */
    public record ListPage(Form filter, List<Option> calls, Table table, KeyPage<Application> page) {}

    @GetMapping("/recommendations")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var desk = service.desk(viewer, filter(parameters), at(parameters), ROWS);
        var page = desk.page();
        var table = Table.of(
                        labels.text(locale, "recommend.list"),
                        List.of(
                                Column.title(
                                        labels.text(locale, "recommend.field.title"),
                                        one -> new Cell.Lines(
                                                labels.title(locale, one),
                                                "/recommendations/" + one.id(),
                                                one.number() == null ? "" : one.number())),
                                Column.text(
                                        labels.text(locale, "recommend.field.organisation"),
                                        one -> Cell.text(one.organisationName())),
                                Column.text(
                                        labels.text(locale, "recommend.field.call"), one -> Cell.text(one.callTitle())),
                                Column.figure(
                                        labels.text(locale, "recommend.field.requested"),
                                        labels.text(locale, "shared.wan"),
                                        one -> one.requestedFen() == 0
                                                ? Cell.NONE
                                                : Cell.money(new Money(one.requestedFen()))),
                                Column.<Application>text(labels.text(locale, "recommend.field.due"), one -> {
                                    LocalDate due = one.dueOn();
                                    return due == null ? Cell.NONE : Cell.text(due.toString());
                                })),
                        page.items())
                .chosenBy(
                        "id",
                        page.items().stream().map(one -> one.id().toString()).toList());
        var calls = desk.calls().entrySet().stream()
                .map(one -> new Option(one.getKey().toString(), one.getValue()))
                .toList();
        model.addAttribute("model", new ListPage(Form.of(parameters), calls, table, page));
        return "programme/recommendations";
    }

    @GetMapping("/recommendations/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        var filter = filter(parameters);
        sheets.write(
                response,
                viewer,
                locale,
                labels.text(locale, "recommend.list"),
                parameters,
                List.of(
                        new Sheets.Column<Application>("application.field.number", Application::number),
                        new Sheets.Column<>("recommend.field.title", one -> labels.title(locale, one)),
                        new Sheets.Column<>("recommend.field.organisation", Application::organisationName),
                        new Sheets.Column<>("application.field.region", one -> labels.region(locale, one.region())),
                        new Sheets.Column<>("application.field.leader", Application::leader),
                        new Sheets.Column<>("recommend.field.call", Application::callTitle),
                        new Sheets.Column<>("application.field.requested", one -> new Sheets.Wan(one.requestedFen())),
                        new Sheets.Column<>("recommend.field.due", Application::dueOn)),
                at -> service.desk(viewer, filter, at, Sheets.page()).page());
    }

    @PostMapping("/recommendations")
    String batch(
            @RequestParam(name = "id", required = false) @Nullable List<UUID> ids,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            RedirectAttributes redirect) {
        int done = ids == null || ids.isEmpty() ? 0 : service.recommendAll(viewer, ids);
        redirect.addFlashAttribute(
                Notice.FLASH,
                done == 0 ? Notice.error("recommend.error.none") : Notice.done("recommend.done.several", done));
        redirect.addAttribute("q", posted.getOrDefault("q", ""));
        redirect.addAttribute("call", posted.getOrDefault("call", ""));
        return "redirect:/recommendations";
    }

    public record Page(Application application, String title, List<Detail> details, Form form, List<Option> sections) {}

    @GetMapping("/recommendations/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Application application = service.mine(viewer, id).orElseThrow(() -> new NotFound("application"));
        return page(application, Form.EMPTY, locale, model);
    }

    @PostMapping("/recommendations/{id}")
    String decide(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Form form = Form.of(posted);
        Application application = service.mine(viewer, id).orElseThrow(() -> new NotFound("application"));
        var verdict = Arrays.stream(Verdict.values())
                .filter(one -> code(one).equals(form.value("verdict")))
                .findFirst();
        if (verdict.isEmpty()) {
            response.setStatus(422);
            var missing = dev.kechuang.shared.FieldError.of("verdict", "recommend.error.verdict");
            return page(application, form.with(List.of(missing)), locale, model);
        }
        var sections = posted.getOrDefault("sections", List.of()).stream()
                .filter(section -> !section.isBlank())
                .toList();
        String moves = form.value("moves");
        int expected = moves.matches("[0-9]{1,9}") ? Integer.parseInt(moves) : -1;
        return Answer.of(
                service.decide(viewer, id, new Decide(verdict.get(), expected, sections, form.value("opinion"))),
                Notice.done("recommend.done." + code(verdict.get())),
                after -> "/recommendations",
                errors -> page(application, form.with(errors), locale, model),
                response,
                redirect);
    }

    private String page(Application application, Form form, Locale locale, Model model) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                labels.text(locale, "recommend.field.number"),
                application.number() == null ? "" : application.number()));
        details.add(Detail.of(labels.text(locale, "recommend.field.organisation"), application.organisationName()));
        details.add(Detail.of(labels.text(locale, "recommend.field.call"), application.callTitle()));
        details.add(Detail.of(labels.text(locale, "recommend.field.leader"), application.leader()));
        if (application.requestedFen() > 0) {
            details.add(Detail.of(
                    labels.text(locale, "recommend.field.requested"),
                    Cell.text(new Money(application.requestedFen()).inWanRounded() + " "
                            + labels.text(locale, "shared.wan"))));
        }
        var sections = definitions.of(application.version()).form().sections().stream()
                .map(section -> new Option(section.id(), section.name().in(locale)))
                .toList();
        var values = new java.util.LinkedHashMap<>(form.values());
        values.put("moves", String.valueOf(application.moves()));
        values.putIfAbsent("verdict", "recommend");
        model.addAttribute(
                "model",
                new Page(
                        application,
                        labels.title(locale, application),
                        details,
                        Form.of(values).with(form.errors()),
                        sections));
        return "programme/recommendation";
    }

    static String code(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** For the template: the three verdicts with their words. */
    public static List<Option> verdicts(dev.kechuang.shared.web.Frame frame) {
        return Arrays.stream(Verdict.values())
                .map(verdict -> new Option(code(verdict), frame.t("recommend.verdict." + code(verdict))))
                .toList();
    }

    /** What a list is narrowed to, by its address; a call of others finds nothing, what is no id does not narrow. */
    static Filter filter(Map<String, String> parameters) {
        String words = parameters.getOrDefault("q", "").strip();
        return new Filter(
                words.length() > 80 ? words.substring(0, 80) : words,
                Typed.id(parameters.getOrDefault("call", "")).orElse(null));
    }

    /** Where a list begins, by its address. */
    static KeyPage.At at(Map<String, String> parameters) {
        return KeyPage.At.of(parameters.get("after"), parameters.get("before"));
    }
}
