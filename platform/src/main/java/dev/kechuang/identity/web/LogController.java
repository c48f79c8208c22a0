package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Administration;
import dev.kechuang.identity.internal.AdministratorLog;
import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What administrators keep an eye on: one another's actions (管理员操作), and who is logged in (在线会话). */
@Controller
@Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
class LogController {

    private static final int PAGE = 50;

    private final AdministratorLog log;
    private final SessionStore sessions;
    private final Administration administration;
    private final Words words;

    LogController(AdministratorLog log, SessionStore sessions, Administration administration, Words words) {
        this.log = log;
        this.sessions = sessions;
        this.administration = administration;
        this.words = words;
    }

    @GetMapping("/identity/actions")
    String actions(@RequestParam(required = false) @Nullable String after, Locale locale, Model model) {
        var page = log.page(null, after, PAGE);
        var table = Table.of(words.t(locale, "identity.log.title"), columns(words, locale, true), page.items());
        model.addAttribute("page", new Pages.PagedTable(table, page));
        return "identity/actions";
    }

    static List<Column<AdministratorLog.Entry>> columns(Words words, Locale locale, boolean subject) {
        var columns = new ArrayList<Column<AdministratorLog.Entry>>();
        columns.add(Column.text(words.t(locale, "identity.log.at"), e -> Cell.text(Words.time(e.at()))));
        columns.add(Column.text(
                words.t(locale, "identity.log.actor"),
                e -> new Cell.Lines(e.actorName(), "", words.role(locale, e.role()))));
        columns.add(Column.title(
                words.t(locale, "identity.log.action"), e -> Cell.text(words.t(locale, "audit.action." + e.action()))));
        if (subject) {
            columns.add(Column.text(
                    words.t(locale, "identity.log.subject"),
                    e -> e.account() == null
                            ? Cell.text(e.label())
                            : Cell.link(e.label(), "/identity/accounts/" + e.account())));
        }
        columns.add(Column.text(words.t(locale, "identity.log.detail"), e -> Cell.text(detail(words, locale, e))));
        return columns;
    }

    private static String detail(Words words, Locale locale, AdministratorLog.Entry entry) {
        for (Role role : Role.values()) if (role.name().equals(entry.detail())) return words.role(locale, role);
        return entry.detail();
    }

    @GetMapping("/identity/sessions")
    String sessions(@RequestParam(required = false) @Nullable String after, Viewer viewer, Locale locale, Model model) {
        LiveSession live = MyAccountController.live();
        var page = sessions.open(after, PAGE);
        boolean may = viewer.isAny(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN);
        var table = Table.of(
                words.t(locale, "identity.session.title"),
                List.<Column<SessionStore.Session>>of(
                        Column.title(
                                words.t(locale, "identity.person.name"),
                                s -> new Cell.Lines(s.name(), "/identity/accounts/" + s.account(), s.login())),
                        Column.text(
                                words.t(locale, "identity.session.startedAt"),
                                s -> Cell.text(Words.time(s.startedAt()))),
                        Column.text(
                                words.t(locale, "identity.session.lastSeen"), s -> Cell.text(Words.time(s.lastSeen()))),
                        Column.text(words.t(locale, "identity.session.address"), s -> Cell.text(s.address())),
                        Column.text(words.t(locale, "identity.session.agent"), s -> Cell.text(Words.agent(s.agent()))),
                        Column.actions(
                                words.t(locale, "identity.actions"),
                                s -> may && (live == null || !s.id().equals(live.id()))
                                        ? Cell.actions(Action.post(
                                                words.t(locale, "identity.session.end"),
                                                "/identity/sessions/" + s.id() + "/end"))
                                        : Cell.NONE)),
                page.items());
        model.addAttribute("page", new Pages.PagedTable(table, page));
        return "identity/openSessions";
    }

    @PostMapping("/identity/sessions/{id}/end")
    @Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
    String end(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        boolean ended = administration.endSession(viewer, id) instanceof Outcome.Done<UUID>;
        redirect.addFlashAttribute(
                Notice.FLASH, ended ? Notice.done("identity.session.endedNow") : Notice.info("identity.session.over"));
        return "redirect:/identity/sessions";
    }
}
