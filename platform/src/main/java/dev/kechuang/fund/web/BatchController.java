package dev.kechuang.fund.web;

import dev.kechuang.fund.internal.BankReturn;
import dev.kechuang.fund.internal.BankReturnService;
import dev.kechuang.fund.internal.BankReturnStore;
import dev.kechuang.fund.internal.Batch;
import dev.kechuang.fund.internal.BatchStore;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What left for the bank, what came back, and how the two agree. */
@Controller
@RequestMapping("/funds")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class BatchController {

    private static final int ROWS = 20;
    static final long LARGEST_FILE = 5_000_000;

    private final BatchStore batches;
    private final BankReturnStore returns;
    private final BankReturnService service;
    private final PaymentStore payments;
    private final FundLabels labels;
    private final Sheets sheets;

    BatchController(
            BatchStore batches,
            BankReturnStore returns,
            BankReturnService service,
            PaymentStore payments,
            FundLabels labels,
            Sheets sheets) {
        this.batches = batches;
        this.returns = returns;
        this.service = service;
        this.payments = payments;
        this.labels = labels;
        this.sheets = sheets;
    }

    public record ListPage(Table table, KeyPage<Batch> page) {}

    @GetMapping("/batches")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var page = batches.list(viewer, BudgetController.at(parameters), ROWS);
        model.addAttribute("model", new ListPage(table(locale, page.items()), page));
        return "fund/batches";
    }

    private Table table(Locale locale, List<Batch> rows) {
        String wan = labels.text(locale, "shared.wan");
        return Table.of(
                labels.text(locale, "fund.batches"),
                List.of(
                        Column.<Batch>text(
                                labels.text(locale, "fund.batch"),
                                batch -> Cell.link(batch.number(), "/funds/batches/" + batch.id())),
                        Column.text(
                                labels.text(locale, "fund.line.region"),
                                batch -> Cell.text(labels.region(locale, batch.region()))),
                        Column.text(
                                labels.text(locale, "fund.batch.made"),
                                batch -> new Cell.Lines(FundLabels.minute(batch.madeAt()), "", batch.madeName())),
                        Column.figure(
                                labels.text(locale, "fund.batch.orders"), "", batch -> Cell.count(batch.orders())),
                        Column.figure(labels.text(locale, "fund.batch.total"), wan, batch -> Cell.money(batch.total())),
                        Column.figure(
                                labels.text(locale, "fund.batch.settled"),
                                wan,
                                batch -> Cell.money(batch.settledSum())),
                        Column.figure(
                                labels.text(locale, "fund.batch.returned"),
                                wan,
                                batch -> Cell.money(batch.returnedSum())),
                        Column.figure(
                                labels.text(locale, "fund.batch.open"), wan, batch -> Cell.money(batch.openSum()))),
                rows);
    }

    @GetMapping("/batches/export")
    void export(Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.<Batch>write(
                response,
                locale,
                "fund.batches",
                List.of(
                        new Sheets.Column<>("fund.batch", Batch::number),
                        new Sheets.Column<>("fund.line.region", batch -> labels.region(locale, batch.region())),
                        new Sheets.Column<>("fund.batch.made", batch -> FundLabels.minute(batch.madeAt())),
                        new Sheets.Column<>("fund.by", Batch::madeName),
                        new Sheets.Column<>("fund.batch.orders", Batch::orders),
                        new Sheets.Column<>("fund.batch.total", Batch::total),
                        new Sheets.Column<>("fund.batch.settled", Batch::settledSum),
                        new Sheets.Column<>("fund.batch.returned", Batch::returnedSum),
                        new Sheets.Column<>("fund.batch.open", Batch::openSum)),
                at -> batches.list(viewer, at, Sheets.page()));
    }

    public record DetailPage(Batch batch, List<Detail> details, Table orders, KeyPage<PaymentOrder> page) {}

    @GetMapping("/batches/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam Map<String, String> parameters,
            Viewer viewer,
            Locale locale,
            Model model) {
        Batch batch = batches.find(viewer, id).orElseThrow(() -> new NotFound("batch"));
        var page = payments.list(viewer, "", id, "", BudgetController.at(parameters), 50);
        var details = List.of(
                Detail.of(labels.text(locale, "fund.line.region"), labels.region(locale, batch.region())),
                Detail.of(
                        labels.text(locale, "fund.batch.made"),
                        FundLabels.minute(batch.madeAt()) + " " + batch.madeName()),
                Detail.of(labels.text(locale, "fund.batch.orders"), Cell.count(batch.orders())),
                Detail.of(labels.text(locale, "fund.batch.total.wan"), Cell.money(batch.total())),
                Detail.of(labels.text(locale, "fund.batch.settled.wan"), Cell.money(batch.settledSum())),
                Detail.of(labels.text(locale, "fund.batch.returned.wan"), Cell.money(batch.returnedSum())),
                Detail.of(labels.text(locale, "fund.batch.open.wan"), Cell.money(batch.openSum())),
                Detail.of(labels.text(locale, "fund.batch.digest"), batch.sha256()));
        model.addAttribute(
                "model",
                new DetailPage(batch, details, AllocationController.orders(labels, locale, page.items(), true), page));
        return "fund/batch";
    }

    /** The file as the bank gets it, with full account numbers: only for those who handle the money. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/batches/{id}/file")
    void file(@PathVariable UUID id, Viewer viewer, HttpServletResponse response) throws IOException {
        Batch batch = batches.find(viewer, id).orElseThrow(() -> new NotFound("batch"));
        String file = batches.file(viewer, id).orElseThrow(() -> new NotFound("batch"));
        response.setContentType("text/csv");
        response.setCharacterEncoding("UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(batch.number() + ".csv", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.getOutputStream().write(file.getBytes(StandardCharsets.UTF_8));
    }

    public record ReturnsPage(Form form, Table table, KeyPage<BankReturn> page, boolean mayLoad) {}

    @GetMapping("/returns")
    String returns(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", returnsPage(parameters, viewer, locale, Form.EMPTY));
        return "fund/returns";
    }

    @GetMapping("/returns/export")
    void returnsExport(Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.<BankReturn>write(
                response,
                locale,
                "fund.returns",
                List.of(
                        new Sheets.Column<>("fund.return.name", BankReturn::name),
                        new Sheets.Column<>("fund.return.by", BankReturn::loadedName),
                        new Sheets.Column<>("fund.return.at", one -> FundLabels.minute(one.loadedAt())),
                        new Sheets.Column<>("fund.return.settled", BankReturn::settled),
                        new Sheets.Column<>("fund.batch.settled", BankReturn::settledSum),
                        new Sheets.Column<>("fund.return.back", BankReturn::returned),
                        new Sheets.Column<>("fund.batch.returned", BankReturn::returnedSum)),
                at -> returns.list(viewer, at, Sheets.page()));
    }

    private ReturnsPage returnsPage(Map<String, String> parameters, Viewer viewer, Locale locale, Form form) {
        var page = returns.list(viewer, BudgetController.at(parameters), ROWS);
        String wan = labels.text(locale, "shared.wan");
        var table = Table.of(
                labels.text(locale, "fund.returns"),
                List.of(
                        Column.<BankReturn>title(labels.text(locale, "fund.return.name"), one -> Cell.text(one.name())),
                        Column.text(
                                labels.text(locale, "fund.return.by"),
                                one -> new Cell.Lines(FundLabels.minute(one.loadedAt()), "", one.loadedName())),
                        Column.figure(labels.text(locale, "fund.return.settled"), "", one -> Cell.count(one.settled())),
                        Column.figure(
                                labels.text(locale, "fund.batch.settled"), wan, one -> Cell.money(one.settledSum())),
                        Column.figure(labels.text(locale, "fund.return.back"), "", one -> Cell.count(one.returned())),
                        Column.figure(
                                labels.text(locale, "fund.batch.returned"), wan, one -> Cell.money(one.returnedSum()))),
                page.items());
        return new ReturnsPage(form, table, page, viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/returns")
    String load(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        return load(service, viewer, file)
                .fold(
                        loaded -> {
                            redirect.addFlashAttribute(
                                    Notice.FLASH, Notice.done("fund.done.loaded", loaded.settled(), loaded.returned()));
                            return "redirect:/funds/returns";
                        },
                        errors -> {
                            response.setStatus(422);
                            model.addAttribute("model", returnsPage(Map.of(), viewer, locale, Form.EMPTY.with(errors)));
                            return "fund/returns";
                        });
    }

    static Outcome<BankReturn> load(BankReturnService service, Viewer viewer, @Nullable MultipartFile file)
            throws IOException {
        if (file == null || file.isEmpty()) return Outcome.refused(FieldError.of("file", "fund.return.choose"));
        if (file.getSize() > LARGEST_FILE) return Outcome.refused(FieldError.of("file", "fund.return.large"));
        String name = file.getOriginalFilename();
        return service.load(viewer, name == null ? "" : name, file.getBytes());
    }

    /** @param agrees whether payment orders and ledger say the same of what is under way */
    public record ReconciliationPage(
            List<Kpi> kpis, Table sums, Table open, KeyPage<PaymentOrder> page, boolean agrees) {}

    private record Sum(String label, int orders, dev.kechuang.shared.Money sum, String path) {}

    @GetMapping("/reconciliation")
    String reconciliation(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var all = batches.reconcile(viewer);
        var page = payments.list(viewer, "sent", null, "", BudgetController.at(parameters), ROWS);
        String list = "/funds/payments?state=";
        var kpis = List.of(
                labels.kpi(locale, "fund.rec.sent", all.sentSum(), "/funds/batches"),
                labels.kpi(locale, "fund.rec.settled", all.settledSum(), list + "settled"),
                labels.kpi(locale, "fund.rec.returned", all.returnedSum(), list + "returned"),
                labels.kpi(locale, "fund.rec.open", all.openSum(), list + "sent"));
        var sums = Table.of(
                labels.text(locale, "fund.reconciliation"),
                List.of(
                        Column.<Sum>title(
                                labels.text(locale, "fund.rec.item"),
                                sum -> sum.path().isEmpty()
                                        ? Cell.text(sum.label())
                                        : Cell.link(sum.label(), sum.path())),
                        Column.figure(labels.text(locale, "fund.batch.orders"), "", sum -> Cell.count(sum.orders())),
                        Column.figure(
                                labels.text(locale, "fund.amount"),
                                labels.text(locale, "shared.wan"),
                                sum -> Cell.money(sum.sum()))),
                List.of(
                        new Sum(labels.text(locale, "fund.rec.sent"), all.sent(), all.sentSum(), "/funds/batches"),
                        new Sum(
                                labels.text(locale, "fund.rec.settled"),
                                all.settled(),
                                all.settledSum(),
                                list + "settled"),
                        new Sum(
                                labels.text(locale, "fund.rec.returned"),
                                all.returned(),
                                all.returnedSum(),
                                list + "returned"),
                        new Sum(labels.text(locale, "fund.rec.open"), all.open(), all.openSum(), list + "sent"),
                        new Sum(
                                labels.text(locale, "fund.rec.waiting"),
                                all.waiting(),
                                all.waitingSum(),
                                list + "approved"),
                        new Sum(
                                labels.text(locale, "fund.rec.ledger"),
                                all.open() + all.waiting(),
                                all.ledgerTransit(),
                                "/funds/journal?kind=order")));
        model.addAttribute(
                "model",
                new ReconciliationPage(
                        kpis,
                        sums,
                        AllocationController.orders(labels, locale, page.items(), true),
                        page,
                        all.agrees()));
        return "fund/reconciliation";
    }
}
