package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.library.Answer;
import dev.kechuang.policy.internal.library.AskedFacts;
import dev.kechuang.policy.internal.library.Finder;
import dev.kechuang.policy.internal.library.Finder.Found;
import dev.kechuang.policy.internal.library.Finder.Given;
import dev.kechuang.policy.internal.library.Question;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What kind of firm are you, in six questions (六问找政策). The answers stand in the address, in bands that tell little of
 * a firm: going back is going back, and nothing is kept.
 */
@Controller
@Allow(everyone = true)
public class FinderController {

    private final Decisions decisions;
    private final Regions regions;
    private final FinderWords answers;
    private final PolicyWords words;
    private final Clock clock;
    private volatile @Nullable Known known;

    /** Finding every threshold takes a moment: done once for the policies of a day and region. */
    private record Known(List<String> versions, LocalDate day, Finder finder) {}

    FinderController(Decisions decisions, Regions regions, FinderWords answers, PolicyWords words, Clock clock) {
        this.decisions = decisions;
        this.regions = regions;
        this.answers = answers;
        this.words = words;
        this.clock = clock;
    }

    /** @param back address with everything up to the question before; empty for the first */
    public record Asked(
            int number,
            String code,
            String text,
            String hint,
            String tells,
            boolean several,
            List<Option> options,
            Form form,
            String back) {}

    /** @param again address that asks it once more, with what was said before it */
    public record Said(String question, String answer, String again) {}

    /** @param calculator address of the calculator with what was said */
    public record Match(String name, String path, String level, List<String> notes, String calculator) {}

    /** @param question null when there is nothing more to ask */
    public record FinderPage(
            @Nullable Asked question,
            List<Said> said,
            List<String> codes,
            String day,
            String region,
            String regionName,
            Form form,
            List<Option> regions,
            List<Match> fits,
            List<Match> possible,
            List<Match> not,
            int settled,
            int all) {}

