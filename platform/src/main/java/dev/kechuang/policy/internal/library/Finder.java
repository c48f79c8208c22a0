package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Evaluator;
import dev.kechuang.engine.eval.Frame;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.PolicyVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What kind of firm are you, in six questions (您是什么样的企业). The next question is always the one whose answer settles
 * most policies in the mean over its answers ({@link Likelihood}); where several do as much, the one that meets most conditions; then the
 * first. It decides by the engine on what is known so far, so a policy counts as settled only when nothing that is still
 * open can change its verdict.
 */
public final class Finder {

    /** Questions that are asked at most. */
    public static final int QUESTIONS = 6;

    /** A span of days is tried at both ends; more than two spans at the ends of the first two. */
    private static final int MOST_VARIANTS = 4;

    /** What all conditions met but one would count against a settled policy. */
    private static final double PROGRESS = 0.2;

    private final List<PolicyVersion> policies;
    private final LocalDate day;
    private final List<Question> questions;

    /** @param policies those in force where the firm is */
    public Finder(List<PolicyVersion> policies, LocalDate day) {
        this.policies = List.copyOf(policies);
        this.day = day;
        this.questions =
                new Questions(policies.stream().map(PolicyVersion::policy).toList(), day).all();
    }

    /** A question with what was said to it. */
    public record Given(Question question, Answer answer) {
        /** Stands in an address. */
        public String code() {
            return question.code() + ":" + answer.code();
        }
    }

    /** Everything that could be asked. */
    public List<Question> questions() {
        return questions;
    }

    public Optional<Question> question(String code) {
        return questions.stream().filter(q -> q.code().equals(code)).findFirst();
    }

    /** Reads answers as {@link Given#code} writes them; passes over what is none, and what was answered before. */
    public List<Given> given(List<String> codes) {
        var given = new ArrayList<Given>();
        var seen = new HashSet<String>();
        for (String code : codes) {
            int colon = code.indexOf(':');
            if (colon < 0 || given.size() == QUESTIONS) continue;
            var question = question(code.substring(0, colon));
            if (question.isEmpty() || !seen.add(question.get().code())) continue;
            Answer answer = Answer.parse(question.get(), code.substring(colon + 1));
            if (answer != null) given.add(new Given(question.get(), answer));
        }
        return List.copyOf(given);
    }

    /** Facts that differ only in the ends of spans of days. */
    private List<Facts> facts(List<Given> given) {
        List<Facts> variants = List.of(Facts.builder().build());
        for (Given one : given) {
            List<Val> values =
                    one.answer().values(one.question().fact(), one.question().key(), day);
            if (values.isEmpty()) continue;
            boolean first = values.size() == 1 || variants.size() * 2 > MOST_VARIANTS;
            var next = new ArrayList<Facts>();
            for (Facts facts : variants) {
                for (Val value : first ? values.subList(0, 1) : values) {
                    next.add(facts.change()
                            .set(one.question().fact(), one.question().year(), value)
                            .build());
                }
            }
            variants = next;
        }
        return variants;
    }

    private record State(Verdict verdict, int met, int conditions) {
        boolean settled() {
            return verdict != Verdict.UNKNOWN;
        }

        double worth() {
            return settled() ? 1 : PROGRESS * met / Math.max(1, conditions);
        }
    }

    /** The worst of what the variants say: settled only where all agree. */
    private State state(Policy policy, List<Facts> variants) {
        State all = null;
        for (Facts facts : variants) {
            State one = state(policy, facts);
            if (all == null) all = one;
            else if (all.verdict() != one.verdict() || !one.settled())
                all = new State(Verdict.UNKNOWN, Math.min(all.met(), one.met()), one.conditions());
        }
        return all == null ? new State(Verdict.UNKNOWN, 0, policy.conditions().size()) : all;
    }

    private State state(Policy policy, Facts facts) {
        var frame = new Frame(policy, facts, day);
        int met = 0;
        boolean open = false;
        for (Policy.Condition condition : policy.conditions()) {
            Val value = Evaluator.eval(condition.expr(), frame);
            if (value.isTrue()) met++;
            else if (value.isUnknown()) open = true;
            else return new State(Verdict.NOT_ELIGIBLE, met, policy.conditions().size());
        }
        return new State(
                open ? Verdict.UNKNOWN : Verdict.ELIGIBLE,
                met,
                policy.conditions().size());
    }

    /** The next question; empty after six, or when nothing that can be asked tells anything more apart. */
    public Optional<Question> next(List<Given> given) {
        if (given.size() >= QUESTIONS) return Optional.empty();
        Set<String> asked = new HashSet<>();
        given.forEach(one -> asked.add(one.question().code()));
        var facts = facts(given);
        var open = new ArrayList<Policy>();
        var worths = new ArrayList<Double>();
        for (PolicyVersion version : policies) {
            State state = state(version.policy(), facts);
            if (state.settled()) continue;
            open.add(version.policy());
            worths.add(state.worth());
        }
        Question best = null;
        double most = 1e-9;
        for (Question question : questions) {
            if (asked.contains(question.code())) continue;
            double gain = 0;
            List<Double> likely = Likelihood.of(question);
            for (int a = 0; a < likely.size(); a++) {
                var more = new ArrayList<>(given);
                more.add(new Given(question, question.answers().get(a)));
                var then = facts(more);
                for (int i = 0; i < open.size(); i++) {
                    if (question.policies().contains(open.get(i).id())) {
                        gain += likely.get(a) * (state(open.get(i), then).worth() - worths.get(i));
                    }
                }
            }
            gain *= Likelihood.concerned(question);
            if (gain > most + 1e-9) {
                most = gain;
                best = question;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many policies are settled by what was said. */
    public int settled(List<Given> given) {
        var facts = facts(given);
        return (int) policies.stream()
                .filter(version -> state(version.policy(), facts).settled())
                .count();
    }

    /** How many of those still open read the fact of a question. */
    public long asks(Question question, List<Given> given) {
        var facts = facts(given);
        return policies.stream()
                .filter(version -> question.policies().contains(version.id()))
                .filter(version -> !state(version.policy(), facts).settled())
                .count();
    }

    /** @param decision on what was said, with its reasons */
    public record Found(PolicyVersion version, Verdict verdict, Decision decision) {
        public long open() {
            return decision.conditions().stream()
                    .filter(c -> c.met() == Decision.Met.UNKNOWN)
                    .count();
        }
    }

    /** Every policy with what the answers say of it, in the order given. */
    public List<Found> result(List<Given> given) {
        var facts = facts(given);
        return policies.stream()
                .map(version -> new Found(
                        version,
                        state(version.policy(), facts).verdict(),
                        Engine.decide(version.policy(), facts.getFirst(), day)))
                .toList();
    }
}
