package dev.kechuang.programme.web.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.decision.DecisionFixture;
import dev.kechuang.programme.internal.decision.EventReviewResults;
import dev.kechuang.programme.internal.decision.NewNotice;
import dev.kechuang.programme.internal.decision.ObjectionReceipts;
import dev.kechuang.programme.internal.decision.ObjectionReceipts.Receipt;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.PageStage;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.testing.Browser;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

/** The pages from the ranking to the document, as officers, leaders and everybody else see them. */
@SuppressWarnings("NullAway.Init")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DecisionPagesTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;

    private static final DecisionFixture CITY = new DecisionFixture();
    private static final Map<String, String[]> SEEN = new LinkedHashMap<>();
    private static PageStage stage;
    private static DecisionController decisions;
    private static DecisionChangeController changing;
    private static ListController lists;
    private static NoticeController notices;
    private static ObjectionController objections;
    private static ApprovalController approvals;
    private static PublicNoticeController everybody;
    private static ObjectionFormController objecting;
    private static ObjectionStatusController status;
    private static DecisionPart part;
    private static DecisionExportController exports;

    @BeforeAll
    static void build() throws Exception {
        stage = new PageStage();
        var texts = stage.frame(Viewer.PUBLIC, false, false, "/", null).texts();
        var words = new DecisionWords(texts);
        var places = new PlaceWords(words, CITY.names);
        decisions = new DecisionController(CITY.decision, CITY.decisions, words, places);
        changing = new DecisionChangeController(CITY.decision, CITY.changes, words);
        lists = new ListController(CITY.decision, CITY.decisions, CITY.lists, CITY.evaluations, words, places);
        notices = new NoticeController(CITY.notice, CITY.notices, CITY.decisions, words);
        var files = CITY.files.face();
        var limit = new ObjectionLimit();
        objections = new ObjectionController(CITY.objection, CITY.objections, CITY.decisions, files, words);
        approvals = new ApprovalController(
                CITY.approval, CITY.approvals, CITY.decisions, CITY.documents, words, CITY.clock);
        everybody = new PublicNoticeController(
                CITY.notice, CITY.notices, CITY.evaluations, words, new Sheets(texts, CITY.clock));
        objecting = new ObjectionFormController(
                CITY.notices, CITY.objection, new EvidenceUploads(files, limit, CITY.clock), limit, words);
        status = new ObjectionStatusController(new ObjectionReceipts(CITY.objections), limit, words);
        exports = new DecisionExportController(
                CITY.decisions,
                CITY.lists,
                CITY.notices,
                CITY.objections,
                CITY.approvals,
                CITY.evaluations,
                CITY.decision,
                words,
                places,
                new Sheets(texts, CITY.clock));
        part = new DecisionPart(
                CITY.standings,
                CITY.lists,
                CITY.changes,
                new EventReviewResults(CITY.city.jdbc),
                CITY.evaluations,
                words,
                places);
    }

    @AfterAll
    static void close() {
        stage.close();
        CITY.close();
    }

    private interface Handler {
        String answer(Locale locale, ExtendedModelMap model);
    }

    /** The page in Chinese as text; both languages are kept for the browser. */
    private static String see(String name, Viewer viewer, Handler handler) {
        var pages = new String[2];
        for (int i = 0; i < 2; i++) {
            boolean english = i == 1;
            var model = new ExtendedModelMap();
            String view = handler.answer(english ? Locale.ENGLISH : ZH, model);
            pages[i] = stage.render(view, stage.frame(viewer, english, false, "/decisions", null), model);
        }
        SEEN.put(name, pages);
        return Jsoup.parse(pages[0]).select("main").text();
    }

    @Test
    void fromTheRankingToTheDocument() throws Exception {
        UUID call = CITY.call(100_000_000);
        Application first = CITY.decided(call, "面向智能制造的高精度伺服控制关键技术研发", "91.5", 50_000_000);
        Application second = CITY.decided(call, "车规级功率器件可靠性评价方法与装备", "88", 40_000_000);
        Application refused = CITY.decided(call, "工业软件内核", "82.25", 30_000_000);
        ranking(call, first);
        lists(call);
        UUID notice = notices(call);
        everybody(notice, first, second);
        objections(call);
        approvals(call, notice);
        var model = new ExtendedModelMap();
        var panel = part.show(
                CITY.officer, ZH, CITY.city.applications.find(first.id()).orElseThrow(), definition(call));
        model.put("model", panel.model());
        String shown =
                stage.render(panel.view(), stage.frame(CITY.officer, false, false, "/applications", null), model);
        assertThat(Jsoup.parse(shown).text()).contains("91.50", "评审意见", "伺服控制关键技术研发的意见");
        Viewer applicant = dev.kechuang.registry.internal.RegistryFixture.applicant(first.organisation());
        assertThat(part.visible(applicant, first, definition(call)))
                .as("before it is announced")
                .isFalse();
        theRefusedSeeWhatTheProgrammeAllows(
                CITY.city.applications.find(refused.id()).orElseThrow());
    }

    private static Map<String, String> verdicts(String page) {
        var verdicts = new LinkedHashMap<String, String>();
        for (var row : Jsoup.parse(page).select("main tbody tr"))
            verdicts.put(
                    row.text().replaceAll(".*(孵化器[甲乙丙丁]).*", "$1"),
                    row.select("td[data-label=评价结论]").text().strip());
        return verdicts;
    }

    @Test
    void onlyWhoeverIsConfirmedIsCalledQualified() {
        UUID call = CITY.call(
                100_000_000,
                List.of(
                        new Effect.RevokeTitle("approve", "incubator", "city", "得分 < 60"),
                        new Effect.ConfirmTitle("approve", "incubator", "city", "得分 >= 70")));
        CITY.decided(call, "孵化器甲", "90", 0);
        Application off = CITY.decided(call, "孵化器乙", "80", 0);
        CITY.decided(call, "孵化器丙", "65", 0);
        CITY.decided(call, "孵化器丁", "50", 0);
        RegistryFixture.done(CITY.decision.change(CITY.leader, call, off.id(), false, null, "数据待核实"));
        CITY.confirmed(call);
        see("lists-evaluation", CITY.leader, (l, m) -> lists.lists(call, CITY.leader, l, m));
        assertThat(verdicts(page("lists-evaluation")))
                .containsExactly(
                        Map.entry("孵化器甲", "合格"),
                        Map.entry("孵化器乙", "—"),
                        Map.entry("孵化器丙", "—"),
                        Map.entry("孵化器丁", "不合格，撤销称号"));
        RegistryFixture.done(CITY.notice.publish(
                CITY.officer,
                call,
                new NewNotice("2026年度孵化器绩效评价结果公示", "", "规划处 65221111", LocalDate.of(2026, 12, 31))));
        UUID notice = CITY.notices.of(call).getFirst().id();
        see("notice-evaluation", Viewer.PUBLIC, (l, m) -> everybody.one(notice, l, m));
        assertThat(verdicts(page("notice-evaluation")))
                .containsExactly(Map.entry("孵化器甲", "合格"), Map.entry("孵化器丙", "—"), Map.entry("孵化器丁", "不合格，撤销称号"));
    }

    @Test
    void everyExportOfAnEvaluationSaysWhatItMeansForTheTitle() throws Exception {
        UUID call = CITY.call(
                100_000_000,
                List.of(
                        new Effect.RevokeTitle("approve", "incubator", "city", "得分 < 60"),
                        new Effect.ConfirmTitle("approve", "incubator", "city", "得分 >= 70")));
        CITY.decided(call, "孵化器甲", "90", 0);
        CITY.decided(call, "孵化器丙", "65", 0);
        CITY.decided(call, "孵化器丁", "50", 0);
        CITY.confirmed(call);
        var expected = List.of("合格", "", "不合格，撤销称号");
        UUID list = CITY.lists.of(call).getFirst().id();
        assertThat(column(to -> exports.list(call, list, CITY.officer, ZH, to), "评价结论"))
                .isEqualTo(expected);
        UUID notice = CITY.noticed(call).id();
        assertThat(column(to -> exports.published(notice, Viewer.PUBLIC, ZH, to), "评价结论"))
                .isEqualTo(expected);
        assertThat(column(to -> exports.notices(call, CITY.officer, ZH, to), "评价结论"))
                .isEqualTo(expected);
        CITY.clock.move(Duration.ofDays(9));
        CITY.notice.endThoseOver();
        var prepared = RegistryFixture.done(CITY.approval.prepare(
                CITY.officer,
                call,
                CITY.documentOf(LocalDate.ofInstant(CITY.clock.instant(), ZoneOffset.UTC)
                        .plusDays(1))));
        assertThat(column(to -> exports.approvals(call, CITY.officer, ZH, to), "评价结论"))
                .isEqualTo(expected);
        String document = CITY.documents.html(
                CITY.approval.document(CITY.officer, call, prepared.id()).orElseThrow());
        assertThat(Jsoup.parse(document).text()).containsSubsequence("评价结论", "孵化器甲", "合格", "孵化器丁", "不合格，撤销称号");
    }

    private interface Export {
        void to(MockHttpServletResponse response);
    }

    /** A column of an Excel file, without its head. */
    private static List<String> column(Export export, String head) throws Exception {
        var response = new MockHttpServletResponse();
        export.to(response);
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(response.getContentAsByteArray()))) {
            var rows = workbook.getFirstSheet().read();
            for (int line = 0; line < rows.size(); line++) {
                var row = rows.get(line);
                for (int at = 0; at < row.getCellCount(); at++) {
                    int place = at;
                    if (head.equals(row.getCellText(at)))
                        return rows.subList(line + 1, rows.size()).stream()
                                .map(each -> place < each.getCellCount() ? each.getCellText(place) : "")
                                .toList();
                }
            }
        }
        throw new AssertionError("no column is called " + head);
    }

    @Test
    void anApplicationOfASecondListHasItsPlaceAmongAllWhoWereRanked() {
        UUID call = CITY.call(100);
        CITY.decided(call, "首名", "90", 60);
        CITY.decided(call, "次名", "80", 40);
        Application third = CITY.decided(call, "第三名", "70", 30);
        CITY.confirmed(call);
        assertThat(standing(third, CITY.officer)).contains("第 3 名，共 3 项", "不列入", "预算余 0.00 万元，需 0.00 万元");
        CITY.withdrawn(call, "次名");
        CITY.confirmed(call);
        assertThat(CITY.lists.of(call))
                .first()
                .satisfies(list -> assertThat(list.entries()).isEqualTo(1));
        assertThat(standing(third, CITY.officer))
                .as("its place is that of the ranking, its outcome that of the last list")
                .contains("第 3 名，共 3 项", "列入名单")
                .doesNotContain("不列入");
        Application second = CITY.titled(call, "次名");
        assertThat(standing(second, CITY.officer)).contains("列入名单，后撤回");
        UUID first = CITY.lists.of(call).getLast().id();
        assertThat(see("lists-withdrawn", CITY.leader, (l, m) -> lists.lists(call, CITY.leader, l, m)))
                .contains("列入名单，后撤回", "预算余 0.00 万元");
        assertThat(CITY.lists.entry(first, second.id()).orElseThrow().withdrawn())
                .isTrue();
    }

    private static String standing(Application application, Viewer viewer) {
        Application now = CITY.city.applications.find(application.id()).orElseThrow();
        var panel = part.show(viewer, ZH, now, definition(now.call()));
        var model = new ExtendedModelMap();
        model.put("model", panel.model());
        return Jsoup.parse(stage.render(panel.view(), stage.frame(viewer, false, false, "/applications", null), model))
                .text();
    }

    @Test
    void theRankingTellsTheMoneyOfTracksAndWhyWhoIsPassedOver() throws Exception {
        UUID call = CITY.call(1_000_000_00L);
        CITY.limit(call, "track", "a", 500_000_00L);
        CITY.decided(call, "前沿甲", "90", 400_000_00L, "a");
        CITY.decided(call, "前沿乙", "85", 200_000_00L, "a");
        CITY.decided(call, "前沿丙", "80", 100_000_00L, "a");
        assertThat(see("board-groups", CITY.leader, (l, m) -> decisions.board(call, "", CITY.leader, l, m)))
                .containsSubsequence(
                        "类别、领域经费限额", "前沿", "50.00", "前沿甲", "前沿丙", "前沿乙", "“前沿”限额 50.00，余 10.00，需 20.00 万元");
        assertThat(see("board-groups-asked", CITY.leader, (l, m) -> decisions.board(call, "900", CITY.leader, l, m)))
                .contains("需 20.00 万元");
        var excel = new MockHttpServletResponse();
        decisions.export(call, CITY.officer, ZH, excel);
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(excel.getContentAsByteArray()))) {
            var ranked = workbook.getFirstSheet().read();
            assertThat(ranked.get(ranked.size() - 2).getCellText(9)).contains("余 10.00，需 20.00");
            var limits = workbook.findSheet("类别、领域经费限额").orElseThrow().read();
            assertThat(limits.get(1).getCellText(0)).isEqualTo("前沿");
            assertThat(limits.get(1).getCellAsNumber(3).orElseThrow()).isEqualByComparingTo("50");
        }
    }

    private static String page(String name) {
        return java.util.Objects.requireNonNull(SEEN.get(name))[0];
    }

    /** This programme shows score and comments, and nobody's place. */
    private static void theRefusedSeeWhatTheProgrammeAllows(Application refused) {
        Viewer applicant = dev.kechuang.registry.internal.RegistryFixture.applicant(refused.organisation());
        assertThat(part.visible(applicant, refused, definition(refused.call()))).isTrue();
        var panel = part.show(applicant, ZH, refused, definition(refused.call()));
        var model = new ExtendedModelMap();
        model.put("model", panel.model());
        String shown = Jsoup.parse(
                        stage.render(panel.view(), stage.frame(applicant, false, false, "/applications", null), model))
                .text();
        assertThat(shown).contains("82.25", "工业软件内核的意见").doesNotContain("名次");
    }

    private static dev.kechuang.programme.internal.definition.Definition definition(UUID call) {
        return CITY.decision.board(CITY.officer, call, null).orElseThrow().definition();
    }

    private static void ranking(UUID call, Application first) throws Exception {
        assertThat(see("decisions", CITY.officer, (locale, model) -> decisions.list(CITY.officer, locale, model)))
                .contains("二〇二六年申报", "名单与批准");
        assertThat(see("board", CITY.leader, (l, m) -> decisions.board(call, "", CITY.leader, l, m)))
                .containsSubsequence("本通知预算 100.00", "入选线以上：列入名单", "91.50", "入选线以下：候补", "工业软件内核", "82.25");
        assertThat(see("board-asked", CITY.officer, (l, m) -> decisions.board(call, "120", CITY.officer, l, m)))
                .contains("试算预算 120.00")
                .doesNotContain("固定这份名单");
        assertThat(see("board-wrong", CITY.officer, (l, m) -> decisions.board(call, "很多", CITY.officer, l, m)))
                .contains("应为数字（万元）");
        assertThat(see("change", CITY.leader, (l, m) -> changing.change(call, first.id(), CITY.leader, l, m)))
                .contains("调整：面向智能制造");
        var refusal = new MockHttpServletResponse();
        assertThat(see(
                        "change-wrong",
                        CITY.leader,
                        (l, m) -> changing.change(
                                call,
                                first.id(),
                                Map.of("approve", "yes", "amount", "abc", "reason", ""),
                                CITY.leader,
                                l,
                                m,
                                new RedirectAttributesModelMap(),
                                refusal)))
                .contains("应为数字（万元）");
        assertThat(refusal.getStatus()).isEqualTo(422);
        assertThat(changing.change(
                        call,
                        first.id(),
                        Map.of("approve", "yes", "amount", "45", "reason", "压减设备费"),
                        CITY.leader,
                        ZH,
                        new ExtendedModelMap(),
                        new RedirectAttributesModelMap(),
                        new MockHttpServletResponse()))
                .startsWith("redirect:");
        var excel = new MockHttpServletResponse();
        decisions.export(call, CITY.officer, ZH, excel);
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(excel.getContentAsByteArray()))) {
            var rows = workbook.getFirstSheet().read();
            assertThat(rows.get(3).getCellText(2)).startsWith("面向智能制造");
            assertThat(rows.get(3).getCellText(11)).contains("压减设备费");
        }
    }

    private static void lists(UUID call) {
        assertThat(lists.fix(call, CITY.officer, new RedirectAttributesModelMap()))
                .endsWith("/lists");
        assertThat(see("lists", CITY.leader, (l, m) -> lists.lists(call, CITY.leader, l, m)))
                .contains("第 1 份名单", "待领导确认", "压减设备费");
        UUID list = CITY.lists.of(call).getFirst().id();
        assertThat(see("confirm", CITY.leader, (l, m) -> lists.askConfirm(call, list, CITY.leader, l, m)))
                .contains("列入 2 项", "85.00 万元", "总账中预留");
        assertThat(lists.confirm(
                        call,
                        list,
                        CITY.leader,
                        ZH,
                        new ExtendedModelMap(),
                        new RedirectAttributesModelMap(),
                        new MockHttpServletResponse()))
                .endsWith("/notices");
    }

    private static UUID notices(UUID call) {
        assertThat(see("notices", CITY.officer, (l, m) -> notices.notices(call, CITY.officer, l, m)))
                .contains("有 2 项等待公示", "5 个工作日");
        var form = Map.of("title", "2026年拟立项名单公示", "body", "现予公示。", "contact", "规划处 65221111", "until", "2026-11-23");
        assertThat(see(
                        "notices-short",
                        CITY.officer,
                        (l, m) -> notices.publish(
                                call,
                                form,
                                CITY.officer,
                                l,
                                m,
                                new RedirectAttributesModelMap(),
                                new MockHttpServletResponse())))
                .contains("公示期不足：本计划要求公示 5 个工作日", "只有 1 个工作日", "最早可到 2026-11-27");
        var enough = new LinkedHashMap<>(form);
        enough.put("until", "2026-11-27");
        assertThat(notices.publish(
                        call,
                        enough,
                        CITY.officer,
                        ZH,
                        new ExtendedModelMap(),
                        new RedirectAttributesModelMap(),
                        new MockHttpServletResponse()))
                .startsWith("redirect:");
        return CITY.notices.of(call).getFirst().id();
    }

    private static void everybody(UUID notice, Application first, Application second) {
        assertThat(see("public-notices", Viewer.PUBLIC, everybody::list)).contains("2026年拟立项名单公示");
        assertThat(see("public-notice", Viewer.PUBLIC, (l, m) -> everybody.one(notice, l, m)))
                .contains("公示中", "面向智能制造", "45.00", "王工", "提出异议", "实名提出", "匿名线索");
        assertThat(see("objection-form", Viewer.PUBLIC, (l, m) -> objecting.ask(notice, l, m)))
                .contains("真实姓名", "匿名线索");
        var evidence = new MockMultipartFile("file", "证据.pdf", "application/pdf", new byte[] {1});
        var form = new LinkedHashMap<>(Map.of(
                "once",
                UUID.randomUUID().toString(),
                "application",
                second.id().toString(),
                "kind",
                "person",
                "name",
                "",
                "contact",
                "",
                "text",
                "不同意"));
        assertThat(see("objection-wrong", Viewer.PUBLIC, (l, m) -> file(notice, form, evidence, l, m)))
                .contains("姓名应为 2 至 50 字", "异议内容应为 10 至 4,000 字", "已上传“证据.pdf”，不需要重新选择");
        var loggedIn = new MockHttpServletResponse();
        objecting.file(
                notice,
                form,
                evidence,
                RegistryFixture.applicant(first.organisation()),
                ZH,
                new ExtendedModelMap(),
                new RedirectAttributesModelMap(),
                new MockHttpServletRequest(),
                loggedIn);
        assertThat(loggedIn.getStatus()).isEqualTo(422);
        assertThat(CITY.files.uploaders.values())
                .as("whoever is logged in may still choose to be anonymous")
                .isNotEmpty()
                .allMatch(Viewer::isPublic);
        form.put("kept", kept("objection-wrong"));
        form.put("name", "李正直");
        form.put("contact", "请到门口找我");
        assertThat(see("objection-kept", Viewer.PUBLIC, (l, m) -> file(notice, form, null, l, m)))
                .as("kept again, as often as the form comes back")
                .contains("请填写电话号码（至少 7 位数字）或邮箱", "已上传“证据.pdf”");
        form.put("kept", kept("objection-kept"));
        form.put("contact", "13800000000");
        form.put("text", "该项目与2024年省级项目内容基本相同。");
        Receipt receipt = filed(notice, form);
        assertThat(receipt.number()).startsWith("YY2026");
        assertThat(CITY.files.attached.values())
                .as("the evidence of the first try")
                .anyMatch(owner -> owner.startsWith("programme.evidence/"));
        assertThat(filed(notice, form))
                .as("sent twice, because the first answer was lost")
                .isEqualTo(receipt);
        receipts(notice, receipt);
        var lead = new LinkedHashMap<>(form);
        lead.putAll(Map.of("once", UUID.randomUUID().toString(), "kind", "anonymous", "kept", "forged/ticket"));
        assertThat(see("objection-anonymous-named", Viewer.PUBLIC, (l, m) -> file(notice, lead, null, l, m)))
                .contains("匿名线索不留姓名", "先前上传的证据材料已不再保留，请重新选择文件");
        lead.putAll(Map.of("name", "", "contact", ""));
        assertThat(see("objection-evidence-gone", Viewer.PUBLIC, (l, m) -> file(notice, lead, null, l, m)))
                .as("not filed without what was kept")
                .contains("先前上传的证据材料已不再保留，请重新选择文件");
        lead.put("kept", kept("objection-evidence-gone"));
        filed(notice, lead);
        var busy = new MockHttpServletResponse();
        for (int i = 0; i < 12; i++) {
            var more = new LinkedHashMap<>(form);
            more.putAll(Map.of(
                    "once",
                    UUID.randomUUID().toString(),
                    "application",
                    first.id().toString(),
                    "kept",
                    "",
                    "name",
                    "张三三"));
            objecting.file(
                    notice,
                    more,
                    null,
                    Viewer.PUBLIC,
                    ZH,
                    new ExtendedModelMap(),
                    new RedirectAttributesModelMap(),
                    new MockHttpServletRequest(),
                    busy);
        }
        assertThat(busy.getStatus()).isEqualTo(429);
    }

    private static String file(
            UUID notice,
            Map<String, String> form,
            @Nullable MockMultipartFile evidence,
            Locale locale,
            ExtendedModelMap model) {
        var response = new MockHttpServletResponse();
        String view = objecting.file(
                notice,
                form,
                evidence,
                Viewer.PUBLIC,
                locale,
                model,
                new RedirectAttributesModelMap(),
                new MockHttpServletRequest(),
                response);
        assertThat(response.getStatus()).isEqualTo(422);
        return view;
    }

    /** The ticket for evidence in a form that came back. */
    private static String kept(String page) {
        return Jsoup.parse(page(page)).select("main input[name=kept]").val();
    }

    private static Receipt filed(UUID notice, Map<String, String> form) {
        var redirect = new RedirectAttributesModelMap();
        assertThat(objecting.file(
                        notice,
                        form,
                        null,
                        Viewer.PUBLIC,
                        ZH,
                        new ExtendedModelMap(),
                        redirect,
                        new MockHttpServletRequest(),
                        new MockHttpServletResponse()))
                .isEqualTo("redirect:/notices/" + notice + "/objection/receipt");
        return (Receipt)
                java.util.Objects.requireNonNull(redirect.getFlashAttributes().get("objectionReceipt"));
    }

    private static void receipts(UUID notice, Receipt receipt) {
        assertThat(see("objection-receipt", Viewer.PUBLIC, (l, m) -> {
                    m.addAttribute("objectionReceipt", receipt);
                    return objecting.receipt(notice, m, new MockHttpServletResponse());
                }))
                .contains("异议已收到，编号 " + receipt.number(), receipt.secret(), "只显示这一次");
        assertThat(see(
                        "objection-receipt-told",
                        Viewer.PUBLIC,
                        (l, m) -> objecting.receipt(notice, m, new MockHttpServletResponse())))
                .contains("回执只显示一次")
                .doesNotContain(receipt.number());
        assertThat(see("objection-status", Viewer.PUBLIC, (l, m) -> status.ask(m)))
                .contains("查询码");
        assertThat(see(
                        "objection-status-found",
                        Viewer.PUBLIC,
                        (l, m) -> ask(receipt.number(), receipt.secret(), l, m)))
                .contains("待处理", receipt.number())
                .doesNotContain("李正直", "13800000000");
        String unknown =
                see("objection-status-unknown", Viewer.PUBLIC, (l, m) -> ask("YY202699999", receipt.secret(), l, m));
        assertThat(unknown).contains("没有找到，请核对编号和查询码");
        assertThat(see("objection-status-wrong", Viewer.PUBLIC, (l, m) -> ask(receipt.number(), "0000", l, m)))
                .as("nobody is told which of the two is wrong")
                .isEqualTo(unknown.replace("YY202699999", receipt.number()));
    }

    private static String ask(String number, String secret, Locale locale, ExtendedModelMap model) {
        return status.read(number, secret, locale, model, new MockHttpServletRequest(), new MockHttpServletResponse());
    }

    private static void objections(UUID call) {
        assertThat(see("objections", CITY.officer, (l, m) -> objections.of(call, CITY.officer, l, m)))
                .contains("李正直", "待处理", "匿名线索", "线索待处理");
        for (var each : CITY.objections.of(CITY.officer, call)) {
            if (each.isLead()) {
                assertThat(see("lead", CITY.officer, (l, m) -> objections.one(each.id(), CITY.officer, l, m)))
                        .contains("线索查实，退出名单", "匿名线索不暂缓办理");
                continue;
            }
            if (each.name().equals("李正直")) {
                assertThat(see("objection", CITY.officer, (l, m) -> objections.one(each.id(), CITY.officer, l, m)))
                        .contains("13800000000", "该项目与2024年省级项目内容基本相同", "证据.pdf", "个人（实名）");
                assertThat(see(
                                "objection-unsettled",
                                CITY.officer,
                                (l, m) -> objections.settle(
                                        each.id(),
                                        Map.of(),
                                        CITY.officer,
                                        l,
                                        m,
                                        new RedirectAttributesModelMap(),
                                        new MockHttpServletResponse())))
                        .contains("请选择处理结论");
            }
            assertThat(objections.settle(
                            each.id(),
                            Map.of("outcome", "dismissed", "answer", "经核查，内容不同。"),
                            CITY.officer,
                            ZH,
                            new ExtendedModelMap(),
                            new RedirectAttributesModelMap(),
                            new MockHttpServletResponse()))
                    .startsWith("redirect:");
        }
    }

    private static void approvals(UUID call, UUID notice) {
        CITY.clock.move(Duration.ofDays(9));
        CITY.notice.endThoseOver();
        assertThat(see("public-notice-over", Viewer.PUBLIC, (l, m) -> everybody.one(notice, l, m)))
                .contains("公示期满")
                .doesNotContain("提出异议");
        assertThat(see("approvals", CITY.officer, (l, m) -> approvals.approvals(call, CITY.officer, l, m)))
                .contains("拟定批准文件（2 项）", "本通知最后一批");
        var model = new ExtendedModelMap();
        var form = Map.of(
                "number",
                "苏科资〔2026〕12号",
                "authority",
                "苏州市科学技术局文件",
                "title",
                "关于下达2026年度科技计划项目的通知",
                "addressee",
                "各有关单位：",
                "body",
                "一、项目和经费\n经评审和公示，现将项目和经费下达给你们。",
                "unit",
                "苏州市科学技术局",
                "issuedOn",
                "2026-12-01",
                "last",
                "on");
        assertThat(see(
                        "approvals-wrong",
                        CITY.officer,
                        (l, m) -> approvals.prepare(
                                call,
                                Map.of("issuedOn", "明天"),
                                CITY.officer,
                                l,
                                m,
                                new RedirectAttributesModelMap(),
                                new MockHttpServletResponse())))
                .contains("应为日期");
        approvals.prepare(
                call, form, CITY.officer, ZH, model, new RedirectAttributesModelMap(), new MockHttpServletResponse());
        UUID approval = CITY.approvals.of(call).getFirst().id();
        assertThat(see("approval", CITY.leader, (l, m) -> approvals.one(call, approval, CITY.leader, l, m)))
                .containsSubsequence("待签发", "苏州市科学技术局文件", "关于下达2026年度", "面向智能制造", "合计", "85.00");
        assertThat(approvals.docx(call, approval, CITY.leader).getBody()).isNotEmpty();
        assertThat(see("issue", CITY.leader, (l, m) -> approvals.askIssue(call, approval, CITY.leader, l, m)))
                .contains("签发 苏科资〔2026〕12号？", "未列入名单的申报同时办结");
        assertThat(approvals.issue(
                        call,
                        approval,
                        CITY.leader,
                        ZH,
                        new ExtendedModelMap(),
                        new RedirectAttributesModelMap(),
                        new MockHttpServletResponse()))
                .startsWith("redirect:");
        assertThat(see("approvals-issued", CITY.leader, (l, m) -> approvals.approvals(call, CITY.leader, l, m)))
                .contains("已签发");
        aLeadProvesRightAfterwards(call);
    }

    private static void aLeadProvesRightAfterwards(UUID call) {
        UUID lead = CITY.objections.of(CITY.officer, call).stream()
                .filter(each -> each.isLead())
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(see("lead-late", CITY.officer, (l, m) -> objections.one(lead, CITY.officer, l, m)))
                .contains("不会自动退出", "另行办理终止、撤销或追回")
                .doesNotContain("线索查实，退出名单");
        var redirect = new RedirectAttributesModelMap();
        assertThat(objections.settle(
                        lead,
                        Map.of("outcome", "upheld", "answer", "经查情况属实。"),
                        CITY.officer,
                        ZH,
                        new ExtendedModelMap(),
                        redirect,
                        new MockHttpServletResponse()))
                .startsWith("redirect:");
        assertThat(redirect.getFlashAttributes().values())
                .singleElement()
                .asString()
                .contains("decision.lead.settled.upheld.byHand");
        assertThat(see("lead-late-settled", CITY.officer, (l, m) -> objections.one(lead, CITY.officer, l, m)))
                .contains("线索查实", "已过批准环节，未自动退出")
                .doesNotContain("已退出名单");
    }

    /** Of every page the other tests have seen. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyPageFitsAndIsAccessible() {
        look(Browser.desktop(), 0);
        look(Browser.telephone(), 1);
    }

    private static void look(Browser opened, int language) {
        try (var browser = opened) {
            SEEN.forEach((name, pages) -> {
                browser.page().navigate(stage.show("/" + name + language, pages[language]));
                browser.fits().accessible();
            });
        }
    }
}
