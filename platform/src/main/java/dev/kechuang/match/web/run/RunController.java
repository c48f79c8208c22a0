package dev.kechuang.match.web.run;

import dev.kechuang.match.internal.run.CityRuns;
import dev.kechuang.match.internal.run.Run;
import dev.kechuang.match.internal.run.RunStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Runs over the city: how far the present one is, and what came of the former ones. */
@Controller
@RequestMapping("/matches/run")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class RunController {

    private static final String PATH = "/matches/run";
    private static final int SHOWN = 20;

    private final RunStore store;
    private final CityRuns runs;
    private final MatchWords words;
    private final Clock clock;

    RunController(RunStore store, CityRuns runs, MatchWords words, Clock clock) {
        this.store = store;
        this.runs = runs;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String page(Viewer viewer, Locale locale, Model model) {
        var page = Page.of(
                words.text(locale, "matchRun.runs"), new Crumb(words.text(locale, "matchRun.title"), "/matches"));
        Run underWay = store.underWay().orElse(null);
        if (underWay != null) {
            page.add(bar(underWay, locale));
            if (!underWay.error().isEmpty()) {
                page.add(new Part.Note(words.text(locale, "matchRun.error.last", underWay.error()), true));
            }
        }
        if (viewer.is(Role.BUREAU_OFFICER)) {
            page.add(
                    underWay == null
                            ? command(locale, "matchRun.start", "matchRun.start.hint", PATH, false)
                            : command(
                                    locale,
                                    "matchRun.giveUp",
                                    "matchRun.giveUp.hint",
                                    PATH + "/" + underWay.id() + "/give-up",
                                    true));
        }
        page.add(Part.Listing.of(
                words.text(locale, "matchRun.history"),
                Table.of(words.text(locale, "matchRun.runs"), columns(locale), store.before(Long.MAX_VALUE, SHOWN)),
                words.text(locale, "matchRun.noRuns")));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private Part command(Locale locale, String key, String hint, String action, boolean danger) {
        return new Part.Command(
                words.text(locale, key),
                words.text(locale, hint),
                action,
                Form.EMPTY,
                List.of(),
                words.text(locale, key),
                "",
                danger,
                danger);
    }

    private Part.Progress bar(Run run, Locale locale) {
        return new Part.Progress(
                "match-run",
                words.text(locale, step(run)),
                run.percent(),
                100,
                run.finished() ? null : PATH + "/" + run.id() + "/progress");
    }

    /** What the bar asks for; when the run is over the whole page comes anew. */
    @GetMapping("/{id}/progress")
    String progress(@PathVariable long id, Locale locale, Model model, HttpServletResponse response) {
        Run run = store.find(id).orElseThrow(() -> new dev.kechuang.shared.web.NotFound("match run"));
        if (run.finished()) response.setHeader("HX-Refresh", "true");
        model.addAttribute("part", bar(run, locale));
        return "match/run/progress";
    }

    private List<Column<Run>> columns(Locale locale) {
        return List.of(
                Column.title(
                        words.text(locale, "matchRun.startedAt"),
                        run -> new Cell.Lines(
                                MatchWords.minute(run.startedAt()),
                                "",
                                words.text(
                                        locale,
                                        "matchRun.cause." + run.cause().name().toLowerCase(Locale.ROOT),
                                        run.startedBy()))),
                Column.text(words.text(locale, "matchRun.state"), run -> state(locale, run)),
                Column.text(
                        words.text(locale, "matchRun.day"),
                        run -> Cell.text(run.day().toString())),
                Column.figure(
                        words.text(locale, "matchRun.policies"),
                        "",
                        run -> Cell.count(
                                run.only().isEmpty()
                                        ? run.policies()
                                        : run.only().size())),
                figure(locale, "matchRun.firms", Run.Figures::organisations),
                figure(locale, "matchRun.state.eligible", Run.Figures::eligible),
                figure(locale, "matchRun.state.near", Run.Figures::near),
                figure(locale, "matchRun.state.open", Run.Figures::open),
                figure(locale, "matchRun.changes", Run.Figures::changes),
                Column.figure(
                        words.text(locale, "matchRun.took"),
                        words.text(locale, "matchRun.seconds"),
                        run -> run.finished()
                                ? Cell.count(run.took(clock.instant()).toSeconds())
                                : Cell.NONE),
                Column.text(words.text(locale, "matchRun.error"), run -> Cell.text(error(locale, run))));
    }

    private Column<Run> figure(Locale locale, String key, ToIntFunction<Run.Figures> number) {
        return Column.figure(words.text(locale, key), "", run -> {
            Run.Figures figures = run.figures();
            return figures == null ? Cell.NONE : Cell.count(number.applyAsInt(figures));
        });
    }

    private static String step(Run run) {
        return switch (run.state()) {
            case PACKING -> "matchRun.step.packing";
            case FILLING -> "matchRun.step.filling";
            case SHOWN -> "matchRun.step.shown";
            case GIVEN_UP -> "matchRun.step.givenUp";
        };
    }

    private Tag state(Locale locale, Run run) {
        return new Tag(
                words.text(locale, step(run)),
                switch (run.state()) {
                    case PACKING, FILLING -> Tone.IN_PROGRESS;
                    case SHOWN -> Tone.PASSED;
                    case GIVEN_UP -> Tone.FAILED;
                });
    }

    private String error(Locale locale, Run run) {
        return switch (run.error()) {
            case "" -> "";
            case "rules" -> words.text(locale, "matchRun.rulesChanged");
            default -> run.error();
        };
    }

    @PostMapping
    @Allow(Role.BUREAU_OFFICER)
    String start(Viewer viewer, RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Notice.FLASH,
                runs.start(viewer)
                        .fold(
                                run -> Notice.done("matchRun.started"),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:" + PATH;
    }

    @PostMapping("/{id}/give-up")
    @Allow(Role.BUREAU_OFFICER)
    String giveUp(@PathVariable long id, Viewer viewer, RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Notice.FLASH,
                runs.giveUp(viewer, id)
                        .fold(
                                run -> Notice.done("matchRun.givenUp"),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:" + PATH;
    }
}
