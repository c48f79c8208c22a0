package dev.kechuang.policy.web.release;

import dev.kechuang.policy.DraftTool;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.PolicyBook.Entry;
import dev.kechuang.policy.internal.PolicyBook.Standing;
import dev.kechuang.policy.internal.release.DraftService;
import dev.kechuang.policy.internal.release.DraftStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The officer's list of policies, the versions of each, and where a draft begins. */
@Controller
@RequestMapping("/policy-drafts")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class DraftListController {

    private static final String PATH = "/policy-drafts/";

    private final PolicyBook book;
    private final DraftStore store;
    private final DraftService service;
    private final List<DraftTool> tools;

    DraftListController(PolicyBook book, DraftStore store, DraftService service, ObjectProvider<DraftTool> tools) {
        this.book = book;
        this.store = store;
        this.service = service;
        this.tools = tools.orderedStream().toList();
    }

    /** Filters: q (name or id) and state. */
    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Model model) {
        String q = asked.getOrDefault("q", "").strip();
        String state = asked.getOrDefault("state", "");
        var rows = DraftListPage.rows(book.standings(), store.atWork(viewer)).stream()
                .filter(row -> row.is(state) && row.has(q))
                .toList();
        model.addAttribute(
                "page",
                new DraftListPage(
                        rows,
                        Form.of(Map.of("q", q, "state", state)),
                        !service.packs(viewer).isEmpty(),
                        book));
        return "policy/release/list";
    }

    @GetMapping("/new")
    String askNew(@RequestParam Map<String, String> asked, Viewer viewer, Model model) {
        model.addAttribute("page", newPage(Form.of(asked), viewer));
        return "policy/release/new";
    }

    private NewPolicyPage newPage(Form form, Viewer viewer) {
        return new NewPolicyPage(form, service.packs(viewer), book.standings());
    }

    @PostMapping("/new")
    String beginNew(
            @RequestParam Map<String, String> posted, Viewer viewer, Model model, HttpServletResponse response) {
        return service.beginNew(
                        viewer,
                        posted.getOrDefault("pack", ""),
                        posted.getOrDefault("policy", ""),
                        posted.getOrDefault("name", ""),
                        posted.getOrDefault("template", ""))
                .fold(draft -> "redirect:" + PATH + draft.id(), errors -> {
                    response.setStatus(422);
                    model.addAttribute("page", newPage(Form.of(posted).with(errors), viewer));
                    return "policy/release/new";
                });
    }

    /** Compares {@code from} and {@code to}: numbers of releases, 0 for the pack; the last two when not given. */
    @GetMapping("/policies/{policy}")
    String versions(
            @PathVariable String policy,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Viewer viewer,
            Model model) {
        model.addAttribute("page", versionsPage(policy, from, to, viewer));
        return "policy/release/versions";
    }

    private PolicyVersionsPage versionsPage(String policy, String from, String to, Viewer viewer) {
        Standing standing = book.standing(policy).orElseThrow(() -> new NotFound("policy"));
        int newest = standing.releases().isEmpty()
                ? 0
                : standing.releases().getFirst().number();
        int second = number(to, newest);
        int first = number(from, Math.max(second - 1, standing.inPack() == null ? 1 : 0));
        Optional<Entry> before = version(standing, first);
        Optional<Entry> after = version(standing, second);
        boolean both = before.isPresent() && after.isPresent() && first != second;
        return new PolicyVersionsPage(
                standing,
                store.atWork(policy)
                        .flatMap(draft -> store.find(viewer, draft.id()))
                        .orElse(null),
                DraftService.mayChange(viewer, standing.newest().version().region()),
                Form.of(Map.of("from", String.valueOf(first), "to", String.valueOf(second))),
                both ? before.get() : null,
                both ? after.get() : null,
                tools,
                book);
    }

    private Optional<Entry> version(Standing standing, int number) {
        return number == 0 ? Optional.ofNullable(standing.inPack()) : book.release(standing.policy(), number);
    }

    private static int number(String text, int otherwise) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    private static String text(Entry entry) {
        return entry.sources().getFirst().text();
    }

    /** The text of a release, or of the pack for 0, as a file for the pack. */
    @GetMapping("/policies/{policy}/versions/{number}/text")
    ResponseEntity<byte[]> text(@PathVariable String policy, @PathVariable int number) {
        Standing standing = book.standing(policy).orElseThrow(() -> new NotFound("policy"));
        Entry entry = version(standing, number).orElseThrow(() -> new NotFound("version"));
        return file(entry.sources().getFirst().path(), text(entry));
    }

    /** A text under the name it has in the pack. */
    static ResponseEntity<byte[]> file(String path, String text) {
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(path.substring(path.lastIndexOf('/') + 1))
                                .build()
                                .toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param from {@code pack} to begin with the pack's text where it is another than the released one */
    @PostMapping("/policies/{policy}/begin")
    String begin(
            @PathVariable String policy,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        if (book.standing(policy).isEmpty()) throw new NotFound("policy");
        return service.begin(viewer, policy, from.equals("pack"))
                .fold(draft -> "redirect:" + PATH + draft.id(), errors -> {
                    response.setStatus(422);
                    model.addAttribute(
                            "page", versionsPage(policy, "", "", viewer).with(errors));
                    return "policy/release/versions";
                });
    }
}
