package dev.kechuang.programme.demo;

import dev.kechuang.programme.internal.check.CheckService;
import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.decision.ApprovalService;
import dev.kechuang.programme.internal.decision.DecisionService;
import dev.kechuang.programme.internal.decision.NewApproval;
import dev.kechuang.programme.internal.decision.NewNotice;
import dev.kechuang.programme.internal.decision.NoticeService;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.recommend.RecommendationService;
import dev.kechuang.programme.internal.review.DrawService;
import dev.kechuang.programme.internal.review.PanelService;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.programme.internal.review.SheetService;
import dev.kechuang.programme.internal.review.SheetStore;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What officers, experts and leaders of the demonstration city do with a call's applications, stage by stage. */
@Component
class DemoDesk {

    private static final List<String> OPINIONS = List.of(
            "技术路线清晰，研究基础较好，建议支持。",
            "创新性一般，考核指标偏低，建议压缩经费。",
            "团队结构合理，产业化前景明确，建议优先支持。",
            "预算依据不够充分，部分指标缺少测试方法。",
            "与国内同类研究相比有特色，建议加强与用户单位的联合验证。");

    /** Seeds that are tried. */
    private static final int SEEDS = 40;

    private final DemoActors actors;
    private final RecommendationService recommendations;
    private final CheckService checks;
    private final DrawService draws;
    private final SheetService sheets;
    private final RoundService rounds;
    private final PanelService panels;
    private final ReviewStore reviews;
    private final SheetStore assignments;
    private final DecisionService decisions;
    private final NoticeService notices;
    private final ApprovalService approvals;
    private final TransactionTemplate transactions;

    DemoDesk(
            DemoActors actors,
            RecommendationService recommendations,
            CheckService checks,
            DrawService draws,
            SheetService sheets,
            RoundService rounds,
            PanelService panels,
            ReviewStore reviews,
            SheetStore assignments,
            DecisionService decisions,
            NoticeService notices,
            ApprovalService approvals,
            TransactionTemplate transactions) {
        this.actors = actors;
        this.recommendations = recommendations;
        this.checks = checks;
        this.draws = draws;
        this.sheets = sheets;
        this.rounds = rounds;
        this.panels = panels;
        this.reviews = reviews;
        this.assignments = assignments;
        this.decisions = decisions;
        this.notices = notices;
        this.approvals = approvals;
        this.transactions = transactions;
    }

    /** The county, or the applicant itself where its institution nominates, recommends what waits. */
    void recommend(Application application, RandomGenerator random) {
        var county = actors.county(application.region());
        Viewer by = recommendations.mine(county, application.id()).isPresent()
                ? county
                : actors.applicant(application.organisation());
        boolean declined = random.nextInt(25) == 0;
        must(recommendations.decide(
                by,
                application.id(),
                new RecommendationService.Decide(
                        declined ? RecommendationService.Verdict.DECLINE : RecommendationService.Verdict.RECOMMEND,
                        application.moves(),
                        List.of(),
                        declined ? "与本地区主导产业关联不强，本年度不予推荐。" : "")));
    }

    /** Works through what waits in a call. */
    int check(UUID call, String region, RandomGenerator random) {
        Viewer officer = actors.officer(region);
        int done = 0;
        for (var next = checks.next(officer, call); next.isPresent(); next = checks.next(officer, call)) {
            var desk = checks.desk(officer, next.get()).orElseThrow();
            boolean refused = random.nextInt(14) == 0;
            var marks = new LinkedHashMap<String, Mark>();
            for (var item : desk.stage().items()) {
                boolean fails = refused && marks.isEmpty();
                marks.put(item.id(), new Mark(!fails, fails ? "材料不符合要求" : ""));
            }
            must(checks.decide(
                    officer,
                    next.get(),
                    new CheckService.Decide(
                            refused ? CheckService.Verdict.REFUSE : CheckService.Verdict.PASS,
                            desk.application().moves(),
                            marks,
                            List.of(),
                            refused ? "申报通知第二条" : "",
                            refused ? "申报主体不符合通知规定的条件。" : "已核实，不影响受理。")));
            done++;
        }
        return done;
    }

    /** Seed, draw, sheets and, unless {@code half}, the end of the round. */
    void review(
            UUID call, String region, Definition definition, Stage.Review stage, boolean half, RandomGenerator random) {
        Viewer officer = actors.officer(region);
        if (reviews.waiting(call, stage.id()).isEmpty()) return;
        if (half) drawForTheDemonstration(officer, call, stage, random);
        else publishAndDraw(officer, call, stage, random);
        var round = reviews.round(call, stage.id(), false).orElseThrow();
        Sheet sheet = definition.sheet(stage.sheet());
        var quality = new HashMap<UUID, Double>();
        // Who disagrees brings one more reviewer in: until nobody is left without a sheet.
        for (int turn = 0; turn < 4; turn++) {
            boolean open = false;
            for (Assignment assignment : assignments.assignments(round.id())) {
                if (!assignment.active() || assignment.signed()) continue;
                if (half && (random.nextInt(3) == 0 || actors.isDemonstrationExpert(assignment.expert()))) continue;
                open = true;
                double good =
                        quality.computeIfAbsent(assignment.application(), id -> 0.72 + 0.09 * random.nextGaussian());
                Viewer expert = actors.expert(assignment.expert());
                must(sheets.sign(expert, assignment.id(), scores(sheet, good, random)));
            }
            if (!open || half) break;
        }
        if (half) return;
        if (stage.mode() != Stage.Review.Mode.ONLINE) votes(officer, call, stage, quality, random);
        must(rounds.close(officer, call, stage.id()));
    }

