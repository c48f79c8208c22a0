package dev.kechuang.match.web.push;

import dev.kechuang.match.internal.push.NoticeStore;
import dev.kechuang.match.internal.push.NoticeStore.Mailing;
import dev.kechuang.match.internal.push.WishService;
import dev.kechuang.match.internal.push.WishStore;
import dev.kechuang.match.internal.push.WishStore.Wishes;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a firm was told of, and what it wants to be told of. */
@Controller
@Allow(Role.APPLICANT)
public class NewsController {

    private static final int MAILINGS = 30;

    private final NoticeStore notices;
    private final WishStore wishes;
    private final WishService choosing;
    private final PushWords words;
    private final Clock clock;

    NewsController(NoticeStore notices, WishStore wishes, WishService choosing, PushWords words, Clock clock) {
        this.notices = notices;
        this.wishes = wishes;
        this.choosing = choosing;
        this.words = words;
        this.clock = clock;
    }

    /** @param path the firm's page of the policy */
    public record Item(String name, String path, Tag state, String reason) {}

    public record Day(String id, String day, boolean unread, List<Item> items) {}

    public record NewsPage(List<Day> days, boolean one) {}

    @GetMapping("/my/policies/news")
    String news(Viewer viewer, Locale locale, Model model) {
        UUID own = own(viewer);
        var days = notices.mailings(own, MAILINGS).stream()
                .map(mailing -> day(mailing, own, locale))
                .toList();
        model.addAttribute("model", new NewsPage(days, false));
        return "match/push/news";
    }

    /** What a message leads to; that it was opened is noted. */
    @GetMapping("/my/policies/news/{mailing}")
    String one(@PathVariable UUID mailing, Viewer viewer, Locale locale, Model model) {
        UUID own = own(viewer);
        Mailing found = notices.mailing(mailing)
                .filter(one -> one.organisation().equals(own))
                .orElseThrow(() -> new NotFound("mailing"));
        notices.opened(mailing, clock.instant());
        model.addAttribute("model", new NewsPage(List.of(day(found, own, locale)), true));
        return "match/push/news";
    }

    private Day day(Mailing mailing, UUID own, Locale locale) {
        return new Day(
                mailing.id().toString(),
                mailing.day().toString(),
                mailing.openedAt() == null,
                notices.told(mailing.id()).stream()
                        .map(told -> new Item(
                                words.policy(locale, told.policy()),
                                "/policies/" + told.policy() + "/organisations/" + own,
                                words.state(locale, told.state()),
                                told.reason()))
                        .toList());
    }

    /** @param packs levels of policies, @param policies each of them */
    public record WishPage(Form form, List<Option> packs, List<Option> policies) {}

    @GetMapping("/my/policies/reminders")
    String wishes(Viewer viewer, Locale locale, Model model) {
        return wishes(form(wishes.of(own(viewer))), locale, model);
    }

    @PostMapping("/my/policies/reminders")
    String choose(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var wanted = new Wishes(
                posted.containsKey("near"),
                posted.containsKey("open"),
                posted.containsKey("nothing"),
                chosen(posted.get("groups")),
                chosen(posted.get("policies")));
        return switch (choosing.choose(viewer, own(viewer), wanted)) {
            case Outcome.Done<Wishes> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("matchPush.done.chosen"));
                yield "redirect:/my/policies/reminders";
            }
            case Outcome.Refused<Wishes>(var errors) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield wishes(form(wanted).with(errors), locale, model);
            }
        };
    }

    private String wishes(Form form, Locale locale, Model model) {
        model.addAttribute(
                "model",
                new WishPage(
                        form,
                        words.packs(locale).entrySet().stream()
                                .map(pack -> new Option(pack.getKey(), pack.getValue()))
                                .toList(),
                        words.policies(locale)));
        return "match/push/wishes";
    }

    private static Form form(Wishes wishes) {
        Map<String, String> values = new LinkedHashMap<>();
        if (wishes.near()) values.put("near", "true");
        if (wishes.open()) values.put("open", "true");
        if (wishes.nothing()) values.put("nothing", "true");
        values.put("groups", String.join(",", wishes.groups()));
        values.put("policies", String.join(",", wishes.policies()));
        return Form.of(values);
    }

    private static Set<String> chosen(@Nullable List<String> values) {
        return values == null ? Set.of() : new TreeSet<>(values);
    }

    private static UUID own(Viewer viewer) {
        UUID own = viewer.organisation();
        if (own == null) throw new NotFound("organisation");
        return own;
    }
}
