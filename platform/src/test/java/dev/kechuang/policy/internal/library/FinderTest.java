package dev.kechuang.policy.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.engine.Policies;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.library.Finder.Given;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Six questions tell apart as many policies as questions can. */
class FinderTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final int FIRMS = 150;

    /** Every policy of the packs in force for a firm of Suzhou. */
    private static final Finder FINDER = new Finder(
            Policies.load(Path.of("../packs")).all().stream()
                    .filter(policy -> policy.inForce(DAY) && !policy.region().startsWith("cn-shaanxi"))
                    .map(policy -> new PolicyVersion(policy.id(), "", policy))
                    .toList(),
            DAY);

    /** A firm as the answers it would give. */
    private static Map<String, Answer> firm(Random random) {
        var firm = new HashMap<String, Answer>();
        for (Question question : FINDER.questions()) {
            double at = random.nextDouble() / Likelihood.concerned(question);
            Answer answer = new Answer.Skipped();
            for (int i = 0; i < question.answers().size() && at >= 0 && at < 1; i++) {
                at -= Likelihood.of(question).get(i);
                if (at < 0) answer = question.answers().get(i);
            }
            firm.put(question.code(), answer);
        }
        return firm;
    }

    private static List<Given> asked(Map<String, Answer> firm) {
        var given = new ArrayList<Given>();
        for (var next = FINDER.next(given); next.isPresent(); next = FINDER.next(given)) {
            given.add(new Given(next.get(), firm.getOrDefault(next.get().code(), new Answer.Skipped())));
        }
        return given;
    }

    private static Question question(String code) {
        return FINDER.question(code).orElseThrow();
    }

    @Test
    void figuresAreAskedInBandsBetweenTheThresholdsOfThePolicies() {
        assertThat(question("revenue.2025").answers())
                .extracting(Answer::code)
                .as("5000 and 20 000 ten thousand yuan, in fen; each threshold belongs to the band below it")
                .containsExactly("..5000000000", "5000000001..20000000000", "20000000001..");
        assertThat(question("staff.2025").answers()).extracting(Answer::code).contains("501..");
        assertThat(question("founding-date").answers())
                .extracting(Answer::code)
                .startsWith("2025-06-02..2026-06-01")
                .contains("1949-10-01..2011-05-31");
        assertThat(question("taxable-income.2026").answers())
                .extracting(Answer::code)
                .startsWith("..0", "1..");
    }

    @Test
    void titlesAreAskedTogetherAndCountedListsByWhetherThereIsAny() {
        assertThat(question("titles").kind()).isEqualTo(Question.Kind.HELD);
        assertThat(question("titles").names()).containsExactly("高新技术企业", "科技型中小企业", "民营科技企业");
        assertThat(question("titles").answers()).hasSize(8);
        assertThat(question("intellectual-property").kind()).isEqualTo(Question.Kind.EXISTS);
        assertThat(FINDER.questions()).noneMatch(q -> q.fact().group().equals("专家评分"));
    }

    @Test
    void theFirstQuestionIsTheOneThatSettlesMostAndItIsAlwaysTheSame() {
        assertThat(FINDER.next(List.of()).orElseThrow().code()).isEqualTo("titles");
        var random = new Random(7);
        for (int i = 0; i < 10; i++) {
            var firm = firm(random);
            assertThat(asked(firm)).isEqualTo(asked(firm)).hasSizeLessThanOrEqualTo(Finder.QUESTIONS);
        }
    }

    @Test
    void sixChosenQuestionsSettleAtLeastAsMuchAsAnyFixedOrder() {
        var random = new Random(2026);
        var firms = new ArrayList<Map<String, Answer>>();
        for (int i = 0; i < FIRMS; i++) firms.add(firm(random));
        long chosen =
                firms.stream().mapToLong(firm -> FINDER.settled(asked(firm))).sum();

        Map<String, List<Question>> orders = new LinkedHashMap<>();
        orders.put("of the policies", FINDER.questions());
        orders.put("of the names", sorted(Comparator.comparing(Question::code)));
        orders.put(
                "of those that most policies read",
                sorted(Comparator.comparing(q -> -q.policies().size())));
        orders.put(
                "yes or no first", sorted(Comparator.comparing(q -> q.answers().size())));
        orders.put(
                "most answers first",
                sorted(Comparator.comparing(q -> -q.answers().size())));
        orders.put("as chosen for who skips everything", skipped());
        orders.put(
                "as chosen for the first firm",
                asked(firms.getFirst()).stream().map(Given::question).toList());
        for (int i = 0; i < 25; i++) {
            var order = new ArrayList<>(FINDER.questions());
            Collections.shuffle(order, random);
            orders.put("shuffled " + i, order);
        }
        orders.forEach((name, order) -> {
            long fixed = firms.stream()
                    .mapToLong(firm -> FINDER.settled(order.stream()
                            .limit(Finder.QUESTIONS)
                            .map(question ->
                                    new Given(question, firm.getOrDefault(question.code(), new Answer.Skipped())))
                            .toList()))
                    .sum();
            assertThat(chosen).as("against the order " + name).isGreaterThanOrEqualTo(fixed);
        });
        assertThat(chosen).as("five policies for the mean firm").isGreaterThan(FIRMS * 5L);
    }

    private static List<Question> sorted(Comparator<Question> by) {
        return FINDER.questions().stream().sorted(by).toList();
    }

    private static List<Question> skipped() {
        var given = new ArrayList<Given>();
        for (var next = FINDER.next(given); next.isPresent(); next = FINDER.next(given)) {
            given.add(new Given(next.get(), new Answer.Skipped()));
        }
        return given.stream().map(Given::question).toList();
    }

    /** Whatever a band is settled to holds for every figure within it. */
    @Test
    void whatABandSettlesHoldsForItsEnds() {
        var random = new Random(3);
        for (int i = 0; i < 100; i++) {
            var given = asked(firm(random));
            var broad = FINDER.result(given);
            var narrow = new ArrayList<Given>();
            for (Given one : given) {
                boolean low = random.nextBoolean();
                Answer answer = switch (one.answer()) {
                    case Answer.Range(var from, var to)
                    when from != null && to != null -> low ? new Answer.Range(from, from) : new Answer.Range(to, to);
                    case Answer.Days(var from, var to) -> low ? new Answer.Days(from, from) : new Answer.Days(to, to);
                    default -> one.answer();
                };
                narrow.add(new Given(one.question(), answer));
            }
            var exact = FINDER.result(narrow);
            for (int p = 0; p < broad.size(); p++) {
                if (broad.get(p).verdict() != Verdict.UNKNOWN) {
                    assertThat(exact.get(p).verdict()).isEqualTo(broad.get(p).verdict());
                }
            }
        }
    }

    @Test
    void answersSurviveTheAddressAndNonsenseIsPassedOver() {
        var given = asked(firm(new Random(1)));
        assertThat(FINDER.given(given.stream().map(Given::code).toList())).isEqualTo(given);
        assertThat(FINDER.given(List.of(
                        "nothing",
                        "no-such-fact:1",
                        "titles:国王",
                        "revenue.2025:9..1",
                        "revenue.2025:a..b",
                        "founding-date:2020-02-30..2021-01-01",
                        "resident-enterprise:maybe")))
                .isEmpty();
        assertThat(FINDER.given(List.of("titles:none", "titles:高新技术企业")))
                .as("each question once")
                .hasSize(1);
    }

    @Test
    void whoHoldsNothingIsToldWhatStaysPossible() {
        var given = FINDER.given(List.of("titles:none", "intellectual-property:none"));
        var found = FINDER.result(given);
        assertThat(found.stream()
                        .filter(f -> f.version().id().equals("cn-hnte"))
                        .findFirst()
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.NOT_ELIGIBLE);
        assertThat(found.stream()
                        .filter(f -> f.version().id().equals("cn-rd-deduction"))
                        .findFirst()
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }
}
