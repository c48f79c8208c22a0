package dev.kechuang.programme.internal.effect;

import dev.kechuang.pack.TitleKinds;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.registry.TalentAwards;
import dev.kechuang.registry.Titles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Titles and awards of talents come with an approval or with an acceptance; wherever an application ends, the title it was
 * about is dealt with or looked at.
 */
@Configuration(proxyBeanMethods = false)
class EffectConfiguration {

    @Bean
    StageHandler titlesOfApproval(
            Titles titles,
            TitleKinds kinds,
            SubmissionStore submissions,
            ObjectProvider<Lifecycle> lifecycle,
            StandingStore standings) {
        return new TitleEffects(Stage.Kind.APPROVAL, titles, kinds, submissions, new ByHand(lifecycle), standings);
    }

    @Bean
    StageHandler titlesOfAcceptance(
            Titles titles,
            TitleKinds kinds,
            SubmissionStore submissions,
            ObjectProvider<Lifecycle> lifecycle,
            StandingStore standings) {
        return new TitleEffects(Stage.Kind.ACCEPTANCE, titles, kinds, submissions, new ByHand(lifecycle), standings);
    }

    @Bean
    StageHandler titlesOfLeftOff(
            Titles titles,
            TitleKinds kinds,
            SubmissionStore submissions,
            ObjectProvider<Lifecycle> lifecycle,
            StandingStore standings) {
        return new TitleEffects(Stage.Kind.DECISION, titles, kinds, submissions, new ByHand(lifecycle), standings);
    }

    @Bean
    StageHandler titlesOfWithdrawn(Titles titles, ObjectProvider<Lifecycle> lifecycle) {
        return UndecidedTitles.withdrawn(Stage.Kind.DECISION, titles, new ByHand(lifecycle));
    }

    @Bean
    StageHandler titlesOfNotRecommended(Titles titles, ObjectProvider<Lifecycle> lifecycle) {
        return UndecidedTitles.before(Stage.Kind.RECOMMENDATION, titles, new ByHand(lifecycle));
    }

    @Bean
    StageHandler titlesOfFailedCheck(Titles titles, ObjectProvider<Lifecycle> lifecycle) {
        return UndecidedTitles.before(Stage.Kind.CHECK, titles, new ByHand(lifecycle));
    }

    @Bean
    StageHandler titlesOfFailedReview(Titles titles, ObjectProvider<Lifecycle> lifecycle) {
        return UndecidedTitles.before(Stage.Kind.REVIEW, titles, new ByHand(lifecycle));
    }

    @Bean
    StageHandler titlesOfStruck(Titles titles, ObjectProvider<Lifecycle> lifecycle) {
        return UndecidedTitles.after(Stage.Kind.NOTICE, titles, new ByHand(lifecycle));
    }

    @Bean
    StageHandler titlesOfNotApproved(Titles titles, ObjectProvider<Lifecycle> lifecycle) {
        return UndecidedTitles.after(Stage.Kind.APPROVAL, titles, new ByHand(lifecycle));
    }

    @Bean
    StageHandler talentsOfApproval(
            TalentAwards awards, SubmissionStore submissions, ObjectProvider<Lifecycle> lifecycle) {
        return new TalentEffects(Stage.Kind.APPROVAL, awards, submissions, new ByHand(lifecycle));
    }

    @Bean
    StageHandler talentsOfAcceptance(
            TalentAwards awards, SubmissionStore submissions, ObjectProvider<Lifecycle> lifecycle) {
        return new TalentEffects(Stage.Kind.ACCEPTANCE, awards, submissions, new ByHand(lifecycle));
    }
}