    @GetMapping("/policies/finder")
    String ask(
            @RequestParam MultiValueMap<String, String> asked,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        LocalDate day = PolicyWords.day(asked.getFirst("day"), clock);
        String wanted = given(asked.getFirst("region"));
        Region region = regions.find(wanted)
                .filter(r -> regions.subtree(regions.city().code()).contains(r.code()))
                .orElse(regions.city());
        Finder finder = finder(region, day);
        var codes = new ArrayList<>(asked.getOrDefault("a", List.of()));
        var errors = new ArrayList<FieldError>();
        String question = given(asked.getFirst("q"));
        if (!question.isEmpty()) {
            String code = code(asked);
            if (code.isEmpty()) errors.add(FieldError.of("v", "library.finder.error"));
            else codes.add(question + ":" + code);
        }
        List<Given> said = finder.given(codes);
        if (!errors.isEmpty()) response.setStatus(422);
        model.addAttribute("model", page(finder, said, region, day, errors, locale));
        return "policy/library/finder";
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /** What was chosen: skipped, one answer, or several names with {@code none} for none of them. */
    private static String code(MultiValueMap<String, String> asked) {
        if (asked.containsKey("skip")) return "x";
        var values = asked.getOrDefault("v", List.of()).stream()
                .filter(v -> !v.isBlank())
                .toList();
        if (values.isEmpty()) return "";
        var names = values.stream().filter(v -> !v.equals("none")).toList();
        return names.isEmpty() ? "none" : String.join("|", names);
    }

    private Finder finder(Region region, LocalDate day) {
        var policies = decisions.inForce(region.code(), day);
        var versions = policies.stream().map(PolicyVersion::digest).toList();
        Known now = known;
        if (now != null && now.day().equals(day) && now.versions().equals(versions)) return now.finder();
        var finder = new Finder(policies, day);
        known = new Known(versions, day, finder);
        return finder;
    }

    private FinderPage page(
            Finder finder, List<Given> said, Region region, LocalDate day, List<FieldError> errors, Locale locale) {
        String base = "/policies/finder?day=" + day + "&region=" + region.code();
        var lines = new ArrayList<Said>();
        var path = new StringBuilder(base);
        String before = "";
        for (Given one : said) {
            before = path.toString();
            lines.add(new Said(answers.label(one.question(), locale), answers.answer(one, locale), before));
            path.append("&a=").append(URLEncoder.encode(one.code(), StandardCharsets.UTF_8));
        }
        var next = finder.next(said);
        var fits = new ArrayList<Match>();
        var possible = new ArrayList<Match>();
        var not = new ArrayList<Match>();
        var found = new ArrayList<>(finder.result(said));
        // What needs least comes first.
        found.sort(Comparator.comparingLong(Found::open));
        for (Found one : found) {
            Match match = match(one, said, day, locale);
            switch (one.verdict()) {
                case ELIGIBLE -> fits.add(match);
                case UNKNOWN -> possible.add(match);
                case NOT_ELIGIBLE -> not.add(match);
            }
        }
        String back = before;
        return new FinderPage(
                next.map(q -> asked(finder, q, said, errors, back, locale)).orElse(null),
                lines,
                said.stream().map(Given::code).toList(),
                day.toString(),
                region.code(),
                PolicyWords.english(locale) ? region.en() : region.name(),
                Form.of(Map.of("region", region.code())),
                said.isEmpty() ? choices(day, locale) : List.of(),
                fits,
                possible,
                not,
                fits.size() + not.size(),
                found.size());
    }

    private Asked asked(
            Finder finder, Question question, List<Given> said, List<FieldError> errors, String back, Locale locale) {
        boolean several = question.kind() == Question.Kind.HELD;
        List<Option> options = several
                ? answers.names(question, locale)
                : question.answers().stream()
                        .map(answer -> new Option(answer.code(), answers.answer(new Given(question, answer), locale)))
                        .toList();
        return new Asked(
                said.size() + 1,
                question.code(),
                answers.question(question, locale),
                PolicyWords.english(locale) ? "" : question.fact().note(),
                words.text(locale, "library.finder.tells", finder.asks(question, said)),
                several,
                options,
                new Form(Map.of(), List.copyOf(errors)),
                back);
    }

    private List<Option> choices(LocalDate day, Locale locale) {
        var options = new ArrayList<Option>();
        Region city = regions.city();
        options.add(new Option(city.code(), PolicyWords.english(locale) ? city.en() : city.name()));
        for (Region region : regions.children(city.code(), day)) {
            options.add(new Option(region.code(), PolicyWords.english(locale) ? region.en() : region.name()));
        }
        return options;
    }

    private Match match(Found found, List<Given> said, LocalDate day, Locale locale) {
        var policy = found.version().policy();
        var notes = new ArrayList<String>();
        if (found.verdict() == Verdict.NOT_ELIGIBLE) {
            found.decision().conditions().stream()
                    .filter(c -> c.met() == Decision.Met.NOT_MET)
                    .limit(3)
                    .forEach(c -> notes.add(words.text(
                            locale,
                            "library.finder.because",
                            PolicyWords.english(locale)
                                    ? c.condition().english()
                                    : c.condition().name(),
                            c.condition().clause())));
        } else if (found.verdict() == Verdict.UNKNOWN) {
            var asked = AskedFacts.of(policy, day);
            var open = AskedFacts.open(asked, found.decision().missing());
            String names = String.join(
                    words.text(locale, "library.comma"),
                    open.stream()
                            .limit(5)
                            .map(one -> CalculatorForm.label(one.fact(), one.year(), locale))
                            .toList());
            notes.add(words.text(
                    locale,
                    open.size() > 5 ? "library.finder.missing.more" : "library.finder.missing",
                    found.open(),
                    names,
                    open.size()));
        } else {
            policy.benefits().forEach(b -> notes.add(PolicyWords.english(locale) ? b.english() : b.name()));
        }
        return new Match(
                words.name(locale, policy),
                "/policies/" + policy.id(),
                words.levelName(locale, found.version()),
                notes,
                calculator(policy.id(), AskedFacts.of(policy, day), said, day));
    }

    /** The calculator with those answers it asks for; days are left to be typed, as a span is no day. */
    private static String calculator(String policy, List<AskedFacts.Asked> asked, List<Given> said, LocalDate day) {
        Set<String> keys = new HashSet<>();
        asked.forEach(one -> keys.add(one.key()));
        var path = new StringBuilder("/policies/" + policy + "/calculator?day=" + day);
        for (Given one : said) {
            if (!keys.contains(one.question().key())) continue;
            String name = CalculatorForm.PREFIX + one.question().code();
            switch (one.answer()) {
                case Answer.Range range -> add(path, name, FinderWords.typed(one.question(), range));
                case Answer.Truth(boolean value) -> add(path, name, Boolean.toString(value));
                case Answer.Choice(String value, boolean other) -> {
                    if (!other) add(path, name, value);
                }
                case Answer.Exists(boolean some) -> add(path, name, some ? "some" : "none");
                case Answer.Holds(Set<String> names) -> {
                    add(path, name, names.isEmpty() ? "none" : "some");
                    int row = 1;
                    for (String held : names.stream().sorted().toList()) {
                        add(path, name + "." + row++ + "." + FinderWords.nameField(one.question(), held), held);
                    }
                }
                case Answer.Days days -> {}
                case Answer.Skipped skipped -> {}
            }
        }
        return path.toString();
    }

    private static void add(StringBuilder path, String name, String value) {
        path.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
