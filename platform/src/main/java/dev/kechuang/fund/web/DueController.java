package dev.kechuang.fund.web;

import dev.kechuang.fund.internal.PaymentService;
import dev.kechuang.fund.internal.PaymentService.Wanted;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.fund.internal.PaymentStore.Due;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Instalments that may be paid, and the payment orders made of them. */
@Controller
@RequestMapping("/funds")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class DueController {

    private static final int ROWS = 50;

    private final PaymentStore store;
    private final PaymentService payments;
    private final FundLabels labels;
    private final Sheets sheets;

    DueController(PaymentStore store, PaymentService payments, FundLabels labels, Sheets sheets) {
        this.store = store;
        this.payments = payments;
        this.labels = labels;
        this.sheets = sheets;
    }

    public record DuePage(Form form, Table table, KeyPage<Due> page, boolean mayMake) {}

    @GetMapping("/due")
    String due(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", duePage(parameters.get("after"), viewer, locale, Form.EMPTY));
        return "fund/due";
    }

    private DuePage duePage(@Nullable String after, Viewer viewer, Locale locale, Form form) {
        String key = after != null && after.matches("[-0-9T:.Z+]+_[-0-9a-f]{36}_[0-9]{1,2}") ? after : null;
        List<Due> read = store.due(viewer, key, ROWS + 1);
        boolean more = read.size() > ROWS;
        List<Due> shown = more ? read.subList(0, ROWS) : read;
        var page = new KeyPage<>(
                shown,
                more ? PaymentStore.dueKey(shown.getLast()) : null,
                null,
                KeyPage.Total.of(store.countDue(viewer)));
        var table = Table.of(
                        labels.text(locale, "fund.due"),
                        List.of(
                                Column.<Due>title(
                                        labels.text(locale, "fund.allocation.title"),
                                        d -> new Cell.Lines(
                                                d.title(), "/funds/allocations/" + d.allocation(), d.lineName())),
                                Column.text(labels.text(locale, "fund.payee"), d -> Cell.text(d.payee())),
                                Column.text(labels.text(locale, "fund.instalment"), d -> Cell.text(d.instalmentName())),
                                Column.figure(
                                        labels.text(locale, "fund.amount"),
                                        labels.text(locale, "shared.wan"),
                                        d -> Cell.money(d.amount())),
                                Column.text(labels.text(locale, "fund.bankAccount"), d -> account(locale, d)),
                                Column.text(
                                        labels.text(locale, "fund.due.since"),
                                        d -> Cell.text(FundLabels.minute(d.since())))),
                        shown)
                .chosenBy("choice", shown.stream().map(Due::choice).toList());
        return new DuePage(form, table, page, viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER));
    }

    @GetMapping("/due/export")
    void dueExport(Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.<Due>write(
                response,
                locale,
                "fund.due",
                List.of(
                        new Sheets.Column<>("fund.allocation.title", Due::title),
                        new Sheets.Column<>("fund.line", Due::lineName),
                        new Sheets.Column<>("fund.payee", Due::payee),
                        new Sheets.Column<>("fund.instalment", Due::instalmentName),
                        new Sheets.Column<>("fund.amount.yuan", Due::amount),
                        new Sheets.Column<>("fund.bankAccount", Due::account),
                        new Sheets.Column<>("fund.due.since", due -> FundLabels.minute(due.since()))),
                at -> {
                    var read = store.due(viewer, at.key(), Sheets.page() + 1);
                    boolean more = read.size() > Sheets.page();
                    var shown = more ? read.subList(0, Sheets.page()) : read;
                    return new KeyPage<>(
                            shown,
                            more ? PaymentStore.dueKey(shown.getLast()) : null,
                            null,
                            KeyPage.Total.of(shown.size()));
                });
    }

    private Cell account(Locale locale, Due due) {
        if (!due.returned().isEmpty() && due.bankAccount() == null) {
            return new Tag(labels.text(locale, "fund.due.returned", due.returned()), Tone.RETURNED);
        }
        return due.bankAccount() == null
                ? new Tag(labels.text(locale, "fund.due.noAccount"), Tone.DRAFT)
                : Cell.text(due.account());
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/payments")
    String make(
            @RequestParam(required = false) @Nullable List<String> choice,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var wanted = new ArrayList<Wanted>();
        for (String one : choice == null ? List.<String>of() : choice) {
            if (!one.matches("[-0-9a-f]{36}/[0-9]{1,2}")) throw new NotFound("instalment");
            wanted.add(new Wanted(UUID.fromString(one.substring(0, 36)), Integer.parseInt(one.substring(37))));
        }
        return payments.make(viewer, wanted)
                .fold(
                        made -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("fund.done.made", made.size()));
                            return "redirect:/funds/payments?state=made";
                        },
                        errors -> {
                            response.setStatus(422);
                            model.addAttribute("model", duePage(null, viewer, locale, Form.EMPTY.with(errors)));
                            return "fund/due";
                        });
    }
}