    private void publishAndDraw(Viewer officer, UUID call, Stage.Review stage, RandomGenerator random) {
        String seed = "%06d".formatted(random.nextInt(1_000_000));
        must(draws.publish(officer, call, stage.id(), seed, "体育彩票排列五当期开奖号码", null));
        must(draws.draw(officer, call, stage.id(), ""));
    }

    /** With a seed that draws whom visitors log in as, where any of some does: the round is open, and this desk not empty. */
    private void drawForTheDemonstration(Viewer officer, UUID call, Stage.Review stage, RandomGenerator random) {
        for (int turn = 1; turn <= SEEDS; turn++) {
            boolean last = turn == SEEDS;
            boolean drawn = Boolean.TRUE.equals(transactions.execute(status -> {
                publishAndDraw(officer, call, stage, random);
                var round = reviews.round(call, stage.id(), false).orElseThrow();
                boolean there = assignments.assignments(round.id()).stream()
                        .anyMatch(each -> each.active() && actors.isDemonstrationExpert(each.expert()));
                if (!there && !last) status.setRollbackOnly();
                return there;
            }));
            if (drawn) return;
        }
    }

    /** Sends one back for correction from the formal check. */
    void returnForCorrection(Application application, String region) {
        Viewer officer = actors.officer(region);
        if (!(checks.claim(officer, application.id(), 0) instanceof Outcome.Done<?>)) return;
        var desk = checks.desk(officer, application.id()).orElseThrow();
        var marks = new LinkedHashMap<String, Mark>();
        for (var item : desk.stage().items()) {
            boolean fails = marks.isEmpty();
            marks.put(item.id(), new Mark(!fails, fails ? "证明材料缺少公章，请补充盖章页" : ""));
        }
        var sections = desk.definition().form().sections();
        must(checks.decide(
                officer,
                application.id(),
                new CheckService.Decide(
                        CheckService.Verdict.RETURN,
                        application.moves(),
                        marks,
                        List.of(sections.getLast().id()),
                        "",
                        "附件不完整，请补正后重新提交。")));
    }

    private static Map<String, String> scores(Sheet sheet, double good, RandomGenerator random) {
        var typed = new LinkedHashMap<String, String>();
        for (var item : sheet.items()) {
            double share = Math.clamp(good + 0.04 * random.nextGaussian(), 0.35, 1.0);
            BigDecimal points = item.most().multiply(BigDecimal.valueOf(share));
            BigDecimal step = item.step().signum() == 0 ? BigDecimal.ONE : item.step();
            points = points.divide(step, 0, RoundingMode.DOWN).multiply(step);
            typed.put(
                    "points-" + item.id(),
                    points.min(item.most()).stripTrailingZeros().toPlainString());
        }
        typed.put("comment", OPINIONS.get(random.nextInt(OPINIONS.size())));
        return typed;
    }

    private void votes(
            Viewer officer, UUID call, Stage.Review stage, Map<UUID, Double> quality, RandomGenerator random) {
        var round = reviews.round(call, stage.id(), false).orElseThrow();
        var members = assignments.assignments(round.id()).stream()
                .filter(Assignment::active)
                .collect(Collectors.groupingBy(Assignment::application, Collectors.counting()));
        for (int ballot = 1; ballot <= stage.votes(); ballot++) {
            for (Application application : reviews.waiting(call, stage.id())) {
                double good = quality.getOrDefault(application.id(), 0.7);
                int present =
                        Math.min(11, members.getOrDefault(application.id(), 0L).intValue());
                if (present == 0) continue;
                int yes = Math.clamp((int) Math.round(present * (good + 0.12 * random.nextGaussian())), 0, present);
                must(panels.vote(
                        officer, call, stage.id(), new Vote(application.id(), ballot, present, yes, present - yes, 0)));
            }
        }
    }

    /** The draft list, confirmed by somebody else. False when the ranking lets nobody pass. */
    boolean decide(UUID call, String region) {
        Viewer officer = actors.officer(region);
        var board = decisions.board(officer, call, null);
        if (board.isEmpty() || board.get().approved() == 0 || board.get().before() > 0) return false;
        var list = must(decisions.fix(officer, call));
        must(decisions.confirm(actors.leader(region), call, list.id()));
        return true;
    }

    void notice(UUID call, String region, String title, Stage.PublicNotice stage) {
        must(notices.publish(
                actors.officer(region),
                call,
                new NewNotice(title, "公示期内对名单有异议的，请以书面形式实名反映。", "科技局政策法规处 0512-68600000", notices.earliestEnd(stage))));
    }

    void endNotices(UUID call) {
        notices.endThoseOver(call);
    }

    void approve(UUID call, String region, String number, Definition definition, LocalDate day) {
        Stage.Approval stage = definition.first(Stage.Approval.class).orElseThrow();
        var prepared = must(approvals.prepare(
                actors.officer(region),
                call,
                new NewApproval(
                        number,
                        definition.issuer() + "文件",
                        stage.documentTitle(),
                        "各县级市、区科技局，各有关单位：",
                        "经申报、评审和公示，现将有关项目予以下达。请各单位按照任务要求组织实施，专款专用，按期完成。",
                        definition.issuer(),
                        day,
                        true)));
        must(approvals.issue(actors.leader(region), call, prepared.id()));
    }

    static <T> T must(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new IllegalStateException("the demonstration was refused: " + errors);
        });
    }
}
